/** What Python and its tools say about an emitted project. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Texts } from './attempts.js';

/** The checks that take seconds. */
export const QUICK = ['ruff', 'format', 'probe', 'alembic', 'lint-imports'] as const;

/** The checks that take minutes. */
export const DEEP = ['mypy', 'pytest'] as const;

/** A check of an emitted project. */
export type Check = (typeof QUICK)[number] | (typeof DEEP)[number];

/** Something that is wrong with an emitted project. */
export interface Problem {
  readonly tool: Check;
  /** The tool, and what it complains about. */
  readonly check: string;
  /** Where, relative to the root of the project; empty if nobody says. */
  readonly path: string;
  readonly error: string;
}

const ROOT = process.cwd();
const PROBE = join(ROOT, 'scripts', 'fuzz', 'probe.py');
const MOST_OUTPUT = 256 * 1024 * 1024;

/** Returns the folder of the programs of a virtual environment in which emitted projects run. */
export async function ensurePrograms(pyproject: string): Promise<string> {
  // Loaded, not bundled: it keeps environments beside itself.
  const url = pathToFileURL(join(ROOT, 'scripts', 'python.js')).href;
  const { ensureVirtualEnvironment, findPython } = (await import(
    url
  )) as typeof import('../python.js');
  const python = findPython();
  if (python === undefined) throw new Error('Python 3.11 or newer with venv is needed');
  return ensureVirtualEnvironment(python, pyproject, console.error);
}

