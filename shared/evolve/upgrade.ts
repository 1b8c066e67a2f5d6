/** What it takes to bring what stands to the templates of this version, known in full before anything is written. */
import { basename } from 'node:path';
import { type Problem, RefusalError } from '../errors.js';
import { kebabOf, titleOf } from '../feature/naming.js';
import type { FeatureSpec } from '../feature/spec.js';
import { GUIDE } from '../plan/guide.js';
import type { Layout } from '../plan/layout.js';
import { isSameText } from '../project/line-ends.js';
import { MEMORY, withWritten, writtenTexts } from '../project/memory.js';
import {
  changes,
  mergedByPath,
  type PlannedFile,
  type Reason,
  type Workspace,
} from '../project/workspace.js';
import { idOf, PROJECT, type Rewritten } from '../project/written.js';
import { definitionsOf } from '../python/definitions.js';
import { newlineOf } from '../python/edits.js';
import { parsePython } from '../python/syntax.js';
import { bareIn } from './bare.js';
import { type Bare, type Base, Bases, keeping, type VersionsOf } from './bases.js';
import { problemOf } from './conflicts.js';
import { definedIn, standingDefinitions } from './definitions.js';
import { droppedFiles, type PathsOf } from './dropped.js';
import { entitiesOf } from './entities.js';
import { type Evolved, evolvedPlan, putInto, stepsAfter } from './evolved.js';
import { indexStatements } from './index-change.js';
import { neededBy } from './mentions.js';
import { type Conflict, type Decide, mergeModule, type Versions } from './merge.js';
import { mergeLines } from './merge-lines.js';
import {
  readStanding,
  type SharedFile,
  type StandingFeature,
  type Surroundings,
} from './standing.js';
import { type Additions, migrationFrom } from './table-change.js';

/** What is brought to the templates of this version, and what is known of how it was written. */
export interface UpgradeRequest extends Omit<Surroundings, 'others'> {
  /** The features that the project remembers, each behind those that it refers to. */
  readonly features: readonly FeatureSpec[];
  readonly versionsOf: VersionsOf;
  readonly pathsOf: PathsOf;
  readonly decide?: Decide | undefined;
}

/** A file that is ours, or was. */
interface Place extends Reason {
  readonly path: string;
}

/**
 * Plans the upgrade of a project: what this version writes instead of what was written is merged into what stands. A file
 * of which nobody knows what was written stays as it is, and is named. Migrations stay in any case.
 *
 * Nothing is planned in its workspace.
 *
 * @throws RefusalError if the project cannot be read or edited.
 */
export function planUpgrade(request: UpgradeRequest): Evolved {
  const { features, layOut, workspace } = request;
  const standing = features.map((spec) => readStanding({ ...request, others: [] }, spec, true));
  const upgrade = new Upgrade(request, standing);
  const layout = layOut(workspace.fork());
  const { migrationsFolder } = layout.architecture;
  const foundation = layout.foundation(features, upgrade.nameOfProject(basename(workspace.root)));
  const isMigration = ({ path }: Place) => path.startsWith(`${migrationsFolder}/`);
  const isMigrated = foundation.some((part) => isMigration(part) && workspace.exists(part.path));
  for (const part of foundation.filter((each) => !isMigration(each))) {
    upgrade.file(part, part.render(), PROJECT, isMigrated);
  }
  for (const part of foundation.filter(isMigration))
    upgrade.migration(part, part.render(), PROJECT);
  for (const [index, spec] of features.entries()) {
    const now = readStanding({ ...request, workspace: upgrade.project, others: [] }, spec, true);
    for (const { written, ...place } of [...now.own, ...now.missing]) {
      upgrade.file(place, written, spec.name, now.migrations.length > 0);
    }
    const isRegistered =
      standing[index]?.shared.some((file) => upgrade.isRegistered(file)) === true;
    for (const { path, text } of now.extras.flat()) upgrade.see(path, text);
    for (const part of now.migrations) upgrade.migration(part, part.render(), spec.name);
    for (const file of now.shared) upgrade.shared(file, spec.name, isRegistered);
  }
  upgrade.drop((path) => path.startsWith(`${migrationsFolder}/`));
  return upgrade.evolved(standing);
}

