/** The fuzz itself: batch after batch, and each fault down to the features that show it. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { exampleOf } from '../../shared/feature/items.js';
import { pascalOf } from '../../shared/feature/naming.js';
import { readBackend } from '../../shared/project/foreign/read-backend.js';
import { PROJECTS } from '../../test/backends.js';
import { likelyFeature, type TypedFeature } from '../../test/likely-features.js';
import type { Attempt } from './attempts.js';
import {
  type Application,
  type Check,
  DEEP,
  EmittedProject,
  ensurePrograms,
  type Problem,
  QUICK,
  writeTexts,
} from './emission.js';
import { Faults } from './faults.js';
import { type Ground, identifiersOf, openGround } from './grounds.js';
import { runThrough } from './runs.js';
import { type Batch, Planner } from './watched.js';

export interface FuzzOptions {
  readonly count: number;
  readonly seed: number;
  readonly deep: number;
  readonly runs: number;
  readonly keep: string | undefined;
  readonly planOnly: boolean;
  readonly args: readonly string[];
}

/** How many features are tried in one project. */
const BATCH = { founded: 150, foreign: 24 } as const;

/** Planning one feature takes no longer, by the second try. */
const SLOW = 2000;

/** How often one batch is checked again without the features that were at fault. */
const ROUNDS = 40;

type Counts = Record<Attempt['end'], number>;

export class Fuzz {
  readonly #faults = new Faults();
  readonly #planner: Planner;
  readonly #isolator: Planner;
  readonly #counts: Counts = { planned: 0, usage: 0, refusal: 0, fault: 0 };
  readonly #perGround = new Map<string, Counts>();
  readonly #applications = new Map<string, Application | undefined>();
  #deepChecked = 0;
  #runsCompared = 0;
  #emissions = 0;
  #programs = { emitted: '', backends: '' };

  constructor(private readonly options: FuzzOptions) {
    this.#planner = new Planner(options.args);
    this.#isolator = new Planner(options.args);
  }

  /**
   * Tries features until there are enough.
   *
   * @returns whether there was no fault.
   */
  async run(grounds: readonly Ground[]): Promise<boolean> {
    const { count, deep, planOnly, runs, seed } = this.options;
    if (!planOnly) {
      this.#programs = {
        emitted: await ensurePrograms(join(PROJECTS, '..', 'generated', 'pyproject.toml')),
        backends: await ensurePrograms(join(PROJECTS, 'pyproject.toml')),
      };
    }
    const start = Date.now();
    for (let tried = 0, batch = 0; tried < count; batch += 1) {
      const ground = grounds[batch % grounds.length] as Ground;
      const round = Math.floor(batch / grounds.length);
      const size = Math.min(count - tried, ground.isFounded ? BATCH.founded : BATCH.foreign);
      const features = this.#featuresFor(ground, seed * 100_003 + batch, size);
      const planned = await this.#planner.plan(ground, features);
      this.#count(ground, planned);
      await this.#judgePlanning(ground, planned);
      if (planOnly) {
        // That was all.
      } else if (ground.isFounded) {
        // Shifted, so that the projects take turns.
        const isDeep = deep > 0 && (round + batch) % deep === 0;
        await this.#judgeEmission(ground, planned, isDeep);
        const isWhole = ground.change === undefined;
        if (isWhole && runs > 0 && (round + batch) % runs === 0)
          await this.#judgeRuns(ground, planned);
      } else {
        await this.#judgeAdded(ground, planned);
      }
      tried += size;
      const seconds = Math.round((Date.now() - start) / 1000);
      console.log(
        `${tried} features, ${ground.name}, batch ${batch}, ${this.#faults.kinds} kinds of faults, ${seconds} s`,
      );
    }
    await Promise.all([this.#planner.end(), this.#isolator.end()]);
    console.log(this.#summary(start));
    return this.#faults.kinds === 0;
  }

  #featuresFor({ architecture, folder }: Ground, seed: number, size: number) {
    const isFounded = true;
    const own = openGround({ name: '', destination: '', architecture, isFounded }).files;
    const integrations =
      folder === undefined ? (architecture.integrations ?? []).map(exampleOf) : [];
    const features = fc.sample(likelyFeature(identifiersOf(own), integrations), {
      seed,
      numRuns: size,
    });
    // Most projects have all their migrations, so that these can be run.
    if (seed % 7 === 0) return features;
    return features.map(({ options: { migration, ...options }, ...feature }) => ({
      ...feature,
      options,
    }));
  }

  #count({ name }: Ground, { attempts }: Batch): void {
    const own = this.#perGround.get(name) ?? { planned: 0, usage: 0, refusal: 0, fault: 0 };
    this.#perGround.set(name, own);
    for (const { end } of attempts) {
      this.#counts[end] += 1;
      own[end] += 1;
    }
  }

