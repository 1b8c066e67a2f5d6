/** The page on a feature that a project gets on request: `docs/features/<feature>.md`. */
import { posix } from 'node:path';
import type { Access, Action } from '../feature/access.js';
import { ACTION_OF, type Endpoint, requestOf, type UrlConvention } from '../feature/endpoints.js';
import { capitalised } from '../feature/naming.js';
import type { PlannedFiles } from '../project/planned-files.js';
import type { Architecture, OtherRequest } from './architecture.js';
import type { FeatureView, FieldView } from './feature-view.js';
import { renderShared } from './templates.js';

/** A file as a page lists it. */
export interface PageFile {
  readonly path: string;
  /** Why it exists and what goes in it. */
  readonly why: string;
}

/** What a page says beside what the feature says itself. */
export interface PageFacts {
  /** The files that the feature consists of or is registered in, in their order. */
  readonly files: readonly PageFile[];
  /** Those of them that a request passes through, from the endpoint to the table, by their paths. */
  readonly requestPath: readonly string[];
  readonly urls: UrlConvention;
  readonly otherRequests: readonly OtherRequest[];
  /** Whether somebody else decides what URLs begin with. */
  readonly isForeign: boolean;
  /** Where the next business rule goes. */
  readonly nextRule: string;
  /** What rows are identified by, in Python. */
  readonly idType: string;
  /** The feature's table. */
  readonly table: string;
  /** The actions that everybody may do, whatever was asked for, as there is nobody who can sign in. */
  readonly open: readonly Action[];
}

const FOLDER = 'docs/features';

/** Adds a feature's page to a plan, where one is asked for. */
export function planPage(
  { templates }: Architecture,
  feature: FeatureView,
  facts: PageFacts,
  files: PlannedFiles,
): void {
  if (!feature.spec.docs) return;
  const text = renderShared(templates, 'feature_page.md.ejs', viewPage(feature, facts));
  files.write(`${FOLDER}/${feature.feature}.md`, text, {
    layer: 'docs',
    why: 'The page on the feature: what a request passes through, its tables, its endpoints, who may call.',
  });
}

function viewPage(feature: FeatureView, facts: PageFacts) {
  const { endpoints } = feature.spec;
  const path = parentsOf(feature) + feature.path;
  // A file may have several parts of a feature.
  const whyOf = new Map<string, string>();
  for (const { path, why } of facts.files) {
    const earlier = whyOf.get(path);
    whyOf.set(path, earlier === undefined ? why : `${earlier} ${why}`);
  }
  const who = (action: Action) =>
    facts.open.includes(action) ? 'everybody' : describe(feature.spec.access[action]);
  const link = (path: string) => posix.relative(FOLDER, path);
  return {
    ...feature,
    Label: capitalised(feature.label),
    table: facts.table,
    nextRule: facts.nextRule,
    isForeign: facts.isForeign,
    requests: [
      ...endpoints.map((endpoint) => {
        const access = who(ACTION_OF[endpoint]);
        return { ...requestOf(endpoint, facts.urls, path), does: DOES[endpoint](feature), access };
      }),
      ...facts.otherRequests.map(({ access, does, method, rest }) => ({
        method,
        url: `${facts.urls.prefix}/${path}${rest}`,
        does,
        access: typeof access === 'string' ? who(access) : access.words,
      })),
    ],
    steps: facts.requestPath.map((path, index) => ({
      id: `step${index + 1}`,
      name: nameOf(path),
      why: whyOf.get(path) ?? '',
    })),
    columns: [
      { type: facts.idType, name: 'id', key: 'PK', note: '' },
      ...feature.columns.map((column) => viewColumn(column)),
    ],
    relations: [
      ...feature.references.map(
        ({ relationship, spec, target }) =>
          `${upper(target.table)} ${spec.optional ? '|o' : '||'}--${spec.unique ? 'o|' : 'o{'} ${upper(facts.table)} : "${relationship}"`,
      ),
      ...feature.links.map(
        ({ relationship, target }) =>
          `${upper(facts.table)} }o--o{ ${upper(target.table)} : "${relationship}"`,
      ),
    ],
    TABLE: upper(facts.table),
    files: [...whyOf].map(([path, why]) => ({ path, why, link: link(path) })),
  };
}

/** `routers/product.py`: enough of a path to know which file is meant. */
function nameOf(path: string): string {
  return path.split('/').slice(-2).join('/');
}

function upper(table: string): string {
  return table.toUpperCase();
}

function viewColumn({ attribute, plain, spec }: FieldView) {
  const type = plain.replace(/\[.*/s, '');
  const key = spec.type === 'ref' ? 'FK' : spec.unique ? 'UK' : '';
  // Mermaid would take these for the kinds of keys.
  const name = ['pk', 'fk', 'uk'].includes(attribute) ? `*${attribute}` : attribute;
  return { type, name, key, note: spec.optional ? 'may be null' : '' };
}

/** The paths of the features it is nested in: `order-items/{order_item_id}/`. */
function parentsOf({ parents }: FeatureView): string {
  return parents
    .map(({ feature, path, segment, singleton }) =>
      singleton ? `${segment.replaceAll('_', '-')}/` : `${path}/{${feature}_id}/`,
    )
    .join('');
}

function describe(access: Access): string {
  if (access.kind === 'public') return 'everybody';
  if (access.kind === 'user') return 'whoever has signed in';
  return `the role ${access.roles.join(' or ')}`;
}

const DOES: Readonly<Record<Endpoint, (feature: FeatureView) => string>> = {
  list: ({ labels }) => `lists ${labels}, a page at a time`,
  get: ({ aLabel }) => `shows ${aLabel}`,
  create: ({ aLabel }) => `adds ${aLabel}`,
  update: ({ aLabel }) => `changes ${aLabel}`,
  delete: ({ aLabel }) => `deletes ${aLabel}`,
};
