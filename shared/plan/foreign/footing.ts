/** What an existing backend needs before a feature can be fitted in. */

import { RefusalError, UsageError } from '../../errors.js';
import { callerLinksOf } from '../../feature/caller-links.js';
import { isVersioned } from '../../feature/concurrency.js';
import { countsOf } from '../../feature/counts.js';
import { hasFeed } from '../../feature/feed.js';
import type { IdKind } from '../../feature/field/dialect.js';
import { MOST_LINKED } from '../../feature/field/types/refs.js';
import { filesOf } from '../../feature/files.js';
import { hasIncludes } from '../../feature/includes.js';
import { largeLinksOf } from '../../feature/large-links.js';
import { pascalOf } from '../../feature/naming.js';
import { NO_NEIGHBOUR } from '../../feature/neighbour.js';
import { callerOf } from '../../feature/ownership.js';
import { hasCursors } from '../../feature/pages.js';
import { hasPair } from '../../feature/pair.js';
import { prefixedFields } from '../../feature/prefixes.js';
import { hasSearch } from '../../feature/search.js';
import { isKept } from '../../feature/soft-delete.js';
import type { FeatureSpec } from '../../feature/spec.js';
import { isTimeless } from '../../feature/timestamps.js';
import type { Backend } from '../../project/foreign/backend.js';
import { refuseAmbiguities } from '../../project/foreign/choices.js';
import type { ModelHabits } from '../../project/foreign/models.js';
import type { SessionFact } from '../../project/foreign/session.js';
import { findSeveralBackends } from '../../project/foreign/several.js';
import { nearestModels } from '../../project/neighbour/nearest.js';
import type { FeatureView } from '../feature-view.js';

/** The parts of a backend that every fitted feature needs. */
export interface Footing {
  readonly models: ModelHabits;
  readonly session: SessionFact;
}

/**
 * Refuses features that cannot be fitted into any existing backend.
 *
 * @throws UsageError for `--parent`.
 * @throws RefusalError for `--concurrency version`, `--pages cursor`, `--no-timestamps`, `--soft-delete`, `--by`, `--search`, `--include`, `--pair` and `--feed`, for actions and state machines, for files, slugs and numbers of rows, and for a field that is set from who has signed in.
 */