  // --- planning ---------------------------------------------------------------------------------

  async #judgePlanning(ground: Ground, { attempts }: Batch): Promise<void> {
    for (const attempt of attempts) {
      const isSlow = attempt.milliseconds > SLOW && attempt.end !== 'fault';
      if (attempt.end !== 'fault' && !isSlow) continue;
      const names = namesOf(attempt.typed);
      const [error, check] = isSlow
        ? [`takes ${Math.round(attempt.milliseconds)} ms`, 'slow']
        : [
            attempt.message,
            /hangs|second run|read again|takes something/.exec(attempt.message)?.[0] ?? 'exit 1',
          ];
      if (this.#faults.isKnown(check, error, names, ground.name)) continue;
      const shows = async (some: readonly Attempt[]) => {
        const again = await this.#isolator.plan(ground, typedOf(some));
        if (isSlow) return (again.attempts.at(-1)?.milliseconds ?? 0) > SLOW;
        return again.attempts.some(({ end }) => end === 'fault');
      };
      const needed = [...neededBy(attempt, attempts), attempt];
      const isAlone = await shows(needed);
      if (isSlow && !isAlone) continue;
      const all = attempts.filter(({ end }) => end === 'planned' || end === 'fault');
      const few = isAlone ? needed : await fewest(all, attempt, shows);
      this.#faults.add({ check, ground: ground.name, error, commands: commandsOf(few) }, names);
    }
  }

  // --- new projects -----------------------------------------------------------------------------

