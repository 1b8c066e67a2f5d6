/** A feature that lives: it changes again and again, and people write into its files in between. */
import fc from 'fast-check';
import { ForeseenError } from '../../shared/errors.js';
import { putInto } from '../../shared/evolve/evolved.js';
import { planUpgrade } from '../../shared/evolve/upgrade.js';
import { orderFeatures } from '../../shared/feature/order.js';
import { parseFeature } from '../../shared/feature/schema.js';
import { type FeatureSpec, featureFromArguments } from '../../shared/feature/spec.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planRequest } from '../../shared/plan/request.js';
import type { Workspace } from '../../shared/project/workspace.js';
import { firstSyntaxError } from '../../shared/python/syntax-error.js';
import { rememberedIn } from '../../shared/run/remembered.js';
import { planWholeChange } from '../../shared/run/whole-change.js';
import { BY_HAND, EDITS } from '../../test/hand-edits.js';
import { type Ground, openGround } from '../fuzz/grounds.js';

/** What people write that leaves everything working. */
const HARMLESS = [
  'a function appended',
  'a method appended',
  'a test of their own',
  'a line in every function',
  'a comment above the field',
  'reformatted to 120',
].map((name) => [name, EDITS[name] ?? ((text: string) => text)] as const);

/** The types of fields that a chain draws from, with what may be said of each. */
const FIELDS: readonly (readonly [type: string, modifiers: readonly string[]])[] = [
  ['str', ['', '=40', '=80:unique', '=20:index', ':optional']],
  ['text', ['', ':optional']],
  ['int', ['', ':ge=0', ':optional', ':index']],
  ['decimal', ['=10.2', '=12.4:gt=0', '=8.2:optional']],
  ['bool', ['', ':default=true']],
  ['date', [':optional', '']],
  ['datetime', [':optional']],
  ['enum', ['=a/b', '=a/b/c', '=a/b/c/d:optional']],
  ['email', ['', ':optional']],
  ['ref', ['=Category:optional']],
  ['refs', ['=Category']],
];
const NAMES = 'title code price stock state weight kind origin owner_note brand shade size'.split(
  ' ',
);

/** One step of a chain: what a person does first, and what changes then. Numbers draw from what is there. */
export interface Step {
  readonly edits: readonly (readonly [file: number, edit: number])[];
  readonly deed: 'add' | 'drop' | 'rename' | 'retype' | 'say anew' | 'endpoints' | 'access';
  readonly field: number;
  readonly type: number;
  readonly modifier: number;
}

/** Chains of so many steps. */
export function chains(steps: number): fc.Arbitrary<readonly Step[]> {
  const number = fc.nat({ max: 10_000 });
  const step: fc.Arbitrary<Step> = fc.record({
    edits: fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 3 }),
    deed: fc.constantFrom(
      'add',
      'add',
      'drop',
      'rename',
      'retype',
      'say anew',
      'endpoints',
      'access',
    ),
    field: number,
    type: number,
    modifier: number,
  });
  return fc.array(step, { minLength: steps, maxLength: steps });
}

/** What has come of a chain. */
export interface Lived {
  /** What is wrong, in words. */
  readonly faults: readonly string[];
  /** How many changes were made, how many of them only once a person had decided, and how many were refused in words. */
  readonly changed: number;
  readonly decided: number;
  readonly refused: number;
  /** Every file in the end. */
  readonly files: ReadonlyMap<string, string>;
}

/** Lives a chain, in memory. */
export function live(ground: Ground, steps: readonly Step[]): Lived {
  const life = new Life(ground);
  for (const step of steps) life.step(step);
  return life.end();
}

