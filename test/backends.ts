/** The existing backends in `test/projects/`, and what is known about each. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Action } from '../shared/feature/access.js';

/** Their folder. Scripts that are bundled elsewhere also run in the root of the repository. */
export const PROJECTS = join(process.cwd(), 'test', 'projects');

/** The names of their folders. */
export const BACKENDS = readdirSync(PROJECTS).filter((name) => !name.includes('.'));

/** How a request says who sends it: by headers, or as what the dependency that identifies callers would return. */
type Caller =
  | { readonly headers: Readonly<Record<string, string>> }
  | { readonly attributes: Readonly<Record<string, unknown>> };

/** Who calls the endpoints of a backend. */
export interface Callers {
  /** The dependency that identifies callers, as `module:name`, where they have attributes. */
  readonly identifiedBy?: string;
  /** Somebody who has signed in, and has none of the roles that any guard asks for. */
  readonly user: Caller;
  /** Somebody whom every guard lets in. */
  readonly allowed: Caller;
}

/** What `project.json` says about a project. */
export interface BackendCase {
  readonly about: string;
  /** The architecture that it is recognised as. */
  readonly architecture?: string;
  /** The folder in which its Python runs. */
  readonly cwd?: string;
  /** What has to be on Python's path so that its application can be imported. */
  readonly path?: string;
  /** The application, as a module and an expression. */
  readonly app?: string;
  /** Whether its application can be imported before the feature is added. */
  readonly boots?: boolean;
  /** The Python that it needs, if that is newer than the oldest supported one. */
  readonly python?: string;
  /** The model that the feature refers to. */
  readonly reference?: string;
  /** Whether no two rows refer to the same one. */
  readonly oneToOne?: boolean;
  readonly options?: readonly string[];
  readonly destination?: string;
  /** The files that are written or edited, except for its migration. */
  readonly changes?: readonly string[];
  /** What lets callers use the endpoints of the feature; where it is missing, they are open to everyone. */
  readonly guards?: Readonly<Record<Action, string>>;
  /** Who calls, where endpoints have guards. */
  readonly callers?: Callers;
  /** Text that files contain afterwards. */
  readonly contains?: Readonly<Record<string, readonly string[]>>;
  /** Whether its migrations can be run. */
  readonly migrations?: boolean;
  readonly refused?: { readonly status: number; readonly message: string };
  /** How it is refused if nobody says which backend is meant. */
  readonly undecided?: { readonly status: number; readonly message: string };
}

/** Reads what is known about a backend. */
export function readBackendCase(name: string): BackendCase {
  return JSON.parse(readFileSync(join(PROJECTS, name, 'project.json'), 'utf8'));
}

/** A field of nearly every type. */
const FIELDS = [
  'name:str=40:unique',
  'price:decimal=10.2:gt=0',
  'status:enum=draft/live:default=draft',
  'count:int:ge=0:default=0',
  'weight:float:optional',
  'big:bigint:index:optional',
  'small:smallint:optional',
  'visible:bool:default=true',
  'starts_at:datetime:optional',
  'opens:time:optional',
  'on:date',
  'code:uuid:optional',
  'length:duration:default=PT90M',
  'seen_from:ip:optional',
  'extra:json:optional',
  'labels:list=str:optional',
  'mail:email:optional',
  'site:url:optional',
  'body:text:private',
  'rank:int:readonly:default=1',
];

/** Returns the feature for a backend: its name, its fields, and the options it takes there. */
export function featureFor({
  oneToOne = false,
  options = [],
  reference,
}: BackendCase): readonly string[] {
  const unique = oneToOne ? ':unique' : '';
  const references =
    reference === undefined
      ? []
      : [
          `owner:ref=${reference}${unique}`,
          `links:refs=${reference}`,
          'relatives:refs=Product',
          `origin:ref=Product:optional${unique}`,
        ];
  return ['product', ...FIELDS, ...references, ...options];
}