  async #judgeEmission(ground: Ground, planned: Batch, isDeep: boolean): Promise<void> {
    let batch = planned;
    for (let round = 0; round < ROUNDS; round += 1) {
      const problems = this.#problemsOf(batch, isDeep && round === 0 ? [...QUICK, ...DEEP] : QUICK);
      if (problems.length === 0) break;
      const blamed = await this.#blame(ground, batch, problems);
      if (blamed.size === 0 || problems.every(isStyle)) break;
      const rest = batch.attempts.filter(
        ({ end, index }) => end === 'planned' && !blamed.has(index),
      );
      batch = await this.#planner.plan(ground, typedOf(rest));
    }
  }

  #problemsOf({ attempts, texts }: Batch, checks: readonly Check[]): Problem[] {
    // Without migrations, they cannot agree with the models.
    const isMigrated = attempts.every(({ typed }) => typed.options.migration !== false);
    return this.#inFolder((folder) => {
      writeTexts(folder, texts);
      const project = new EmittedProject(folder, [this.#programs.emitted]);
      this.#emissions += 1;
      if (checks.includes('pytest')) this.#deepChecked += 1;
      return project.problems(checks.filter((each) => isMigrated || each !== 'alembic'));
    });
  }

  /** Returns the features that are at fault, by their indexes, after having noted their faults. */
  async #blame(
    ground: Ground,
    batch: Batch,
    problems: readonly Problem[],
  ): Promise<ReadonlySet<number>> {
    const planned = batch.attempts.filter(({ end }) => end === 'planned');
    const owners = new Map(
      planned.flatMap(({ files, index }) =>
        files.filter(({ action }) => action === 'create').map(({ path }) => [path, index] as const),
      ),
    );
    const blamed = new Set<number>();
    for (const problem of problems) {
      const index = owners.get(problem.path) ?? namedIn(problem, planned);
      const suspect = planned.find((each) => each.index === index);
      if (suspect !== undefined) {
        if (blamed.has(suspect.index)) continue;
        const names = namesOf(suspect.typed);
        blamed.add(suspect.index);
        if (this.#faults.isKnown(problem.check, problem.error, names, ground.name)) continue;
        await this.#isolate(ground, problem, [...neededBy(suspect, planned), suspect], planned);
      }
    }
    // The next round shows what of the rest has another reason, if there is one.
    if (blamed.size > 0 && !problems.every(isStyle)) return blamed;
    const rest = problems.filter(({ path }) => !owners.has(path));
    for (const problem of blamed.size > 0 ? rest : rest.slice(0, 1)) {
      if (namedIn(problem, planned) !== undefined) continue;
      if (this.#faults.isKnown(problem.check, problem.error, [], ground.name)) continue;
      const culprits = await this.#isolate(ground, problem, planned, planned);
      for (const index of culprits.slice(-1)) blamed.add(index);
    }
    return blamed;
  }

  /**
   * Finds few features that show a problem, and notes the fault.
   *
   * @returns their indexes in the batch.
   */
  async #isolate(
    ground: Ground,
    problem: Problem,
    suspects: readonly Attempt[],
    all: readonly Attempt[],
  ): Promise<readonly number[]> {
    const shows = async (attempts: readonly Attempt[]) => {
      const batch = await this.#isolator.plan(ground, typedOf(attempts));
      return this.#problemsOf(batch, [problem.tool]).some(({ check }) => check === problem.check);
    };
    let few: readonly Attempt[] = suspects;
    const isCertain = ['ruff', 'format'].includes(problem.tool) && suspects.length < all.length;
    if (isCertain) few = suspects;
    else if (suspects.length > 12 || !(await shows(suspects))) {
      const last = suspects.length === all.length ? undefined : suspects.at(-1);
      few = await fewest(upTo(last, all), last, shows);
    }
    const { attempts } = await this.#isolator.plan(ground, typedOf(few));
    this.#faults.add(
      {
        check: problem.check,
        ground: ground.name,
        error: problem.error,
        path: problem.path,
        commands: commandsOf(attempts),
      },
      few.flatMap(({ typed }) => namesOf(typed)),
    );
    return few.map(({ index }) => index);
  }

  // --- backends ---------------------------------------------------------------------------------

  async #judgeAdded(ground: Ground, planned: Batch): Promise<void> {
    const problems = this.#addedProblems(ground, planned);
    for (const problem of problems) {
      const owner = planned.attempts.find(({ files }) =>
        files.some(({ action, path }) => action === 'create' && problem.path.endsWith(path)),
      );
      const suspects =
        owner === undefined ? planned.attempts.filter(({ end }) => end === 'planned') : [owner];
      const names = suspects.flatMap(({ typed }) => namesOf(typed));
      if (this.#faults.isKnown(problem.check, problem.error, names, ground.name)) continue;
      const shows = async (attempts: readonly Attempt[]) => {
        const batch = await this.#isolator.plan(ground, typedOf(attempts));
        return this.#addedProblems(ground, batch).some(({ check }) => check === problem.check);
      };
      const few =
        owner !== undefined && (await shows(suspects))
          ? suspects
          : await fewest(
              upTo(owner, planned.attempts).filter(({ end }) => end === 'planned'),
              owner,
              shows,
            );
      this.#faults.add(
        { ...problem, ground: ground.name, commands: commandsOf(few) },
        few.flatMap(({ typed }) => namesOf(typed)),
      );
    }
  }

  #addedProblems(ground: Ground, { attempts, texts }: Batch): Problem[] {
    if (texts.length === 0) return [];
    const changes = new Map(
      attempts.flatMap(({ files }) => files.map(({ action, path }) => [path, action])),
    );
    const source = ground.folder as string;
    return this.#inFolder((folder) => {
      cpSync(source, folder, { recursive: true, filter: (path) => !isAside(path) });
      const own = join(source, '.venv', 'bin');
      const project = new EmittedProject(
        folder,
        [this.#programs.backends, this.#programs.emitted],
        {
          venv: own,
          backend: ground.destination,
        },
      );
      const application = this.#applicationOf(ground, project);
      writeTexts(join(folder, ground.destination), texts);
      this.#emissions += 1;
      const python = texts.map(([path]) => path).filter((path) => path.endsWith('.py'));
      const added = python.filter((path) => changes.get(path) === 'create');
      const problems = project.addedProblems(added, python);
      const broken = application && project.importProblem(application);
      return broken
        ? [...problems, { tool: 'probe' as const, check: 'import app', path: '', error: broken }]
        : problems;
    });
  }

  /** Returns the application of a backend; undefined if it cannot be imported as it is. */
  #applicationOf(ground: Ground, project: EmittedProject): Application | undefined {
    if (this.#applications.has(ground.name)) return this.#applications.get(ground.name);
    const backend = readBackend(openGround(ground).workspace);
    const [found] = backend?.applications ?? [];
    let application: Application | undefined;
    if (backend !== undefined && found !== undefined) {
      const path = backend.modules.importRootOf(found.path);
      const module = (path === '.' ? found.path : found.path.slice(path.length + 1))
        .replace(/(\/__init__)?\.py$/, '')
        .replaceAll('/', '.');
      const candidate = {
        module,
        path,
        expression: found.isFactory ? `${found.name}()` : found.name,
      };
      const broken = project.importProblem(candidate);
      if (broken === undefined) application = candidate;
      else console.log(`${ground.name} cannot be imported here as it is: ${broken.slice(0, 200)}`);
    }
    this.#applications.set(ground.name, application);
    return application;
  }

  // --- runs -------------------------------------------------------------------------------------

  /** The first features of a batch, through the built runner. */
  async #judgeRuns(ground: Ground, planned: Batch): Promise<void> {
    const some = planned.attempts.filter(({ end }) => end !== 'fault').slice(0, 15);
    const expected = await this.#isolator.plan(ground, typedOf(some));
    const folder = join(mkdtempSync(join(tmpdir(), 'fuzz-')), 'shop');
    const faults = await runThrough(folder, ground.architecture, expected);
    this.#runsCompared += some.length;
    rmSync(join(folder, '..'), { recursive: true });
    for (const { attempt, error } of faults) {
      const names = attempt === undefined ? [] : namesOf(attempt.typed);
      const commands = attempt === undefined ? commandsOf(some) : [attempt.command];
      this.#faults.add({ check: 'run', ground: ground.name, error, commands }, names);
    }
  }

  // --- the rest ---------------------------------------------------------------------------------

  #inFolder(act: (folder: string) => Problem[]): Problem[] {
    const folder = join(mkdtempSync(join(tmpdir(), 'fuzz-')), 'shop');
    try {
      const problems = act(folder);
      const { keep } = this.options;
      if (problems.length > 0 && keep !== undefined) {
        cpSync(folder, join(keep, basename(join(folder, '..'))), { recursive: true });
      }
      return problems;
    } finally {
      rmSync(join(folder, '..'), { recursive: true, force: true });
    }
  }

  #summary(start: number): string {
    const { fault, planned, refusal, usage } = this.#counts;
    const minutes = ((Date.now() - start) / 60_000).toFixed(1);
    const rows = [...this.#perGround].map(
      ([name, counts]) =>
        `  ${name}: ${counts.planned} planned, ${counts.usage} wrong usage, ${counts.refusal} refused, ${counts.fault} faults`,
    );
    return [
      '',
      this.#faults.toString(),
      '',
      `seed ${this.options.seed}: ${planned + usage + refusal + fault} features in ${this.#perGround.size} projects, ${minutes} min`,
      `${planned} planned, ${usage} wrong usage (2), ${refusal} refused (3), ${fault} ended otherwise`,
      ...rows,
      `${this.#emissions} emissions checked, ${this.#deepChecked} of them by mypy and their own tests; ${this.#runsCompared} features through the built runner`,
      `${this.#faults.kinds} kinds of faults`,
    ].join('\n');
  }
}