/** An upgrade as it is planned, file by file. */
class Upgrade {
  /** The project, with what is planned so far. */
  readonly project: Workspace;
  readonly #workspace: Workspace;
  readonly #bases: Bases;
  readonly #decide: Decide | undefined;
  readonly #layout: Layout;
  readonly #pathsOf: PathsOf;
  readonly #files: PlannedFile[] = [];
  readonly #kept: PlannedFile[] = [];
  readonly #conflicts: Conflict[] = [];
  readonly #risky: Problem[] = [];
  readonly #rewritten: Rewritten[] = [];
  /** What stays as it is, as nobody knows what was written. */
  readonly #left: string[] = [];
  /** What of it would be written now, and what stands there. */
  readonly #unmerged: { path: string; ours: string; theirs: string; owner: string }[] = [];
  /** Where something is written now, and the ids of the texts that were found there. */
  readonly #written = new Set<string>([MEMORY, GUIDE]);
  readonly #seen = new Set<string>();
  /** What people have to run, as no migration does it. */
  readonly #statements: string[] = [];
  /** What newer templates no longer have, and stays as somebody has changed it or needs it. */
  readonly #abandoned: string[] = [];

  constructor(
    { decide, layOut, pathsOf, versionsOf, workspace }: UpgradeRequest,
    private readonly standing: readonly StandingFeature[],
  ) {
    this.#workspace = workspace;
    this.project = workspace.fork();
    this.#bases = new Bases(workspace, versionsOf);
    this.#decide = decide;
    this.#pathsOf = pathsOf;
    this.#layout = layOut(workspace.fork());
  }