export function refuseUnfitted(spec: FeatureSpec): void {
  if (spec.parent !== undefined) {
    throw new UsageError(
      `--parent ${spec.parent}: no feature of this backend has its endpoints below those of one ${spec.parent}, so nothing shows how that is written here. ` +
        `Refer to the parent with a field instead, such as ${spec.parent}:ref=${pascalOf(spec.parent)}.`,
    );
  }
  if (isVersioned(spec)) {
    throw new RefusalError(
      '--concurrency version: features of an existing backend have no ETag, as it has its own way of answering errors. ' +
        "Leave it out, and add a version column with SQLAlchemy's version_id_col by hand.",
    );
  }
  if (hasCursors(spec)) {
    throw new RefusalError(
      '--pages cursor: the lists of an existing backend are paged as its other lists are, and their positions would have to be ' +
        'signed with a secret of its own. Leave the option out.',
      { place: '--pages' },
    );
  }
  if (isTimeless(spec)) {
    throw new RefusalError(
      '--no-timestamps: the tables of an existing backend have the columns that its models share, those of times among them if ' +
        'it has any. Leave the option out.',
      { place: '--no-timestamps' },
    );
  }
  if (isKept(spec)) {
    throw new RefusalError(
      '--soft-delete: what hides deleted rows in an existing backend is its own code, which fastapi-feature does not know. ' +
        'Leave the option out; if a base of its models has deleted_at, choose it there and write the deletion as the other features do.',
      { place: '--soft-delete' },
    );
  }
  const [lookup] = spec.by;
  if (lookup !== undefined) {
    throw new RefusalError(
      `--by ${lookup}: features of an existing backend are looked up by their id alone, as it has its own way of answering ` +
        'errors. Leave it out, and filter the list, or add the endpoint by hand.',
      { place: '--by' },
    );
  }
  if (hasSearch(spec)) {
    throw new RefusalError(
      `--search ${spec.search.join('+')}: the lists of an existing backend are filtered and migrated as its other lists are, and ` +
        'an index of words would have to be known to both. Leave the option out.',
      { place: '--search' },
    );
  }
  if (hasFeed(spec)) {
    throw new RefusalError(
      `--feed ${spec.feed}: the users of an existing backend are its own, and have no link to each other that fastapi-feature knows. ` +
        'Leave the option out.',
      { place: '--feed' },
    );
  }
  if (hasIncludes(spec)) {
    throw new RefusalError(
      `--include ${spec.include.join('+')}: what answers of an existing backend show is said by its other features, none of which shows ` +
        'rows that are asked for. Leave the option out, and ask for the other rows by their ids.',
      { place: '--include' },
    );
  }
  if (hasPair(spec)) {
    throw new RefusalError(
      `--pair ${spec.pair.join('+')}: features of an existing backend are found by their id alone, as it has its own transactions, in ` +
        `which a row could not be put twice. Use --unique ${spec.pair.join('+')}, filter the list, or add the endpoints by hand.`,
      { place: '--pair' },
    );
  }
  const [action] = spec.actions;
  if (action !== undefined) {
    throw new RefusalError(
      `--action ${action.name}: features of an existing backend have no actions, as it has its own way of answering errors. ` +
        'Leave it out, and add the endpoint by hand.',
      { place: '--action' },
    );
  }
  const flow = spec.fields.find((field) => field.flow !== undefined);
  if (flow !== undefined) {
    throw new RefusalError(
      `field "${flow.name}": features of an existing backend have no flow, as it has its own way of answering errors. ` +
        `Leave flow out, and check the steps by hand where rows are changed.`,
      { place: `fields.${flow.name}` },
    );
  }
  const [begun] = prefixedFields(spec);
  if (begun !== undefined) {
    throw new RefusalError(
      `field "${begun.name}": the lists of an existing backend are filtered as its other lists are, none of which asks what a text ` +
        'begins with. Leave prefix out, and use index to filter by whole values.',
      { place: `fields.${begun.name}` },
    );
  }
  const embedding = spec.fields.find((field) => field.embed !== undefined);
  if (embedding !== undefined) {
    throw new RefusalError(
      `field "${embedding.name}": answers of an existing backend show the id of what they refer to, as its own way of loading ` +
        'more is not known. Leave embed out, and add what is to be shown by hand.',
      { place: `fields.${embedding.name}` },
    );
  }
  const [part] = spec.parts;
  if (part !== undefined) {
    throw new RefusalError(
      `--parts ${part.name}: features of an existing backend have no parts, as it has its own way of writing several rows at once. ` +
        `Make ${part.name} a feature of its own that refers to it, ${spec.name}:ref=${pascalOf(spec.name)}:on-delete=cascade, or add the parts by hand.`,
      { place: 'parts' },
    );
  }
  const [link] = callerLinksOf(spec.fields);
  if (link !== undefined) {
    throw new RefusalError(
      `field "${link.name}": features of an existing backend have no links that users make for themselves, as it has its own ` +
        `way of telling who has signed in. Use ${link.name}:refs=${link.target} without caller, and add the endpoints by hand.`,
      { place: `fields.${link.name}` },
    );
  }
  const [large] = largeLinksOf(spec.fields);
  if (large !== undefined) {
    throw new RefusalError(
      `field "${large.name}": features of an existing backend link to at most ${MOST_LINKED} rows, which their requests and answers name. ` +
        `Use max=${MOST_LINKED}, or make a feature of the link itself that refers to both, whose list can be read a page at a time.`,
      { place: `fields.${large.name}` },
    );
  }
  const each = spec.fields.find((field) => field.each);
  if (each !== undefined) {
    throw new RefusalError(
      `field "${each.name}": features of an existing backend have no endpoints for each of their links, as it has its own way ` +
        `of refusing. Use ${each.name}:refs=${each.target} without each, and add the endpoints by hand.`,
      { place: `fields.${each.name}` },
    );
  }
  const [count] = countsOf(spec.fields);
  if (count !== undefined) {
    throw new RefusalError(
      `field "${count.name}": features of an existing backend count nothing, as what their answers show is said by its other ` +
        `features. Leave it out: an answer names what ${count.source} lead to, one by one.`,
      { place: `fields.${count.name}` },
    );
  }
  const [file] = filesOf(spec.fields);
  if (file !== undefined) {
    throw new RefusalError(
      `field "${file.name}": features of an existing backend have no files, as it has its own transactions and limits of what it takes. ` +
        `Use ${file.name}:bytes for what is small, or ${file.name}:url, and upload it by hand.`,
      { place: `fields.${file.name}` },
    );
  }
  const slug = spec.fields.find(({ type }) => type === 'slug');
  if (slug !== undefined) {
    throw new RefusalError(
      `field "${slug.name}": features of an existing backend make no slugs, as it has its own transactions, in which another ` +
        `number could not be tried. Use ${slug.name}:str=255:unique, and make it of ${slug.source} by hand where rows are created.`,
      { place: `fields.${slug.name}` },
    );
  }
  const caller = callerOf(spec.fields);
  if (caller !== undefined) {
    throw new RefusalError(
      `field "${caller.name}": features of an existing backend cannot be set from who has signed in, as it has its own way ` +
        `of telling who that is. Use ${caller.name}:ref=${caller.target} without caller, and set it by hand where rows are created.`,
      { place: `fields.${caller.name}` },
    );
  }
}