/** Returns whether a path is none of a backend's own code. */
function isAside(path: string): boolean {
  return /(^|\/)(\.git|node_modules|\.venv|__pycache__|\.mypy_cache)$/.test(path);
}

function typedOf(attempts: readonly Attempt[]): TypedFeature[] {
  return attempts.map(({ typed }) => typed);
}

function commandsOf(attempts: readonly Attempt[]): string[] {
  return attempts.map(({ command }) => command);
}

/** Returns the names that a feature brings. */
function namesOf({ name, options, tokens }: TypedFeature): string[] {
  const fields = tokens.map((token) => token.split(':')[0] ?? '');
  const { plural } = options;
  return [name, ...(typeof plural === 'string' ? [plural] : []), ...fields].filter(Boolean);
}

/** What is only written badly hides nothing else. */
function isStyle({ tool }: Problem): boolean {
  return tool === 'ruff' || tool === 'format';
}

/** Returns the earlier features that a feature refers to, and those that they refer to. */
function neededBy(attempt: Attempt, all: readonly Attempt[]): Attempt[] {
  const wanted = (typed: TypedFeature) =>
    [...typed.tokens.map((token) => /:refs?=(\w+)/.exec(token)?.[1]), typed.options.parent].flatMap(
      (each) => (typeof each === 'string' ? [pascalOf(each)] : []),
    );
  const needed = new Set<Attempt>();
  const visit = (each: Attempt): void => {
    const names = wanted(each.typed);
    for (const other of all) {
      if (other.end !== 'planned' || other === each || needed.has(other)) continue;
      if (!names.includes(pascalOf(other.typed.name))) continue;
      needed.add(other);
      visit(other);
    }
  };
  visit(attempt);
  needed.delete(attempt);
  return [...needed].sort((a, b) => a.index - b.index);
}

