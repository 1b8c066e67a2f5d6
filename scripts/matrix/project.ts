/** A project on the disk with a feature for each cell: added, edited by people, changed, and run. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { subcommandOf } from '../../shared/feature/notation.js';
import { CHANGES, FIELDS } from '../../test/changes.js';
import { filesBelow } from '../../test/generated/python-project.js';
import { marksIn, OWN_MODULE, WORKING_EDITS } from '../../test/hand-edits.js';
import type { Outcome } from '../../test/kept-process.js';
import { type Check, EmittedProject, HELD_TO } from '../fuzz/emission.js';
import type { Ground } from '../fuzz/grounds.js';
import type { Cell } from './cells.js';

/** The features of a project, one for each cell. */
const NAMES =
  'product article parcel gadget ticket bottle window engine pencil basket garden button carpet hammer'.split(
    ' ',
  );

/** The most cells of one project. */
export const MOST_CELLS = NAMES.length;

/** What has come of the cells of a project. */
export interface Trial {
  readonly merged: number;
  /** The cells that a person has to decide, as what goes was changed. */
  readonly stopped: readonly string[];
  /** What is wrong, in words. */
  readonly faults: readonly string[];
  /** The folder, where something is wrong. */
  readonly folder?: string;
}

/** What a trial runs with. */
export interface Machine {
  /** Runs the built runner in a folder. */
  readonly run: (folder: string, ...args: string[]) => Promise<Outcome>;
  /** The folder of the programs of a virtual environment in which emitted projects run. */
  readonly bin: string;
}

/** Tries cells in one project. */
export async function tryCells(
  ground: Ground,
  cells: readonly Cell[],
  machine: Machine,
): Promise<Trial> {
  const trial = new ProjectTrial(ground, cells, machine);
  await trial.emit();
  trial.edit();
  await trial.change();
  return trial.end();
}

class ProjectTrial {
  readonly #folder = mkdtempSync(join(tmpdir(), 'matrix-'));
  readonly #stopped: string[] = [];
  readonly #faults: string[] = [];
  /** The Python files that a feature brings, by its name; those of several under the empty name. */
  readonly #files = new Map<string, readonly string[]>();
  /** The files that people have edited, with their marks. */
  readonly #marks = new Map<string, number>();
  /** What a backend's own code has been told before. */
  #known = new Set<string>();
  /** What a reference is to. */
  #target = 'Category';

  constructor(
    private readonly ground: Ground,
    private readonly cells: readonly Cell[],
    private readonly machine: Machine,
  ) {}

