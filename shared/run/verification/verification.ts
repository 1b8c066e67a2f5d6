/** Whether what was written works: tried in the environment of the project, and told. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { RefusalError } from '../../errors.js';
import type { PlannedFile } from '../../project/workspace.js';
import type { VerificationDocument } from '../../show/documents.js';
import { removeLeftovers, takeSnapshot } from './leftovers.js';
import { findPython, type NoPython, type Python } from './python.js';
import { type Fault, isFault, Runner } from './steps.js';
import { type Migrations, readSubject, type Subject } from './subject.js';

/** What is verified, once it is written. */
export interface Verification {
  /**
   * Tries what stands now.
   *
   * @param files what happened to each file.
   * @param written the absolute paths of all that was written, which the caller puts back where this fails.
   * @throws RefusalError if something does not work, with the last of what was printed.
   */
  check(files: readonly PlannedFile[], written: readonly string[]): Promise<void>;
  /** What was found; undefined as long as nothing was tried. */
  readonly result: VerificationDocument | undefined;
}

type Step = VerificationDocument['steps'][number];

/** What is known of a project before anything is written. */
interface Before {
  /** The paths that the application serves; undefined if there is none yet, or it does not say. */
  readonly paths: readonly string[] | undefined;
  /** Whether its migrations and its models disagree anyway. */
  readonly hasDrifted: boolean;
}

/**
 * Finds out whether a project can be verified, and what works before anything is written.
 *
 * @param root the root of the project, an absolute path.
 * @param files what is going to happen to each file.
 * @returns the verification; a text says why there can be none, and what to do.
 */
export async function prepareVerification(
  root: string,
  files: readonly PlannedFile[],
): Promise<Verification | string> {
  const subject = readSubject(root);
  const python = await findPython(root, foldersOf(root, subject, files));
  if (!('command' in python)) return withoutPython(python);
  if (testsIn(files).length > 0 && !python.packages.has('pytest')) {
    return `the tests cannot be run: ${python.name} has no pytest. Install it there, leave the tests out with --no-tests, or leave --verify out.`;
  }
  const snapshot = takeSnapshot(root);
  const tidy = (written: readonly string[]) => removeLeftovers(root, snapshot, new Set(written));
  const before = await stateOf(subject, python).finally(() => tidy([]));
  if (isFault(before)) {
    return `the application cannot be imported as it stands, so nothing can be said of what is added.\n${before.what}\nMend that first, or leave --verify out.`;
  }
  return new VerificationInProject(root, python, before, tidy);
}

function foldersOf(
  root: string,
  subject: Subject | undefined,
  files: readonly PlannedFile[],
): string[] {
  const settings = files.filter(({ path }) => basename(path) === 'pyproject.toml');
  return [
    ...(subject?.application === undefined ? [] : [subject.application.cwd]),
    ...settings.map(({ path }) => join(root, dirname(path))),
  ];
}

function withoutPython({ tried }: NoPython): string {
  return (
    `there is no Python with the packages of the project. Tried: ${tried.join('; ')}. ` +
    'Install them into a virtual environment, .venv in the folder of the backend, activate the one that has them, or leave --verify out.'
  );
}

/** Returns what works as it stands. */
async function stateOf(subject: Subject | undefined, python: Python): Promise<Before | Fault> {
  if (subject?.application === undefined) return { paths: undefined, hasDrifted: false };
  const runner = new Runner(python, subject);
  const paths = await runner.importApplication(subject.application);
  if (isFault(paths)) return paths;
  const { migrations } = subject;
  const hasDrifted =
    typeof migrations === 'object' && isFault(await runner.checkMigrations(migrations));
  return { paths, hasDrifted };
}

/** The tests that a run has written; where nothing changes, those that it would have written. */
function testsIn(files: readonly PlannedFile[]): string[] {
  const isUnchanged = files.every(({ action }) => action === 'unchanged');
  return files
    .filter(({ action }) => action !== 'delete' && (isUnchanged || action !== 'unchanged'))
    .map(({ path }) => path)
    .filter((path) => /^(test_.*|.*_test)\.py$/.test(basename(path)));
}