/** Returns the feature whose name a problem mentions, if it is one only. */
function namedIn({ error, path }: Problem, planned: readonly Attempt[]): number | undefined {
  const text = `${error} ${path}`;
  const named = planned.filter(({ typed: { name } }) =>
    new RegExp(`\\b(${name}|${pascalOf(name)})\\b`).test(text),
  );
  return named.length === 1 ? named[0]?.index : undefined;
}

/** Returns a feature and those before it; all of them if there is none. */
function upTo(last: Attempt | undefined, all: readonly Attempt[]): Attempt[] {
  return all.filter(({ index }) => index <= (last?.index ?? Number.POSITIVE_INFINITY));
}

/** Returns few of these features that show something, by leaving out more and more of them. */
async function fewest(
  all: readonly Attempt[],
  kept: Attempt | undefined,
  shows: (attempts: readonly Attempt[]) => Promise<boolean>,
): Promise<readonly Attempt[]> {
  let left: readonly Attempt[] = all;
  let parts = 2;
  let tries = 0;
  while (left.length > 1 && parts <= left.length && tries < 16) {
    const size = Math.ceil(left.length / parts);
    let smaller: readonly Attempt[] | undefined;
    for (let at = 0; at < left.length && smaller === undefined; at += size) {
      const without = left.filter(
        (each, index) => index < at || index >= at + size || each === kept,
      );
      tries += 1;
      if (without.length < left.length && (await shows(without))) smaller = without;
    }
    if (smaller === undefined) parts *= 2;
    else [left, parts] = [smaller, Math.max(2, parts - 1)];
  }
  return left;
}
