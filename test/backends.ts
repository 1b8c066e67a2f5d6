/** The backends that somebody else has written, in `test/projects/`, and what is known of each. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where they are; scripts that are bundled elsewhere run in the repository's root, too. */
export const PROJECTS = join(process.cwd(), 'test', 'projects');

/** The names of their folders. */
export const BACKENDS = readdirSync(PROJECTS).filter((name) => !name.includes('.'));

/** What `project.json` says of a project. */
export interface BackendCase {
  readonly about: string;
  /** The architecture that it is taken for. */
  readonly architecture?: string;
  /** The folder that its Python runs in. */
  readonly cwd?: string;
  /** What has to be on Python's path for its application to be imported. */
  readonly path?: string;
  /** The application, as a module and an expression. */
  readonly app?: string;
  /** Whether its application can be imported before the feature is there. */
  readonly boots?: boolean;
  /** The Python that it needs, where that is a newer one than the oldest there is. */
  readonly python?: string;
  /** Which model the feature refers to. */
  readonly reference?: string;
  readonly options?: readonly string[];
  readonly destination?: string;
  /** The files that are written or edited, its migration aside. */
  readonly changes?: readonly string[];
  /** Text that files have afterwards. */
  readonly contains?: Readonly<Record<string, readonly string[]>>;
  /** Whether its migrations can be run. */
  readonly migrations?: boolean;
  readonly refused?: { readonly status: number; readonly message: string };
  /** How it is refused where nobody says which backend is meant. */
  readonly undecided?: { readonly status: number; readonly message: string };
}

/** What is known of a backend. */
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
  'visible:bool:default=true',
  'starts_at:datetime:optional',
  'opens:time:optional',
  'on:date',
  'code:uuid:optional',
  'extra:json:optional',
  'labels:list=str:optional',
  'mail:email:optional',
  'site:url:optional',
  'body:text:private',
  'rank:int:readonly:default=1',
];

/** The feature that a backend gets: its name, its fields, and the options that it takes there. */
export function featureFor({ reference, options = [] }: BackendCase): readonly string[] {
  const references =
    reference === undefined
      ? []
      : [
          `owner:ref=${reference}`,
          `links:refs=${reference}`,
          'relatives:refs=Product',
          'origin:ref=Product:optional',
        ];
  return ['product', ...FIELDS, ...references, ...options];
}