  async emit(): Promise<void> {
    const { architecture, folder, isFounded } = this.ground;
    if (folder === undefined) {
      await this.#run(...subcommandOf(architecture).split(' '), 'category', 'name:str');
    } else {
      cpSync(folder, this.#folder, { recursive: true });
      rmSync(join(this.#folder, 'project.json'));
      this.#target = 'Item';
    }
    if (!isFounded) this.#known = new Set(this.#problems().map(({ key }) => key));
    const shared = new Set<string>();
    for (const [index] of this.cells.entries()) {
      const before = filesBelow(this.#folder);
      const name = NAMES[index] ?? '';
      await this.#run(name, ...FIELDS);
      const own: string[] = [];
      for (const [path, text] of filesBelow(this.#folder)) {
        if (!path.endsWith('.py') || /versions\//.test(path) || before.get(path) === text) continue;
        if (before.has(path)) shared.add(path);
        else own.push(path);
      }
      this.#files.set(name, own);
    }
    this.#files.set('', [...shared]);
  }

  /** Edits every file of each feature as its cell says, and files of several in one of these ways each. */
  edit(): void {
    writeFileSync(join(this.#root, 'zqmark.py'), OWN_MODULE);
    const cellAt = (index: number) => this.cells[index % this.cells.length];
    for (const [index, [name, paths]] of [...this.#files].entries()) {
      for (const [at, path] of paths.entries()) {
        const cell = cellAt(name === '' ? at : index);
        const before = this.#read(path);
        const edited = WORKING_EDITS[cell?.edit ?? '']?.(before, path) ?? before;
        const after = cell?.edit === 'nothing' ? edited : withOwnTest(edited);
        if (after === before) continue;
        writeFileSync(join(this.#folder, path), after);
        this.#marks.set(path, 0);
      }
    }
    const edited = [...this.#marks.keys()].map((path) => join(this.#folder, path));
    // As an editor does it.
    const sort = ['check', '--no-cache', '--select', 'I', '--fix', '-q'];
    if (edited.length > 0) this.#program('ruff', ...sort, ...edited);
    for (const path of this.#marks.keys()) this.#marks.set(path, marksIn(this.#read(path)));
  }

  async change(): Promise<void> {
    for (const [index, cell] of this.cells.entries()) {
      const name = NAMES[index] ?? '';
      const outcome = await this.machine.run(
        this.#folder,
        ...[name, ...this.#said(cell), '--force', '--json'],
      );
      if (outcome.status === 0) continue;
      const { problems = [] } = JSON.parse(outcome.stdout || '{}');
      const isDecision = problems.every(
        ({ conflict }: { conflict?: { theirs: string } }) => conflict?.theirs === '',
      );
      if (problems.length > 0 && isDecision) this.#stopped.push(this.#titleOf(cell));
      else this.#faults.push(`${this.#titleOf(cell)}: ${outcome.stdout}${outcome.stderr}`);
    }
    for (const [path, marks] of this.#marks) {
      const left = marksIn(this.#read(path));
      if (left !== marks)
        this.#faults.push(`${this.#titled(path)} has ${left} marks, not ${marks}`);
    }
  }

  end(): Trial {
    for (const { key, path } of this.#problems()) {
      if (!this.#known.has(key)) this.#faults.push(`${this.#titled(path)}: ${key}`);
    }
    const [stopped, faults] = [this.#stopped, this.#faults];
    const merged = this.cells.length - stopped.length;
    if (faults.length > 0) return { merged, stopped, faults, folder: this.#folder };
    rmSync(this.#folder, { recursive: true });
    return { merged, stopped, faults };
  }

  #problems(): { readonly key: string; readonly path: string }[] {
    const { isFounded } = this.ground;
    const project = new EmittedProject(this.#folder, [this.machine.bin]);
    // Not every backend has its types checked.
    const types: readonly Check[] = isFounded ? ['mypy'] : [];
    return (
      project
        .problems(['ruff', 'format', ...types, 'alembic', 'pytest'])
        // People format their files as they like.
        .filter(({ check, path }) => !/^ruff (format|E501)$/.test(check) || !this.#marks.has(path))
        .filter(({ check, tool }) => isFounded || tool !== 'ruff' || HELD_TO.test(check))
        .map(({ check, error, path }) => ({ path, key: `${path}: ${check}: ${error}` }))
    );
  }

  #said({ change }: Cell): string[] {
    const [tokens, renamed, options = {}] = CHANGES[change] ?? [[]];
    return [
      ...tokens.map((each) => each.replace('Category', this.#target)),
      ...(renamed === undefined ? [] : ['--rename', renamed.join('=')]),
      ...Object.entries(this.ground.isFounded ? options : withoutUsers(options)).flatMap(
        ([name, value]) => [`--${name}`, value],
      ),
    ];
  }

  /** Names the cell that a file is in. */
  #titled(path: string): string {
    const [name = ''] = [...this.#files].find(([, paths]) => paths.includes(path)) ?? [];
    const cell = this.cells[NAMES.indexOf(name)];
    return cell === undefined ? `${this.ground.name}: ${path}` : `${this.#titleOf(cell)}: ${path}`;
  }

  #titleOf({ change, edit }: Cell): string {
    return `${this.ground.name}: ${change}, ${edit}`;
  }

  get #root(): string {
    const backend = join(this.#folder, 'backend');
    return existsSync(join(backend, 'pyproject.toml')) ? backend : this.#folder;
  }

  #read(path: string): string {
    return readFileSync(join(this.#folder, path), 'utf8');
  }

  async #run(...args: string[]): Promise<void> {
    const { status, stderr } = await this.machine.run(this.#folder, ...args);
    if (status !== 0) throw new Error(`fastapi-feature ${args.join(' ')}: ${stderr}`);
  }

  #program(name: string, ...args: string[]): void {
    const { status, stderr } = spawnSync(join(this.machine.bin, name), args, {
      cwd: this.#root,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${name} ${args.join(' ')}: ${stderr}`);
  }
}

/** Puts a test that somebody has written by hand into a module of tests. */
function withOwnTest(text: string): string {
  if (!/^(async )?def test_/m.test(text)) return text;
  return `${text}\n\ndef test_zqmark_by_hand() -> None:\n    """Ours."""\n    assert __doc__ is not None or __name__\n`;
}

/** In a backend where nobody can sign in, everything is public. */
function withoutUsers({ delete: _, read, ...options }: Readonly<Record<string, string>>) {
  return read === undefined ? options : { ...options, read: 'public' };
}