  /**
   * Returns the name that the project was created with: its folder may be called otherwise by now.
   *
   * @param folder the name of its folder.
   */
  nameOfProject(folder: string): string {
    const path = ['pyproject.toml', 'backend/pyproject.toml'].find((each) =>
      this.#workspace.exists(each),
    );
    const ours = path === undefined ? undefined : this.#workspace.read(path);
    if (path === undefined || ours === undefined) return folder;
    const text = this.#bases.of(path, ours, undefined, this.#bareIn(path))?.bare ?? ours;
    const [, name = folder] = /^name = "([^"]+?)(?:-backend)?"/m.exec(text) ?? [];
    const [, title = titleOf(name)] = /^description = "The backend of (.+)\."/m.exec(text) ?? [];
    const isIt = (each: string) => kebabOf(each) === name && titleOf(each) === title;
    return [folder, title, name].find(isIt) ?? name;
  }

  /** Notes that something is written to a file, and which texts of ours it has had. */
  see(path: string, ...texts: readonly string[]): void {
    this.#written.add(path);
    for (const text of texts) this.#seen.add(idOf(text));
  }

  /**
   * Brings a file to what this version writes.
   *
   * @param isMigrated whether a migration says what becomes of the tables of its models, if there are any.
   */
  file({ layer, path, why }: Place, written: string, owner: string, isMigrated: boolean): void {
    const place = { layer, path, why };
    const ours = this.project.read(path);
    this.see(path, written, ours ?? '');
    if (ours === undefined) {
      if (!this.#bases.has(written) && !this.#bases.hasHad(path))
        this.#create(place, written, owner);
      return;
    }
    const theirs = written.replaceAll(/\r?\n/g, newlineOf(ours));
    const bare = this.#bareIn(path);
    const base = this.#bases.of(path, ours, theirs, bare);
    this.see(path, base?.text ?? '', base?.bare ?? '', bare(ours) ?? '');
    if (base === undefined) {
      if (bare(ours) === theirs) this.#rewritten.push({ owner, after: theirs });
      // A package needs nothing but its file.
      else if (theirs.trim() !== '') {
        this.#left.push(path);
        this.#unmerged.push({ path, ours, theirs, owner });
      }
      return;
    }
    if (isSameText(base.bare, theirs)) return;
    if (!isMigrated && path.endsWith('.py')) {
      this.#statements.push(...indexStatements(base.bare, theirs));
    }
    const text = this.#merge({ path, base: base.bare, theirs, ours });
    this.#edit(place, ours, text);
    this.#replace(base, theirs, owner);
    this.#keep(path, bare(text) === theirs ? undefined : theirs);
  }

  /** Brings what a feature has in a file of several to what this version writes. */
  shared(file: SharedFile, owner: string, isRegistered: boolean): void {
    const { path } = file;
    const ours = this.project.read(path);
    this.see(path, ours ?? '');
    if (ours === undefined) return;
    let text = ours;
    for (const { name, text: theirs } of file.modules) {
      const definitions = definitionsOf(theirs);
      const base = this.#definitionsBefore(`${path}/${owner}`, path, text, theirs);
      this.see(path, definitions, base?.bare ?? '');
      if (base === undefined) {
        if (text.includes(definitions)) this.#rewritten.push({ owner, after: definitions });
        else this.#left.push(`${path} (${[...definedIn(definitions)].join(', ')})`);
        continue;
      }
      if (isSameText(base.bare, definitions)) continue;
      // Its docstring is not that of the file.
      const bare = moduleOf(definitions, theirs);
      text = this.#merge({ path, module: name, base: base.text, theirs: bare, ours: text });
      this.#replace({ text: base.bare, bare: base.bare }, definitions, owner);
      this.#keep(`${path}/${owner}`, text.includes(definitions) ? undefined : theirs);
    }
    this.#edit(file, ours, isRegistered ? file.register(text) : text);
  }

  /**
   * Adds a migration to what this version makes of the tables. Those that stand stay as they are, and what they would be by
   * now is kept, for the next upgrade.
   */
  migration({ layer, path }: Place, text: string, owner: string): void {
    const ours = this.project.read(path);
    if (ours === undefined) return;
    const base = this.#bases.of(path, ours, undefined);
    this.see(path, ours, text, base?.text ?? '');
    if (base === undefined) {
      if (isSameText(ours, text)) this.#rewritten.push({ owner, after: text });
      return;
    }
    const sample = { layer, path, text, layout: this.#layout };
    const { files, lossy, ...additions } = migrationFrom(
      sample,
      base.text,
      this.project,
      this.#layout.architecture.earlierRows,
    );
    if (files.length === 0) return;
    this.#refuseWithoutModel(additions);
    this.#refuseHalf(additions, owner);
    putInto(this.project, files);
    this.#files.push(...files);
    this.#risky.push(...lossy);
    this.#replace(base, text, owner);
    this.#keep(path, text);
  }

  /**
   * Takes away what was written and no longer is, where it is as it was written and nothing needs it.
   *
   * @param isKept whether a file stays whatever is written.
   */
  drop(isKept: (path: string) => boolean): void {
    const ids = [...writtenTexts(this.#workspace)].filter((id) => !this.#seen.has(id));
    const files = droppedFiles({
      workspace: this.project,
      ids: new Set(ids),
      isWritten: (path) => this.#written.has(path) || isKept(path),
      pathsOf: this.#pathsOf,
    });
    const gone = new Set(files.flatMap(({ isOurs, path }) => (isOurs ? [path] : [])));
    const needs = neededBy(gone, this.project);
    for (const { isOurs, path, text } of files) {
      const users = needs.filter(({ file }) => file === path);
      if (!isOurs) this.#abandoned.push(path);
      else if (users.length > 0) {
        this.#abandoned.push(`${path} (${users.map(({ place }) => place).join(', ')} needs it)`);
      } else this.#delete(path, text);
    }
  }

  /** Whether something of a feature is registered in a file. */
  isRegistered(file: SharedFile): boolean {
    return this.#bareIn(file.path)(file.text) !== file.text;
  }

  evolved(standing: readonly StandingFeature[]): Evolved {
    const memory = this.#workspace.read(MEMORY) ?? '';
    const after = withWritten(memory, this.#rewritten);
    const remembered: PlannedFile = {
      path: MEMORY,
      layer: 'project',
      why: 'Remembers what was written, to know it from what people change.',
      action: after === memory ? 'unchanged' : 'edit',
      before: memory,
      after,
    };
    const abandoned = this.#abandoned.map(
      (path) =>
        `${path} stays, though newer templates no longer have it: delete it once nothing needs it.`,
    );
    const toRun =
      this.#statements.length === 0
        ? []
        : [
            `Indexes are others, and no migration exchanges them: where their tables are there, run ${this.#statements.join(' ')}`,
          ];
    const notes =
      this.#left.length === 0
        ? [...abandoned, ...toRun]
        : [
            ...abandoned,
            ...toRun,
            `Left as they are, as neither ${MEMORY} nor git says which of their lines were written for you and which you have written: ${this.#left.join(', ')}.`,
          ];
    const isChanged = this.#files.some(changes);
    return {
      plans: standing.map((each) =>
        evolvedPlan(each, { nextSteps: isChanged ? stepsAfter(each) : [], notes }),
      ),
      files: mergedByPath([...this.#files, ...this.#kept, remembered]),
      changed: [],
      risky: this.#risky,
      conflicts: this.#conflicts.map((each) => problemOf(each)),
    };
  }

  /** @throws RefusalError if a model lacks what its table would get, as --with has brought a part of it. */
  #refuseWithoutModel({ added, elsewhere }: Additions): void {
    if (elsewhere === undefined) return;
    for (const path of this.#written) {
      const model = this.#workspace.read(path) ?? '';
      const lacking = added.filter((each) => {
        const [table, column] = each.split('.');
        return model.includes(`__tablename__ = "${table}"`) && !model.includes(` ${column}: `);
      });
      if (lacking.length === 0) continue;
      throw new RefusalError(
        `${path}: this version adds ${lacking.join(', ')}, but ${elsewhere} has added a column beside them, ` +
          'for what --with has added, which an upgrade leaves as it is. ' +
          'Nothing was changed. Add them to the model, and what goes with them to schemas, endpoints and tests, ' +
          'as a new project has it; then run this again.',
        { place: path },
      );
    }
  }

  /**
   * @throws RefusalError if a file that stays as it is does not know of a new column that it would now: an endpoint, say,
   * that goes on to create rows without it.
   */
  #refuseHalf({ added }: Additions, owner: string): void {
    const columns = new Set(added.map((each) => each.slice(each.lastIndexOf('.') + 1)));
    const knows = (text: string) => {
      const names = new Set(text.match(/\w+/g));
      return [...columns].filter((column) => names.has(column));
    };
    const behind = this.#unmerged.filter(
      (each) =>
        each.owner === owner && knows(each.theirs).some((name) => !knows(each.ours).includes(name)),
    );
    const [first] = behind;
    if (first === undefined) return;
    const paths = behind.map(({ path }) => path).join(', ');
    throw new RefusalError(
      `${paths}: this version adds ${added.join(', ')}, but nobody knows which lines there were written for you, ` +
        'as you or --with had changed them before they were committed. Nothing was changed. Bring in what goes with the ' +
        'columns there, as a new project has it, and write no migration: this command does. Then run it again.',
      { place: first.path },
    );
  }

  #create(place: Place, text: string, owner: string): void {
    const { changes } = this.project.planning(() => this.project.write(place.path, text, place));
    this.#files.push(...changes);
    this.#rewritten.push({ owner, after: text });
  }

  #delete(path: string, text: string): void {
    const why = 'Newer templates no longer have it.';
    const file: PlannedFile = {
      path,
      layer: 'project',
      why,
      action: 'delete',
      before: text,
      after: '',
    };
    this.#files.push(file);
    this.#rewritten.push({ owner: PROJECT, before: text });
    this.#keep(path, undefined);
  }

  #edit({ layer, path, why }: Place, before: string, after: string): void {
    const action = before === after ? 'unchanged' : 'edit';
    const file: PlannedFile = { path, layer, why, action, before, after };
    putInto(this.project, [file]);
    this.#files.push(file);
  }

  #merge(versions: Versions): string {
    const merge = versions.path.endsWith('.py') ? mergeModule : mergeLines;
    const { conflicts, text } = merge({ ...versions, decide: this.#decide });
    this.#conflicts.push(...conflicts);
    return text;
  }

  #replace({ bare, text }: Base, after: string, owner: string): void {
    const before = [...new Set([bare, text])];
    this.#rewritten.push(...before.map((each) => ({ owner, before: each })), { owner, after });
  }

  #keep(path: string, text: string | undefined): void {
    this.#kept.push(...keeping(path, text, this.#workspace));
  }

  #bareIn(path: string): Bare {
    return bareIn(path, this.standing, this.#workspace);
  }

  /**
   * Finds what was written of a feature in a file of several.
   *
   * @returns as its text, a module with the definitions and what they import.
   */
  #definitionsBefore(kept: string, path: string, ours: string, theirs: string): Base | undefined {
    const candidates = [
      ours,
      ...this.#bases.candidates(kept, ours, theirs),
      ...this.#bases.candidates(path, ours, undefined),
    ];
    for (const text of candidates) {
      const statements = standingDefinitions(text, definitionsOf(theirs));
      const [first, last] = [statements.at(0), statements.at(-1)];
      if (first === undefined || last === undefined) continue;
      const bare = text.slice(first.from, last.to);
      if (this.#bases.has(bare)) return { bare, text: moduleOf(bare, text) };
    }
    return undefined;
  }
}

/** Returns definitions as a module of their own: with those imports of their file that they use. */
function moduleOf(definitions: string, file: string): string {
  const words = new Set(definitions.match(/\w+/g));
  const imports = entitiesOf(parsePython(file)).flatMap(({ imported, scope }) => {
    if (imported === undefined || scope !== '' || !words.has(imported.bound)) return [];
    const { bound, module, name } = imported;
    const alias = bound === name ? '' : ` as ${bound}`;
    return [module === '' ? `import ${name}${alias}` : `from ${module} import ${name}${alias}`];
  });
  return `${[...imports, '', '', definitions].join('\n')}\n`;
}
