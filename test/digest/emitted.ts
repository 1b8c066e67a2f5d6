/**
 * Everything that is emitted: for every architecture and every backend, features that together use
 * all there is.
 */

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { ForeseenError } from '../../shared/errors.js';
import { exampleOf } from '../../shared/feature/items.js';
import type { JsonCase } from '../../shared/feature/json-case.js';
import { parseSpecDocument } from '../../shared/feature/schema.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import { readSpecFile } from '../../shared/feature/spec-file.js';
import type { Architecture } from '../../shared/plan/architecture.js';
import { planRequest } from '../../shared/plan/request.js';
import { MEMORY } from '../../shared/project/memory.js';
import { Workspace } from '../../shared/project/workspace.js';
import { BACKENDS, featureFor, PROJECTS, readBackendCase } from '../backends.js';
import {
  FEATURES,
  featuresInCamelCase,
  KEYED_FEATURES,
  OWNED_FEATURES,
} from '../generated/features.js';
import { randomFeature } from '../random-features.js';
import { typedFeature } from '../typed-feature.js';

/** What users have of each kind, and accounts, which change the same files. */
const USERS = join(PROJECTS, '..', 'generated', 'users.yaml');

/** The number of random features for each project, each the only one in it. */
const RANDOM = 40;

/** What a project gets: the text of each file by its path. */
export type Emitted = ReadonlyMap<string, string>;

/** A project and what it gets. */
export interface EmittedCase {
  readonly name: string;
  emit(): Emitted;
}

/**
 * Returns every project that something is emitted into. Files may be named after the day, so
 * callers fix the time.
 */
export function emittedCases(): EmittedCase[] {
  return [
    ...ARCHITECTURES.flatMap((architecture) => [
      { name: architecture.id, emit: () => emitProject(architecture) },
      { name: `${architecture.id}, lists by cursor`, emit: () => emitListsByCursor(architecture) },
      { name: `${architecture.id}, a list by words`, emit: () => emitSearchedList(architecture) },
      ...(architecture.models.owner === undefined
        ? [{ name: `${architecture.id}, natural keys`, emit: () => emitNaturalKeys(architecture) }]
        : []),
      { name: `${architecture.id}, feeds`, emit: () => emitFeeds(architecture) },
      { name: `${architecture.id}, links of the caller`, emit: () => emitLinks(architecture) },
      { name: `${architecture.id}, links one at a time`, emit: () => emitEachLinks(architecture) },
      { name: `${architecture.id}, links to many rows`, emit: () => emitLargeLinks(architecture) },
      {
        name: `${architecture.id}, rows that are asked for`,
        emit: () => emitIncludes(architecture),
      },
      { name: `${architecture.id}, JSON in camelCase`, emit: () => emitInCamelCase(architecture) },
      { name: `${architecture.id}, random features`, emit: () => emitRandom(architecture) },
    ]),
    ...ARCHITECTURES.filter(({ ownsRows }) => ownsRows === undefined).map((architecture) => ({
      name: `${architecture.id}, rows without times`,
      emit: () => emitTimeless(architecture),
    })),
    ...ARCHITECTURES.map((architecture) => ({
      name: `${architecture.id}, rows by pairs`,
      emit: () => emitPairs(architecture),
    })),
    ...ARCHITECTURES.filter(({ ownsRows }) => ownsRows === undefined).map((architecture) => ({
      name: `${architecture.id}, rows with parts`,
      emit: () => emitParts(architecture),
    })),
    ...ARCHITECTURES.filter(({ capabilities }) => capabilities.some(({ id }) => id === 'kept')).map(
      (architecture) => ({
        name: `${architecture.id}, rows that stay`,
        emit: () => emitKept(architecture),
      }),
    ),
    ...ARCHITECTURES.filter(({ capabilities }) =>
      capabilities.some(({ id }) => id === 'files'),
    ).map((architecture) => ({
      name: `${architecture.id}, rows with files`,
      emit: () => emitFiles(architecture),
    })),
    ...ARCHITECTURES.map(
      (architecture): EmittedCase => ({
        name: `${architecture.id}, users with fields`,
        emit: () => emitUsers(architecture),
      }),
    ),
    ...ARCHITECTURES.flatMap((architecture) =>
      additionsOf(architecture).map((item) => ({
        name: `${architecture.id}, --with ${item}`,
        emit: () => emitItems(architecture, [item]),
      })),
    ),
    // Some files are there only where two items meet.
    ...ARCHITECTURES.filter((each) => additionsOf(each).length > 2).map((architecture) => ({
      name: `${architecture.id}, everything --with adds`,
      emit: () => emitItems(architecture, additionsOf(architecture)),
    })),
    ...BACKENDS.flatMap((name) => {
      const { architecture: id, destination = '' } = readBackendCase(name);
      const architecture = ARCHITECTURES.find((each) => each.id === id);
      if (architecture === undefined) return [];
      const root = join(PROJECTS, name, destination);
      return [
        { name: `backend ${name}`, emit: () => emitIntoBackend(architecture, name, root) },
        {
          name: `backend ${name}, random features`,
          emit: () => emitRandomIntoBackend(architecture, name, root),
        },
      ];
    }),
  ];
}