class Life {
  readonly #ground: Ground;
  readonly #workspace: Workspace;
  readonly #files = new Map<string, string>();
  /** The marks of people, by the files that they are in. */
  readonly #marks = new Map<string, string>();
  readonly #faults: string[] = [];
  #fields = new Map([
    ['name', 'str=120:unique'],
    ['amount', 'decimal=10.2:gt=0'],
    ['notes', 'text:optional'],
  ]);
  #options: Record<string, string> = {};
  #counts = { changed: 0, decided: 0, refused: 0 };

  constructor(ground: Ground) {
    this.#ground = ground;
    const { files, workspace } = openGround(ground);
    this.#workspace = workspace.fork();
    for (const { after, path } of files) this.#files.set(path, after);
    const { architecture } = ground;
    const planned = planRequest(
      { architecture, features: [this.#spec()], choices: {} },
      this.#workspace,
    );
    for (const { after, path } of planned.files) this.#files.set(path, after);
  }

  step({ deed, edits, field, modifier, type }: Step): void {
    for (const [file, edit] of edits) this.#edit(file, edit);
    const before = { fields: this.#fields, options: this.#options };
    const spec = this.#spec();
    const renamed = this.#say(deed, { field, modifier, type });
    try {
      this.#change(spec, renamed);
    } catch (error) {
      if (!(error instanceof ForeseenError)) throw error;
      this.#fields = before.fields;
      this.#options = before.options;
      this.#counts.refused += 1;
    }
    this.#check(`${deed} ${[...renamed].join()}`);
  }

  end(): Lived {
    const { architecture } = this.#ground;
    const { conflicts, files, plans } = planUpgrade({
      workspace: this.#workspace,
      features: orderFeatures(rememberedIn(architecture, this.#workspace, parseFeature)),
      layOut: (each) => layOut(architecture, each),
      versionsOf: () => [],
      pathsOf: () => new Map(),
    });
    // Nothing is new, so that nothing may be upgraded, and all that was written is still known.
    const upgraded = files.filter(({ action }) => action !== 'unchanged').map(({ path }) => path);
    const told = [...upgraded, ...conflicts, ...plans.flatMap(({ notes }) => notes)];
    if (told.length > 0) this.#faults.push(`an upgrade finds: ${JSON.stringify(told)}`);
    return { ...this.#counts, faults: this.#faults, files: this.#files };
  }

  #spec(): FeatureSpec {
    const tokens = [...this.#fields].map(([name, rest]) => `${name}:${rest}`);
    return featureFromArguments('product', tokens, this.#options, this.#ground.architecture);
  }

  /** Says what the feature is to be, and returns which field has another name. */
  #say(
    deed: Step['deed'],
    { field, modifier, type }: Pick<Step, 'field' | 'modifier' | 'type'>,
  ): ReadonlyMap<string, string> {
    const fields = [...this.#fields];
    const at = 1 + (field % Math.max(1, fields.length - 1));
    const [old, rest = ''] = fields[at] ?? ['name'];
    const fresh = NAMES.filter((each) => !this.#fields.has(each));
    const name = fresh[field % Math.max(1, fresh.length)] ?? 'more';
    const [kind, modifiers] = FIELDS[type % FIELDS.length] ?? ['str', ['']];
    const typed = kind + modifiers[modifier % modifiers.length];
    if (deed === 'endpoints') {
      const endpoints = ['list+get', 'list+get+create', 'list+get+create+update+delete'];
      this.#options = { ...this.#options, endpoints: endpoints[modifier % 3] ?? '' };
    } else if (deed === 'access') {
      this.#options = { ...this.#options, write: ['user', 'admin'][modifier % 2] ?? '' };
    } else if (deed === 'add' || fields.length < 3) fields.push([name, typed]);
    else if (deed === 'drop') fields.splice(at, 1);
    else if (deed === 'rename') fields[at] = [name, rest];
    else fields[at] = [old, typed];
    this.#fields = new Map(fields);
    return deed === 'rename' && fields[at]?.[0] === name ? new Map([[old, name]]) : new Map();
  }

  #change(spec: FeatureSpec, renamed: ReadonlyMap<string, string>): void {
    const { architecture } = this.#ground;
    const others = rememberedIn(architecture, this.#workspace, parseFeature).filter(
      ({ name }) => name !== spec.name,
    );
    let isDecided = false;
    const evolved = planWholeChange({
      workspace: this.#workspace,
      architecture,
      ...{ spec, next: this.#spec(), others, renamed, choices: {} },
      decide: () => {
        isDecided = true;
        return 'ours';
      },
    });
    if (evolved === undefined) throw new Error('nothing of it stands');
    this.#workspace.planning(() => putInto(this.#workspace, evolved.files));
    for (const { action, after, path } of evolved.files) {
      if (action === 'delete') this.#files.delete(path);
      else this.#files.set(path, after);
    }
    this.#counts.changed += 1;
    if (isDecided) this.#counts.decided += 1;
  }

  /** Writes into a file of the feature as a person would, with a mark that nobody else writes. */
  #edit(file: number, kind: number): void {
    const paths = [...this.#files.keys()].filter(
      (path) => /product/.test(path) && /\.py$/.test(path) && !/versions\//.test(path),
    );
    const path = paths[file % paths.length] ?? '';
    const [, edit] = HARMLESS[kind % HARMLESS.length] ?? ['', (text: string) => text];
    const mark = `zq${this.#marks.size}x`;
    const before = this.#workspace.read(path) ?? '';
    const after = edit(before).replaceAll('zqmark', mark);
    if (after === before) return;
    this.#workspace.planning(() => this.#workspace.edit(path, after, BY_HAND));
    this.#files.set(path, after);
    for (let count = after.split(mark).length - 1; count > 0; count -= 1) {
      this.#marks.set(`${mark} ${count}`, path);
    }
  }

  #check(after: string): void {
    const counts = new Map<string, number>();
    for (const [key, path] of this.#marks) {
      const mark = key.split(' ')[0] ?? '';
      counts.set(`${path} ${mark}`, (counts.get(`${path} ${mark}`) ?? 0) + 1);
    }
    for (const [key, count] of counts) {
      const [path = '', mark = ''] = key.split(' ');
      const found = (this.#files.get(path) ?? '').split(mark).length - 1;
      if (found !== count)
        this.#faults.push(`${after}: ${path} has ${mark} ${found}, not ${count}`);
    }
    for (const [path, text] of this.#files) {
      const error = path.endsWith('.py') ? firstSyntaxError(text) : undefined;
      if (error !== undefined) this.#faults.push(`${after}: ${path} is no Python: ${error}`);
    }
  }
}
