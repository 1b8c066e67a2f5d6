/** The page about a feature that a project gets on request: `docs/features/<feature>.md`. */
import { posix } from 'node:path';
import {
  type Access,
  type Action,
  callersOf,
  creatorsOf,
  withoutOwner,
} from '../feature/access.js';
import { ACTION_OF, type Endpoint, requestOf, type UrlConvention } from '../feature/endpoints.js';
import { capitalised } from '../feature/naming.js';
import type { PlannedFile } from '../project/workspace.js';
import type { FeatureView, FieldView } from './feature-view.js';
import { requestsOfFlows } from './flow-view.js';
import { viewIds } from './id-view.js';
import type { Layout, SlicePage } from './layout.js';
import { pathBelow } from './names-view.js';
import { requestsBeside } from './requests-beside.js';
import { lines } from './template-view.js';
import { renderShared } from './templates.js';

const FOLDER = 'docs/features';

/** A file as a page lists it: its path, and why it exists. */
type ListedFile = Pick<PlannedFile, 'path' | 'why'>;

/**
 * Plans the page of a feature, if one is asked for.
 *
 * @param files those that the feature consists of or is registered in, in their order.
 */
export function planPage(
  layout: Layout,
  feature: FeatureView,
  page: SlicePage,
  files: readonly ListedFile[],
): void {
  if (!feature.spec.docs) return;
  const view = viewPage(layout.urls, feature, page, files);
  const text = renderShared(layout.architecture.templates, 'feature_page.md.ejs', view);
  layout.project.workspace.write(`${FOLDER}/${feature.feature}.md`, text, {
    layer: 'docs',
    why: 'The page about the feature: the path of a request, its tables, its endpoints, and who may call them.',
  });
}

function viewPage(
  urls: UrlConvention,
  feature: FeatureView,
  page: SlicePage,
  files: readonly ListedFile[],
) {
  const { endpoints } = feature.spec;
  const path = pathBelow(feature) + feature.path;
  // Several parts of a feature may be in one file.
  const whyOf = new Map<string, string>();
  for (const { path, why } of files) {
    const earlier = whyOf.get(path);
    whyOf.set(path, earlier === undefined ? why : `${earlier} ${why}`);
  }
  const who = (action: Action, creates = false) => {
    if (page.open.includes(action)) return 'everyone';
    const access = accessOf(feature, action);
    return creates ? creatorsOf(access) : callersOf(access);
  };
  const link = (path: string) => posix.relative(FOLDER, path);
  const naming = <R extends { readonly url: string }>(request: R): R =>
    feature.naturalKey === undefined
      ? request
      : { ...request, url: request.url.replace('{id}', `{${viewIds(feature).rowKey}}`) };
  return {
    ...feature,
    Label: capitalised(feature.label),
    nextRule: page.nextRule,
    hasOpenPrefix: urls.prefix === undefined,
    requests: [
      ...endpoints.map((endpoint) => {
        const request = requestOf(endpoint, urls, path);
        const access = who(ACTION_OF[endpoint], endpoint === 'create');
        return { ...request, does: DOES[endpoint](feature), access };
      }),
      ...requestsOfFlows(feature, urls, path).map((request) => ({
        ...request,
        access: who('write'),
      })),
      ...requestsBeside(feature, urls, path).map((request) => ({
        ...request,
        access: callersOf(request.access),
      })),
      ...feature.lookups.map(({ field, route }) => ({
        method: 'GET',
        url: `${urls.prefix ?? ''}/${path}${route}`,
        does: `shows one by its ${field.label}`,
        access: who('read'),
      })),
      ...page.otherRequests.map(({ access, does, method, rest }) => ({
        method,
        url: `${urls.prefix}/${path}${rest}`,
        does,
        access: typeof access === 'string' ? who(access, true) : access.words,
      })),
    ].map(naming),
    steps: page.requestPath.map((path, index) => ({
      id: `step${index + 1}`,
      name: nameOf(path),
      why: whyOf.get(path) ?? '',
    })),
    columns: [
      ...(feature.naturalKey === undefined
        ? [{ type: feature.ids.plain, name: 'id', key: 'PK', note: '' }]
        : []),
      ...feature.columns.map((column) => viewColumn(column, column === feature.naturalKey)),
    ],
    flows: feature.flows.map(({ field, states }) => ({
      label: capitalised(field.label),
      // Mermaid takes words for the ids of states.
      transitions: [
        `[*] --> ${states[0]?.name}`,
        ...states.map(({ name, value }) => `${name} : ${value}`),
        ...states.flatMap(({ name, next }) =>
          next.map((member) => `${name} --> ${member.toLowerCase()}`),
        ),
      ],
    })),
    relations: [
      ...feature.references.map(
        ({ relationship, spec, target }) =>
          `${entityOf(target.table)} ${spec.optional ? '|o' : '||'}--${spec.unique ? 'o|' : 'o{'} ${entityOf(feature.table)} : "${relationship}"`,
      ),
      ...[
        ...feature.links,
        ...feature.largeLinks,
        ...feature.callerLinks.map((link) => ({ ...link, relationship: link.name })),
      ].map(
        ({ relationship, target }) =>
          `${entityOf(feature.table)} }o--o{ ${entityOf(target.table)} : "${relationship}"`,
      ),
    ],
    TABLE: entityOf(feature.table),
    lines,
    files: [...whyOf].map(([path, why]) => ({ path, why, link: link(path) })),
  };
}

/** Returns who may do something: where no row has an owner, that is a role. */
function accessOf({ caller, owned, spec }: FeatureView, action: Action): Access {
  const access = spec.access[action];
  return owned || caller !== undefined ? access : withoutOwner(access);
}

/** `routers/product.py`: enough of a path to know which file is meant. */
function nameOf(path: string): string {
  return path.split('/').slice(-2).join('/');
}

/** Returns what a diagram calls a table: Mermaid quotes what is no word. */
function entityOf(table: string): string {
  const name = table.toUpperCase();
  return /^[A-Z_]\w*$/.test(name) ? name : `"${name}"`;
}

function viewColumn({ columnName, plainType, spec }: FieldView, isKey: boolean) {
  const type = plainType.replace(/\[.*/s, '');
  const key = isKey ? 'PK' : spec.type === 'ref' ? 'FK' : spec.unique ? 'UK' : '';
  // Mermaid would take these names for kinds of keys.
  const word = columnName.replaceAll(/[^\w]/g, '_');
  const name = ['pk', 'fk', 'uk'].includes(word) ? `*${word}` : word;
  return { type, name, key, note: spec.optional ? 'may be null' : '' };
}

const DOES: Readonly<Record<Endpoint, (feature: FeatureView) => string>> = {
  list: ({ inJson, isPagedByCursor, labels, search }) =>
    `lists ${labels}, a page at a time${isPagedByCursor ? `, from the \`${inJson('next_cursor')}\` of the one before on` : ''}${search === undefined ? '' : ', or those with all words of `q`'}`,
  get: ({ aLabel }) => `shows ${aLabel}`,
  create: ({ aLabel }) => `adds ${aLabel}`,
  update: ({ aLabel }) => `changes ${aLabel}`,
  delete: ({ aLabel }) => `deletes ${aLabel}`,
};