/** What only a file with endpoints has. */
const ROUTER = /\bAPIRouter\(/;

class VerificationInProject implements Verification {
  result: VerificationDocument | undefined;

  constructor(
    private readonly root: string,
    private readonly python: Python,
    private readonly before: Before,
    /** Removes what programs have left, besides what was written, by absolute paths. */
    private readonly tidy: (written: readonly string[]) => void,
  ) {}

  async check(files: readonly PlannedFile[], written: readonly string[]): Promise<void> {
    await this.#check(files, written.length > 0).finally(() => this.tidy(written));
  }

  async #check(files: readonly PlannedFile[], isWritten: boolean): Promise<void> {
    const subject = readSubject(this.root);
    const steps: Step[] = [];
    if (subject !== undefined) {
      for await (const step of this.#steps(subject, files)) {
        if (isFault(step)) throw this.#refusal(step, isWritten);
        steps.push(step);
      }
    }
    this.result = { verified: true, python: this.python.name, steps };
  }

  async *#steps(subject: Subject, files: readonly PlannedFile[]): AsyncGenerator<Step | Fault> {
    const runner = new Runner(this.python, subject);
    yield* this.#import(runner, subject, files);
    if (subject.migrations !== undefined) yield this.#migrations(runner, subject.migrations);
    yield this.#tests(runner, files);
  }

  async *#import(
    runner: Runner,
    { application }: Subject,
    files: readonly PlannedFile[],
  ): AsyncGenerator<Step | Fault> {
    if (application === undefined) {
      yield skipped('import', 'no application was found');
      return;
    }
    const paths = await runner.importApplication(application);
    if (isFault(paths)) {
      yield paths;
      return;
    }
    yield passed('import', `${application.module} is imported`);
    if (paths === undefined) {
      yield skipped('paths', 'the application does not list its paths');
      return;
    }
    const known = this.before.paths ?? [];
    const gone = known.filter((path) => !paths.includes(path));
    const isRemoval = files.some(({ action }) => action === 'delete');
    if (gone.length > 0 && !isRemoval) {
      yield { what: `these paths are served no longer: ${gone.join(', ')}` };
      return;
    }
    const added = paths.filter((path) => !known.includes(path)).length;
    const router = files.find(({ action, after }) => action === 'create' && ROUTER.test(after));
    if (added === 0 && router !== undefined) {
      yield { what: `no path is new, so nothing includes the router of ${router.path}` };
      return;
    }
    yield passed('paths', `it serves ${paths.length} paths, ${added} of them new`);
  }

  async #migrations(runner: Runner, migrations: Migrations | string): Promise<Step | Fault> {
    if (typeof migrations === 'string') return skipped('migrations', migrations);
    if (this.before.hasDrifted) {
      return skipped(
        'migrations',
        'on SQLite, they did not make what the models say before either',
      );
    }
    const result = await runner.checkMigrations(migrations);
    if (isFault(result)) return result;
    if (result !== undefined) return skipped('migrations', result);
    return passed(
      'migrations',
      'the migrations make what the models say, on an empty SQLite database',
    );
  }

  async #tests(runner: Runner, files: readonly PlannedFile[]): Promise<Step | Fault> {
    const tests = testsIn(files).filter((path) => existsSync(join(this.root, path)));
    if (tests.length === 0) return skipped('tests', 'there are no new ones');
    const result = await runner.runTests(this.root, tests);
    return isFault(result) ? result : passed('tests', `${result} tests pass`);
  }

  #refusal({ what }: Fault, isWritten: boolean): RefusalError {
    const end = isWritten
      ? 'Everything that was written was put back as it was. Mend what is named, or leave --verify out to keep what is written, and look at it.'
      : 'Nothing was written.';
    return new RefusalError(`it does not work (${this.python.name}). ${what}\n${end}`, {
      place: '--verify',
    });
  }
}

function passed(step: Step['step'], detail: string): Step {
  return { step, outcome: 'passed', detail };
}

function skipped(step: Step['step'], detail: string): Step {
  return { step, outcome: 'not checked', detail };
}