/** @throws RefusalError if a feature is to have other ids than its neighbours. */
export function refuseOtherIds({ id, key }: FeatureSpec, kind: IdKind): void {
  if (key !== undefined) {
    throw new RefusalError(
      `--key ${key}: a feature that is fitted into an existing backend is identified by what its neighbours are, an id. Leave the option out, and make ${key} unique: its list can be filtered by it.`,
      { place: '--key' },
    );
  }
  const usual = { integer: 'int', bigint: 'bigint', uuid: 'uuid', string: 'strings' }[kind];
  if (id === undefined || id === usual) return;
  throw new RefusalError(
    `--id ${id}: the ids of this backend are ${usual}, and a feature that is fitted in has what its neighbours have. Leave the option out.`,
    { place: '--id' },
  );
}

/** @throws UsageError if the project has several backends, each with its own models. */
function refuseSeveral({ modules }: Backend): void {
  const folders = findSeveralBackends(modules);
  if (folders.length === 0) return;
  throw new UsageError(
    `the project has several backends: ${folders.join(', ')}. ` +
      (folders.length > 3
        ? `Choose one of them: --destination ${folders[0]}.`
        : `Choose one: ${folders.map((folder) => `--destination ${folder}`).join(' or ')}.`),
  );
}

const PYDANTIC_1 =
  /\borm_mode\b|from pydantic import [^\n]*\bBaseSettings\b|pydantic\.BaseSettings/;
const PYDANTIC_2 =
  /\bfrom_attributes\b|\bmodel_config\b|\bmodel_validate\(|\bfield_validator\b|\bpydantic_settings\b/;

/** Returns what says that a backend uses Pydantic 1: what its code has more of, or what it asks for, where its code has neither. */
function signOfPydantic1({ modules, tooling }: Backend): string | undefined {
  const [old, recent] = [PYDANTIC_1, PYDANTIC_2].map((each) => modules.mentioning(each).length);
  // One word of the old version may be left over where all else is written for the new one.
  if (old !== 0 || recent !== 0)
    return Number(old) > Number(recent) && tooling.pydantic !== 2 ? 'orm_mode' : undefined;
  return tooling.pydantic === 1 ? 'in what it asks for' : undefined;
}

/**
 * Returns how the models of a backend are written, which is all that a feature needs that is written like another one.
 *
 * @throws RefusalError if that is missing, or too old.
 */
export function requireModels(backend: Backend): ModelHabits {
  const { models } = backend;
  refuseSeveral(backend);
  const old = signOfPydantic1(backend);
  if (old !== undefined) {
    throw new RefusalError(
      `the backend uses Pydantic 1 (${old}), but the generated code needs Pydantic 2. Migrate first; bump-pydantic does most of the work.`,
    );
  }
  if (models === undefined) {
    throw new RefusalError(
      'no base class for models was found: no subclass of DeclarativeBase, no declarative_base(), no SQLModel. ' +
        'Only SQLAlchemy and SQLModel are supported. `fastapi-feature inspect` shows what was found.',
    );
  }
  return models;
}

/** How many of the features that stand are named. */
const MOST_NAMED = 5;

/** Returns the nearest of the features that stand as refusals name them, ` (order, item)`; empty if there are none. */
export function namedExamples(backend: Backend): string {
  const standing = nearestModels(backend).map(({ feature }) => feature);
  return standing.length === 0 ? '' : ` (${standing.slice(0, MOST_NAMED).join(', ')})`;
}

/**
 * Returns the parts that every feature needs which templates fit in.
 *
 * @throws RefusalError if one of them is missing, not certain, or too old.
 */
export function requireFooting(backend: Backend): Footing {
  const models = requireModels(backend);
  const [session] = backend.sessions;
  if (session === undefined) {
    const standing = namedExamples(backend);
    throw new RefusalError(
      'no dependency that provides a database session was found: a function that yields a Session or an AsyncSession and is passed to Depends. ' +
        (standing === ''
          ? 'Add one, such as get_db, then run again.'
          : `Name a feature that stands${standing} with --like, which needs none, or add one, such as get_db, then run again.`),
    );
  }
  refuseAmbiguities(backend);
  return { models, session };
}

/**
 * @param own the class of the feature's model, and its module.
 * @throws RefusalError if another model has the table or the class of the feature.
 */
export function refuseTakenTable(
  models: ModelHabits,
  { spec, table }: FeatureView,
  own: { readonly name: string; readonly path: string | undefined },
): void {
  const taken = models.models.find(
    (model) =>
      (model.table === table || model.name === own.name) &&
      !(model.path === own.path && model.name === own.name && model.table === table),
  );
  if (taken === undefined) return;
  throw new RefusalError(
    `${taken.path} already has the model ${taken.name} with the table "${taken.table}". ` +
      (spec.like === undefined || spec.like === NO_NEIGHBOUR
        ? 'Rename the feature, or give its table another name with --table.'
        : 'Rename the feature.'),
    { place: taken.path },
  );
}
