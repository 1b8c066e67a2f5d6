/** What Python's own parser says about an emitted project, for rules that no linter checks. */
import { join } from 'node:path';
import type { EmittedProject } from './emitted-project.js';
import type { PythonProject } from './python-project.js';

/** Facts about the Python of a project. Paths are relative to the folder in which Python runs. */
export interface PythonRules {
  readonly files: readonly string[];
  readonly sources: Readonly<Record<string, string>>;
  /** The names that each file binds at its top level. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  /** The bases of the classes in each file, without enums. */
  readonly bases: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** The parameters of the methods of the classes in each file. */
  readonly methods: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>>
  >;
  /** What each file imports: `app.models.tag.Tag`. */
  readonly imports: Readonly<Record<string, readonly string[]>>;
  /** The `__all__` of each file. */
  readonly exported: Readonly<Record<string, readonly string[]>>;
  /**
   * The `include_router` calls of each file, with the function that contains them: `create_app:
   * app.include_router(...)`.
   */
  readonly includes: Readonly<Record<string, readonly string[]>>;
  /** Every call, with what it calls. */
  readonly calls: readonly {
    readonly file: string;
    readonly call: string;
    readonly source: string;
  }[];
  /** Every function with a `@router.<method>`. */
  readonly endpoints: readonly {
    readonly file: string;
    readonly method: string;
    readonly path: string;
    /** As one line, decorators included. */
    readonly source: string;
  }[];
  /** What the docstrings of functions leave out: `app/main.py: create_app: Returns`. */
  readonly undocumented: readonly string[];
}

const read = new WeakMap<PythonProject, PythonRules>();

/** Reads a project with Python's own parser; once, as no test of rules changes it. */
export function readRules({ python }: EmittedProject): PythonRules {
  const rules: PythonRules =
    read.get(python) ??
    JSON.parse(python.output('python', [join(import.meta.dirname, 'read_rules.py')]));
  read.set(python, rules);
  return rules;
}