/** Returns a short text that changes if anything emitted does. */
export function digestOf(emitted: Emitted): string {
  const hash = createHash('sha256');
  for (const [path, text] of [...emitted].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${path}\0${text}\0`);
  }
  return hash.digest('hex').slice(0, 16);
}

function emitProject(architecture: Architecture): Emitted {
  const owned = architecture.models.owner !== undefined;
  const features = owned ? OWNED_FEATURES : FEATURES;
  return emit(
    architecture,
    features.map((words) => [...words, ...(words[0] === 'order_item' ? ['--docs'] : [])]),
    new Workspace(join(PROJECTS, 'no-such-folder', 'shop')),
  );
}

function emitListsByCursor(architecture: Architecture): Emitted {
  const feature = ['product', 'name:str:unique', 'price:int:index:optional', '--pages=cursor'];
  return emit(architecture, [feature], new Workspace(join(PROJECTS, 'no-such-folder', 'shop')));
}

function emitInCamelCase(architecture: Architecture): Emitted {
  const owned = architecture.models.owner !== undefined;
  const project = new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));
  return emit(architecture, featuresInCamelCase(owned), project, 'camel');
}

function emitSearchedList(architecture: Architecture): Emitted {
  const feature = ['product', 'name:str=80:prefix', 'body:text:optional', '--search=name+body'];
  return emit(architecture, [feature], new Workspace(join(PROJECTS, 'no-such-folder', 'shop')));
}

function emitNaturalKeys(architecture: Architecture): Emitted {
  const project = new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));
  return emit(architecture, KEYED_FEATURES, project);
}

/** Users who have a name that others see, with accounts, which change the same files. */
function emitUsers(architecture: Architecture): Emitted {
  const workspace = new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));
  const { features, items, user } = readSpecFile(USERS, architecture);
  const { files } = planRequest({ architecture, features, choices: {}, items, user }, workspace);
  return new Map(files.map(({ path, after }) => [path, toldIn(path, after)]));
}

function emitFeeds(architecture: Architecture): Emitted {
  const author = architecture.ownsRows === undefined ? { author: 'ref=User:caller' } : {};
  const fields = { title: 'str=80', ...author };
  const links = { favorites: 'refs=User:caller' };
  const { features, user } = parseSpecDocument(
    {
      user: { fields: { username: 'str=50:unique', followers: 'refs=User:caller' } },
      features: {
        article: {
          fields: { ...fields, ...links },
          access: { read: 'public', write: 'user', delete: 'user' },
          pages: 'cursor',
          feed: 'followers',
        },
        note: { fields, access: { read: 'user' }, feed: 'followers' },
      },
    },
    architecture,
  );
  const workspace = new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));
  const { files } = planRequest({ architecture, features, choices: {}, user }, workspace);
  return new Map(files.map(({ path, after }) => [path, toldIn(path, after)]));
}

function emitKept(architecture: Architecture): Emitted {
  const features = [
    ['tag', 'name:str=40:unique', '--soft-delete'],
    [
      'product',
      'title:str=80',
      'slug:slug=title',
      'code:str=20:unique',
      'tags:refs=Tag',
      'parent:ref=Product:optional',
      '--concurrency=version',
      '--soft-delete',
    ],
    ['review', 'text:str=80', 'product:ref=Product:on-delete=cascade'],
    [
      'offer',
      'price:int',
      'product:ref=Product:unique',
      'tag:ref=Tag:optional:on-delete=null',
      '--soft-delete',
    ],
  ];
  return emit(architecture, features, new Workspace(join(PROJECTS, 'no-such-folder', 'shop')));
}

function emitFiles(architecture: Architecture): Emitted {
  const owned = architecture.models.owner !== undefined;
  const features = [
    ['article', 'title:str=80', 'cover:file=image/png+image/jpeg:max=50kb', 'manual:file'],
    [
      'report',
      'title:str=80',
      'scan:file=application/pdf:column=pdf',
      ...(owned ? [] : ['author:ref=User:caller', '--soft-delete']),
      '--concurrency=version',
      '--read=owner+admin',
      '--write=owner',
    ],
  ];
  return emit(architecture, features, new Workspace(join(PROJECTS, 'no-such-folder', 'shop')));
}

function emitIncludes(architecture: Architecture): Emitted {
  const features = [
    ['customer', 'name:str=40', 'kind:enum=person/company'],
    [
      'order',
      'total:int',
      'customer:ref=Customer',
      'parent:ref=Order:optional',
      '--include=customer+parent',
    ],
  ];
  return emit(architecture, features, new Workspace(join(PROJECTS, 'no-such-folder', 'shop')));
}

/** Memberships put by both of what they refer to, one of them with all that there is to say of a row. */
function emitPairs(architecture: Architecture): Emitted {
  const features = architecture.ownsRows === undefined ? PAIRS : OWNED_PAIRS;
  return emit(architecture, features, new Workspace(join(PROJECTS, 'no-such-folder', 'shop')));
}

const PAIRS = [
  ['team', 'code:str=10', 'name:str', '--key=code'],
  ['person', 'name:str', '--plural=people', '--id=uuid', '--soft-delete'],
  [
    'membership',
    'team:ref=Team',
    'member:ref=Person',
    'role:enum=member/lead',
    'since:date:optional',
    'status:enum=invited/active:flow=invited-active',
    'host:ref=User:caller',
    '--pair=team+member',
    '--include=team',
    '--pages=cursor',
    '--concurrency=version',
    '--soft-delete',
    '--write=owner+admin',
  ],
  [
    'stay',
    'guest:ref=User',
    'member:ref=Person',
    'nights:int:default=1',
    '--pair=guest+member',
    '--docs',
  ],
  [
    'bookmark',
    'member:ref=Person',
    'reader:ref=User:caller',
    'page:int:default=1',
    '--pair=member+reader',
    '--concurrency=version',
    '--read=owner',
    '--write=owner',
    '--delete=owner',
  ],
];

const OWNED_PAIRS = [
  ['team', 'name:str'],
  ['person', 'name:str', '--plural=people'],
  [
    'membership',
    'team:ref=Team',
    'member:ref=Person',
    'role:enum=member/lead',
    'since:date:optional',
    'status:enum=invited/active:flow=invited-active',
    '--pair=team+member',
    '--pages=cursor',
    '--concurrency=version',
    '--read=user',
    '--write=owner+admin',
  ],
  [
    'stay',
    'guest:ref=User',
    'member:ref=Person',
    'nights:int',
    '--pair=guest+member',
    '--include=member',
    '--docs',
  ],
];

function emitTimeless(architecture: Architecture): Emitted {
  const status = 'status:enum=draft/live:flow=draft-live';
  const features = [
    ['country', 'name:str=80:unique', 'others:refs=Country', '--no-timestamps'],
    [
      'city',
      'name:str=80',
      'country:ref=Country',
      status,
      '--action=live',
      '--concurrency=version',
      '--no-timestamps',
    ],
  ];
  return emit(architecture, features, new Workspace(join(PROJECTS, 'no-such-folder', 'shop')));
}

function emitLinks(architecture: Architecture): Emitted {
  const owned = architecture.models.owner !== undefined;
  const status = 'status:enum=draft/live:flow=draft-live';
  const links = ['favorites:refs=User:caller', 'members:refs=User:caller:as=joined'];
  const author = owned ? [] : ['author:ref=User:caller'];
  const features = [
    [
      'article',
      'title:str',
      ...author,
      'favorites:refs=User:caller',
      '--read=public',
      '--delete=admin',
    ],
    [
      'post',
      'slug:str=40:unique',
      status,
      ...author,
      ...links,
      '--read=owner+admin',
      '--write=owner',
      '--action=publish',
      ...(owned ? [] : ['--by=slug']),
      '--pages=cursor',
      '--concurrency=version',
    ],
    ['note', 'title:str', 'stars:refs=User:caller', '--read=admin', '--endpoints=list'],
    ['memo', 'title:str', 'stars:refs=User:caller', '--read=user', '--endpoints=get+create'],
  ];
  return emit(architecture, features, new Workspace(join(PROJECTS, 'no-such-folder', 'shop')));
}

/** Links of which each one is added by itself: to rows of others and of the same feature, of owners and of everyone. */
function emitEachLinks(architecture: Architecture): Emitted {
  const owned = architecture.models.owner !== undefined;
  const features = [
    ['tag', 'name:str=40:unique'],
    [
      'article',
      'title:str',
      ...(owned ? [] : ['author:ref=User:caller']),
      'tags:refs=Tag:max=5:each',
      'related_articles:refs=Article:each',
      '--read=owner+admin',
      '--write=owner',
      '--concurrency=version',
      '--docs',
    ],
    ['memo', 'tags:refs=Tag:each', '--endpoints=list', ...(owned ? [] : ['--no-timestamps'])],
  ];
  return emit(architecture, features, new Workspace(join(PROJECTS, 'no-such-folder', 'shop')));
}

/** Links to many rows: to rows of others and of the same feature, some of which stay when they are deleted, counted by two names. */
function emitLargeLinks(architecture: Architecture): Emitted {
  const owned = architecture.models.owner !== undefined;
  const features = [
    ['track', 'name:str=200', ...(owned ? [] : ['--soft-delete'])],
    [
      'playlist',
      'title:str',
      'tracks:refs=Track:max=5000',
      'related_playlists:refs=Playlist:max=301',
      'size:count=tracks',
      'pins:refs=Track:max=5:each',
      '--concurrency=version',
      '--docs',
    ],
    [
      'mix',
      'tracks:refs=Track:max=100000',
      '--endpoints=list',
      ...(owned ? [] : ['--no-timestamps']),
    ],
  ];
  return emit(architecture, features, new Workspace(join(PROJECTS, 'no-such-folder', 'shop')));
}

/** An order with its lines, which differ in their product, and with marks, which differ in nothing. */
function emitParts(architecture: Architecture): Emitted {
  const features = [
    ['product', 'name:str=40:unique'],
    [
      'order',
      'note:text:optional',
      'lines:parts=order_line:min=1:max=20',
      'marks:parts=order_mark',
      'mark_count:count=marks',
      '--parts=order_line+product:ref=Product:unique+quantity:int:gt=0+hint:str=20:optional',
      '--parts=order_mark+colour:enum=red/green+product:ref=Product:optional',
      '--concurrency=version',
    ],
  ];
  return emit(architecture, features, new Workspace(join(PROJECTS, 'no-such-folder', 'shop')));
}

/** Returns what an architecture adds to projects on request, each as it may be typed. */
function additionsOf({ integrations = [] }: Architecture): readonly string[] {
  return integrations.filter(({ addition }) => addition !== undefined).map(exampleOf);
}

function emitItems(architecture: Architecture, items: readonly string[]): Emitted {
  const workspace = new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));
  const { files } = planRequest({ architecture, features: [], choices: {}, items }, workspace);
  return new Map(files.map(({ path, after }) => [path, after]));
}

function emitIntoBackend(architecture: Architecture, name: string, root: string): Emitted {
  const command = featureFor(readBackendCase(name));
  return emit(architecture, [[...command, '--docs']], new Workspace(root));
}

/** Emits each feature into its own project, with the category and the user that it may refer to. */
function emitRandom(architecture: Architecture): Emitted {
  const tree = new Workspace(join(PROJECTS, 'no-such-folder', 'shop'));
  emit(architecture, [['category', 'name:str']], tree);
  const roots = architecture.nesting === undefined ? [{}] : [{}, { parent: 'category' }];
  return emitEach(architecture, tree, (given, index) => ({
    ...given,
    options: { ...given.options, ...roots[index % roots.length] },
  }));
}

function emitRandomIntoBackend(architecture: Architecture, name: string, root: string): Emitted {
  const { options, reference = 'Nothing' } = readBackendCase(name);
  return emitEach(architecture, new Workspace(root), ({ tokens, options: given, ...rest }) => {
    const { read, write, delete: remove, ...open } = given;
    return {
      ...rest,
      tokens: tokens.map((token) => token.replace(/=(Category|User)\b/, `=${reference}`)),
      // If nobody can sign in, no access can be asked for.
      options: options === undefined ? open : given,
    };
  });
}

type RandomFeature = typeof randomFeature extends fc.Arbitrary<infer T> ? T : never;

/** One list for every project, long enough for each, since most of the features are refused. */
const randomFeatures = fc.sample(randomFeature, { seed: 7, numRuns: 9000 });

/** What random features get, each under a folder of its name, and what those that are refused are told. */
function emitEach(
  architecture: Architecture,
  tree: Workspace,
  adapt: (
    given: RandomFeature,
    index: number,
  ) => { name: string; tokens: string[]; options: object },
): Emitted {
  const emitted = new Map<string, string>();
  let accepted = 0;
  for (const [index, given] of randomFeatures.entries()) {
    if (accepted === RANDOM) break;
    const { name, tokens, options } = adapt(given, index);
    try {
      const feature = featureFromArguments(name, tokens, options, architecture);
      const files = planRequest(
        { architecture, features: [feature], choices: {} },
        tree.fork(),
      ).files;
      for (const { path, after } of files)
        emitted.set(`${index} ${name}/${path}`, toldIn(path, after));
      accepted += 1;
    } catch (error) {
      if (!(error instanceof ForeseenError)) throw error;
    }
  }
  return emitted;
}

function emit(
  architecture: Architecture,
  commands: readonly (readonly string[])[],
  tree: Workspace,
  json?: JsonCase,
): Emitted {
  const features = commands.map((words) => typedFeature(words, architecture));
  const { files } = planRequest({ architecture, features, choices: {}, json }, tree);
  return new Map(files.map(({ path, after }) => [path, toldIn(path, after)]));
}

/** What is remembered of the texts by their hashes says nothing that the texts do not. */
function toldIn(path: string, text: string): string {
  return path === MEMORY ? text.replace(/^ *"written": \{[^}]*\},\r?\n/m, '') : text;
}