/** Writes files below a folder. */
export function writeTexts(folder: string, texts: Texts): void {
  for (const [path, text] of texts) {
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
}

/** The rules of emitted projects; what else a backend demands of its code is a matter of taste. */
export const HELD_TO =
  /^ruff (syntax|invalid-syntax|(E|F|I|B|UP|FAST|DTZ|A|S|PT|ASYNC)\d|RUF100|$)/;

/** Compiles files, and prints those that are not Python. */
const COMPILE = [
  'import ast, sys',
  'for path in sys.argv[1:]:',
  '    try:',
  '        ast.parse(open(path, "rb").read())',
  '    except (SyntaxError, ValueError) as error:',
  '        print(f"{path}: {error}")',
].join('\n');

/** An application, and where it is imported from. */
export interface Application {
  readonly module: string;
  readonly expression: string;
  /** What has to be on Python's path, relative to the root. */
  readonly path: string;
}

/** An emitted project on the disk. */
export class EmittedProject {
  /** Where Python runs, relative to the root of the project: `backend`, or empty. */
  readonly #backend: string;

  /**
   * @param folder the root of the project.
   * @param bins the folders of the programs: of those that have one, the first is used.
   * @param known for a backend that somebody else wrote: where it is, and the folder of its own
   *   programs, which are used if they are there.
   */
  constructor(
    readonly folder: string,
    private readonly bins: readonly string[],
    private readonly known: { readonly backend?: string; readonly venv?: string } = {},
  ) {
    const isBelow = existsSync(join(folder, 'backend', 'pyproject.toml'));
    this.#backend = known.backend ?? (isBelow ? 'backend' : '');
  }

  /**
   * Returns what is wrong.
   *
   * @param checks those that are made; {@link QUICK} or {@link DEEP}, or one of them.
   */
  problems(checks: readonly Check[]): Problem[] {
    const makers: Readonly<Record<Check, () => Problem[]>> = {
      ruff: () => this.#lint([]),
      format: () => this.#format(),
      probe: () => this.#probe(),
      alembic: () => this.#migrate(),
      'lint-imports': () => this.#keepRules(),
      mypy: () => this.#typeCheck(),
      pytest: () => this.#test(),
    };
    return checks.flatMap((check) => makers[check]());
  }

  /**
   * Returns what is wrong with files that were added to a backend: what ruff finds by the backend's
   * own rules, and what is not Python.
   */
  addedProblems(added: readonly string[], changed: readonly string[]): Problem[] {
    const python = ['-c', COMPILE, ...changed];
    const { stderr, stdout } = this.#run('python', python);
    const broken = linesOf(stdout + stderr)
      .filter((line) => line !== '')
      .map((line) => ({
        tool: 'ruff' as const,
        check: 'compile',
        path: line.split(': ')[0] ?? '',
        error: line,
      }));
    if (added.length === 0) return broken;
    // Without rules of its own, what matters is what breaks.
    const found = this.#lint([...(this.#hasRules() ? [] : ['--select', 'E9,F']), ...added]);
    return [...broken, ...found.filter(({ check }) => HELD_TO.test(check))];
  }

  /** Says why an application cannot be imported; undefined if it can. */
  importProblem({ expression, module, path }: Application): string | undefined {
    const script = [
      `import sys; sys.path[:0] = [${JSON.stringify(join(this.#root, path))}]`,
      `import importlib; module = importlib.import_module("${module}")`,
      `app = eval("module.${expression}"); app.openapi()`,
      'from sqlalchemy import orm; orm.configure_mappers()',
    ].join('\n');
    const { status, stderr } = this.#run('python', ['-B', '-c', script]);
    return status === 0 ? undefined : errorIn(stderr);
  }

  #hasRules(): boolean {
    if (['ruff.toml', '.ruff.toml'].some((name) => existsSync(join(this.#root, name)))) return true;
    const pyproject = join(this.#root, 'pyproject.toml');
    return existsSync(pyproject) && readFileSync(pyproject, 'utf8').includes('[tool.ruff');
  }

  #probe(): Problem[] {
    const application = this.#application();
    const given = application === undefined ? [] : [application];
    const { status, stderr, stdout } = this.#run('python', ['-B', PROBE, this.#root, ...given]);
    const found = linesOf(stdout).flatMap((line) => {
      if (!line.startsWith('{"check"')) return [];
      const problem: Problem = JSON.parse(line);
      return [
        { ...problem, path: posix.join(this.#backend, problem.path), tool: 'probe' as const },
      ];
    });
    if (status === 0) return found;
    return [...found, { tool: 'probe', check: 'probe', path: '', error: lastLines(stderr) }];
  }

  #lint(paths: readonly string[]): Problem[] {
    const args = ['check', '--no-cache', '--output-format', 'json', ...paths];
    const { stderr, stdout } = this.#run('ruff', args);
    if (!stdout.startsWith('['))
      return [{ tool: 'ruff', check: 'ruff ', path: '', error: lastLines(stderr) }];
    const found: { code: string | null; filename: string; message: string }[] = JSON.parse(stdout);
    return found.map(({ code, filename, message }) => ({
      tool: 'ruff',
      check: `ruff ${code ?? 'syntax'}`,
      path: this.#pathOf(filename),
      error: message,
    }));
  }

  #format(): Problem[] {
    const { stdout } = this.#run('ruff', ['format', '--no-cache', '--check']);
    return linesOf(stdout).flatMap((line) => {
      const path = /^Would reformat: (.*)$/.exec(line)?.[1];
      if (path === undefined) return [];
      return [
        {
          tool: 'format',
          check: 'ruff format',
          path: posix.join(this.#backend, path),
          error: 'not formatted',
        },
      ];
    });
  }

  #migrate(): Problem[] {
    if (!existsSync(join(this.#root, 'alembic.ini'))) return [];
    for (const command of ['upgrade head', 'check', 'downgrade base']) {
      const { status, stderr, stdout } = this.#run('alembic', command.split(' '));
      if (status === 0) continue;
      const said = `${stdout}\n${stderr}`;
      const path = [...said.matchAll(/File "([^"]*versions\/[^"]*\.py)"/g)].at(-1)?.[1] ?? '';
      return [
        {
          tool: 'alembic',
          check: `alembic ${command}`,
          path: path === '' ? '' : this.#pathOf(path),
          error:
            command === 'check' ? (/FAILED: .*/.exec(said)?.[0] ?? lastLines(said)) : errorIn(said),
        },
      ];
    }
    return [];
  }

  #keepRules(): Problem[] {
    const { status, stdout, stderr } = this.#run('lint-imports', []);
    if (status === 0) return [];
    const said = linesOf(stdout).filter((line) => /->|BROKEN/.test(line));
    return [
      {
        tool: 'lint-imports',
        check: 'lint-imports',
        path: '',
        error: said.join('; ') || lastLines(stderr),
      },
    ];
  }

  #typeCheck(): Problem[] {
    const cache = join(this.bins[0] ?? '', '..', 'mypy-fuzz');
    const { status, stderr, stdout } = this.#run('mypy', ['--cache-dir', cache]);
    const found = linesOf(stdout).flatMap((line) => {
      const [, path = '', error = ''] = /^([^:]+):\d+: error: (.*)$/.exec(line) ?? [];
      const place = posix.join(this.#backend, path);
      return path === '' ? [] : [{ tool: 'mypy' as const, check: 'mypy', path: place, error }];
    });
    if (found.length > 0 || status === 0) return found;
    return [{ tool: 'mypy', check: 'mypy', path: '', error: lastLines(stdout + stderr) }];
  }

  #test(): Problem[] {
    const args = ['-W', 'error', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', '--tb=line'];
    const { status, stderr, stdout } = this.#run('python', [...args, '-rfEs', '--no-header']);
    const found = linesOf(stdout).flatMap((line) => {
      const [, kind, path = '', rest = ''] =
        /^(FAILED|ERROR|SKIPPED) (?:\[\d+\] )?([^:\s]+)\S*(.*)$/.exec(line) ?? [];
      if (kind === undefined) return [];
      const place = posix.join(this.#backend, path);
      return [
        {
          tool: 'pytest' as const,
          check: `pytest ${kind}`,
          path: place,
          error: `${testOf(line)}${rest}`,
        },
      ];
    });
    if (found.length > 0 || status === 0) return found;
    return [{ tool: 'pytest', check: 'pytest', path: '', error: lastLines(stdout + stderr) }];
  }

  get #root(): string {
    return join(this.folder, this.#backend);
  }

  #pathOf(file: string): string {
    const at = file.indexOf(this.folder);
    return at < 0 ? file : file.slice(at + this.folder.length + 1).replaceAll('\\', '/');
  }

  /** Returns the application, as a module and an expression; undefined if there is none. */
  #application(): string | undefined {
    const path = readdirSync(this.#root, { recursive: true, encoding: 'utf8' }).find(
      (each) =>
        /(^|\/)main\.py$/.test(each) &&
        /^app(:.*)? = /m.test(readFileSync(join(this.#root, each), 'utf8')),
    );
    return path === undefined ? undefined : `${path.slice(0, -3).replaceAll('/', '.')}:app`;
  }

  #run(program: string, args: readonly string[]) {
    // Emitted projects have to work without any variable; backends may need some.
    const { DATABASE_URL, TEST_DATABASE_URL, SECRET_KEY, ENVIRONMENT, ...clean } = process.env;
    const env = this.known.venv === undefined ? clean : process.env;
    const folders = [...(this.known.venv === undefined ? [] : [this.known.venv]), ...this.bins];
    const path = folders.map((folder) => join(folder, program)).find((each) => existsSync(each));
    if (path === undefined) throw new Error(`there is no ${program} in ${folders.join(' or ')}`);
    const { status, stderr, stdout } = spawnSync(path, args, {
      cwd: this.#root,
      encoding: 'utf8',
      env: { ...env, PYTHONDONTWRITEBYTECODE: '1' },
      maxBuffer: MOST_OUTPUT,
      timeout: 1_200_000,
    });
    return { status, stderr, stdout };
  }
}

function testOf(line: string): string {
  return /::([^\s[]+)/.exec(line)?.[1] ?? '';
}

function linesOf(text: string): string[] {
  return text.split('\n');
}

function lastLines(text: string): string {
  return linesOf(text.trim()).slice(-3).join(' | ');
}

/** The line of a traceback that says what is wrong. */
function errorIn(text: string): string {
  const said = linesOf(text).filter((line) => /^[\w.]*(Error|Exception|Warning)\b/.test(line));
  return said.at(-1) ?? lastLines(text);
}
