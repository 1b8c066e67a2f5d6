/** What several templates would otherwise have to work out themselves, each under one name. */

import type { Access, Action } from '../feature/access.js';
import { isChosen } from '../feature/choices.js';
import { hasOwnTable } from '../feature/field/types.js';
import { capitalised } from '../feature/naming.js';
import { linkAccess, viewCallerLinks } from './caller-link-view.js';
import { viewChoices } from './choices-view.js';
import { viewComparing } from './comparisons-view.js';
import { viewCounts } from './counts-view.js';
import { viewEachLinks } from './each-links.js';
import { decidedOnDelete, viewEmbeds } from './embeds-view.js';
import { viewFactory } from './factory-view.js';
import {
  type ActionView,
  type FeatureView,
  type FieldView,
  isLeftOpen,
  type TargetView,
} from './feature-view.js';
import { viewFeed } from './feed-view.js';
import { viewFiles } from './files.js';
import { viewFlows } from './flow-view.js';
import { viewIds } from './id-view.js';
import { viewIncludes } from './includes-view.js';
import { viewKept } from './kept.js';
import { viewLargeLinks } from './large-links.js';
import { viewOwnership } from './ownership-view.js';
import { viewPages } from './pages-view.js';
import { viewPaired } from './pair-view.js';
import { viewParts } from './parts-view.js';
import { viewPrefixes } from './prefixes-view.js';
import { viewSchemas } from './schemas-view.js';
import { viewSearch } from './search-view.js';
import { viewSlugs } from './slugs.js';
import { viewSorts } from './sorts-view.js';
import { viewTimes } from './times-view.js';
import { viewTogetherness } from './together-view.js';
import { viewVersions } from './version-view.js';

/**
 * Returns what all templates of features see besides the feature itself.
 *
 * @param feature the feature, in whatever dialect the project has.
 */
export function viewForTemplates(feature: FeatureView) {
  const { inJson } = feature;
  const { aLabel, enums, fields, implied, label, labels, links, references, writable } = feature;
  const renamed = fields.filter(({ isRenamed }) => isRenamed);
  const respelt = fields.filter(({ attribute, json }) => json !== attribute);
  const isRenamed = [...fields, ...feature.parts.flatMap(({ part }) => part.fields)].some(
    (field) => field.isRenamed,
  );
  const { filters, guards, has, unique, varied, visible } = feature;
  const takesBody = has.create || has.update;
  const settableReferences = [...references, ...links].filter(({ spec }) => !spec.readonly);
  const repeatable = unique.filter((field) => !isLeftOpen(field));
  const settableRepeatable = repeatable.filter(({ spec }) => !spec.readonly);
  const { choiceAttributes, ...choosing } = viewChoices(feature);
  const { comparisonAttributes, ...comparing } = viewComparing(feature);
  const { prefixAttributes, ...beginning } = viewPrefixes(feature);
  return {
    /** `Order item`, `Order items`, `An order item`: for the beginning of a sentence. */
    Label: capitalised(label),
    Labels: capitalised(labels),
    ALabel: capitalised(aLabel),
    knownByName: (moduleOf: (target: TargetView) => string) => knownByName(feature, moduleOf),
    /** The classes of its enums. */
    enumClasses: enums.map(({ className }) => className),
    /** The fields that no response shows. */
    hidden: fields.filter(({ spec }) => spec.private),
    /** What no caller can set, by the names that the API has for it. */
    readonly: [
      ...[...fields, ...implied].filter(({ spec }) => spec.readonly),
      ...feature.callerLinks.flatMap(({ count, linked, name }) =>
        [name, inJson(count), inJson(linked)].map((json) => ({ json })),
      ),
      ...feature.largeLinks.flatMap(({ count, json, relationship }) =>
        [relationship, json, inJson(count)].map((name) => ({ json: name })),
      ),
      ...feature.counts,
    ],
    /** The fields that a caller has to send and cannot clear. */
    required: writable.filter(({ spec }) => !spec.optional),
    /** The references and links that a caller can set. */
    settableReferences,
    /** The references that a caller can clear, and sees, of which a test row has one. */
    clearable: references.filter(
      (field) => isClearable(field.spec) && field.spec.embed === undefined && !isLeftOpen(field),
    ),
    /** Whether its rows can be linked to others of them, or to themselves. */
    linksToItself: links.some(({ target }) => target.self),
    /** Those that refer to rows of the same feature, and keep them from being deleted. */
    ownReferences: settableReferences.filter(
      ({ spec, target }) => spec.type === 'ref' && target.self && spec['on-delete'] === undefined,
    ),
    /** The links that a caller can set and see, and that lead to other features. */
    shownLinks: links.filter(({ spec, target }) => !spec.readonly && !spec.private && !target.self),
    /** The same for those that lead to rows of the same feature. */
    shownOwnLinks: links.filter(
      ({ spec, target }) => !spec.readonly && !spec.private && target.self,
    ),
    /** The decimals that a caller can set. */
    writableDecimals: writable.filter(({ spec }) => spec.type === 'decimal'),
    /** A field that a test can change: it has two values and is not a reference. */
    changeable: changeableOf(writable),
    /** The fields that the API calls otherwise than Python does. */
    renamed,
    /** The arguments with which a request is made of a row, and JSON of a request. */
    byName: isRenamed ? ', by_alias=False, by_name=True' : '',
    byAlias: isRenamed || respelt.length > 0 ? ', by_alias=True' : '',
    /** The attribute of a row whose key is in a variable of this name. */
    attributeOf: (variable: string) =>
      respelt.length > 0 ? `ATTRIBUTE_OF.get(${variable}, ${variable})` : variable,
    /** What modules of tests import from that of factories to know attributes by keys. */
    attributesImport: respelt.length > 0 ? 'ATTRIBUTE_OF,' : '',
    /** The lines of a test that get what items are sorted by. */
    sortedValues: (items: string) =>
      renamed.length > 0
        ? [
            '    key = sort.removeprefix("-")',
            `    values = [getattr(item, ATTRIBUTE_OF.get(key, key)) for item in ${items}]`,
          ]
        : [`    values = [getattr(item, sort.removeprefix("-")) for item in ${items}]`],
    /** Returns a request that changes one field, made of the class of such requests. */
    changeWith: (request: string) => changeWith(request, changeableOf(writable)),
    /** Whether a column has a name that the API does not know. */
    hasOwnColumns: fields.some(({ columnName, key, spec }) => spec.unique && columnName !== key),
    /** The definition of that, in the module of factories. */
    attributes:
      respelt.length > 0
        ? [
            '# What rows call otherwise than requests and answers do.',
            `ATTRIBUTE_OF = {${[...new Set(respelt.flatMap(attributeEntries))].join(', ')}}`,
            '',
          ]
        : [],
    listed,
    lines,
    /** Whether any request has a body. */
    takesBody,
    /**
     * The argument of an endpoint's decorator that says who may call, after a comma; empty if
     * everyone may.
     */
    guardArgument: {
      read: guardArgument(guards.read),
      write: guardArgument(guards.write),
      delete: guardArgument(guards.delete),
    },
    /** The same for how an endpoint refuses. */
    errorsArgument: viewErrors(feature),
    /** The unique fields that a test can set to the value of another row. */
    repeatable,
    /** Those of them that a caller can set. */
    settableRepeatable,
    /** Those of them that a caller can set and is shown. */
    shownRepeatable: settableRepeatable.filter(({ spec }) => !spec.private),
    /** Whether the rows of a test are numbered, so that their unique fields differ. */
    numbered: fields.some((field) => varied.has(field.spec.name) && !isReference(field)),
    /**
     * Keys of a request, each with a value that breaks a rule: `("price", "not-a-number")`.
     */
    invalidValues: takesBody
      ? writable.flatMap(({ invalid, json }) => invalid.map((value) => `("${json}", ${value})`))
      : [],
    /** Keys of a request, each with a value at a limit: `("stock", 0)`. */
    limitValues: writable.flatMap(({ json, limits = [] }) =>
      [...new Set(limits)].map((value) => `("${json}", ${value})`),
    ),
    /** The fields that callers may leave out. */
    omittable: writable.filter(({ assignment, spec }) => assignment !== '' || spec.type === 'slug'),
    /** The fields that callers may leave out and see, each with its default. */
    shownDefaults: writable.filter(
      ({ defaultInJson, spec }) => defaultInJson !== undefined && !spec.private,
    ),
    /** Filters with a value that a test asks for, and another one: `("active", True, False)`. */
    filterSamples: filters
      .filter(({ otherSample, sample, spec }) => !isChosen(spec) && sample !== otherSample)
      .map(({ attribute, sample, otherSample }) => `("${attribute}", ${sample}, ${otherSample})`),
    /** Values that callers see though none may send them: `"contact": "nobody"`. */
    storedOnly: visible.flatMap((field) => {
      // The factory calls it by its attribute, the API by its key.
      const value = field.json === field.attribute ? storedOnly(field) : undefined;
      return value === undefined ? [] : [`"${field.attribute}": ${value}`];
    }),
    quoted,
    quotedKeys,
    equals,
    factoryValue: (field: FieldView) => factoryValue(field, varied),
    /** The references whose rows go with what they refer to, or let go of it. */
    decidedOnDelete: decidedOnDelete(feature),
    /** The features, but that of users, that such references point to. */
    onDeleteTargets: [
      ...new Map(
        decidedOnDelete(feature)
          .filter(({ target }) => !target.self && target.feature !== 'user')
          .map(({ target }) => [target.feature, target]),
      ).values(),
    ],
    deletesUsers: decidedOnDelete(feature).some(({ target }) => target.feature === 'user'),
    /** The references and links that a caller can set, each with a value that refers to nothing. */
    unknownReferences: settableReferences.map(({ json, key, spec, target }) => ({
      attribute: key,
      json,
      value: spec.type === 'refs' ? `[${target.ids.unknownInJson}]` : target.ids.unknownInJson,
    })),
    /** The fields by which a row is looked up, each with what makes a text of a value. */
    lookupTests: feature.lookups.map((lookup) => ({
      ...lookup,
      valueOf: (value: string) => (lookup.field.plainType === 'str' ? value : `str(${value})`),
    })),
    ...viewIds(feature),
    ...viewSlugs(feature),
    ...viewPages(feature),
    ...viewPaired(feature),
    ...viewSorts(feature),
    ...viewSchemas(feature),
    ...choosing,
    ...comparing,
    ...beginning,
    /** The filters that are attributes of the model. */
    filterAttributes: [...comparisonAttributes, ...choiceAttributes, ...prefixAttributes],
    ...viewFactory(feature),
    ...viewSearch(feature),
    ...viewTogetherness(feature),
    ...viewTimes(feature),
    ...viewKept(feature),
    ...viewVersions(feature),
    ...viewOwnership(feature),
    ...viewFiles(feature),
    ...viewFlows(feature),
    ...viewEmbeds(feature),
    ...viewIncludes(feature),
    ...viewCallerLinks(feature),
    ...viewFeed(feature),
    ...viewEachLinks(feature),
    ...viewLargeLinks(feature),
    ...viewCounts(feature),
    ...viewParts(feature),
  };
}

/**
 * Returns the lines that import the models that a feature leads to and that lead back to it: for type checkers alone, as
 * neither module can come first.
 */
export function knownByName(
  { targetsAfter }: FeatureView,
  moduleOf: (target: TargetView) => string,
): readonly string[] {
  if (targetsAfter.length === 0) return [];
  const imports = targetsAfter.map((each) => `    from ${moduleOf(each)} import ${each.Model}`);
  return ['', 'if TYPE_CHECKING:', ...imports];
}

/** Returns the statuses that each endpoint refuses with, as the argument of its decorator. */
function viewErrors({ ownerRules, pair, parent, spec, versioned }: FeatureView) {
  const errors = (action: Action, ...codes: readonly number[]) =>
    errorsFor(spec.access[action], ...codes);
  const errorsFor = ({ kind }: Access, ...codes: readonly number[]) => {
    const asked = kind === 'public' ? [] : [401];
    const all = [...codes, ...asked, ...(kind === 'roles' ? [403] : [])].sort();
    return `error_responses(${all.join(', ')})`;
  };
  const argument = (responses: string) => `, responses=${responses}`;
  const showing = (status: number, responses: string) =>
    argument(versioned ? `{${status}: WITH_ETAG, **${responses}}` : responses);
  const aboveIt = parent === undefined ? [] : [404];
  const outdated = versioned ? [412] : [];
  const ofPair = (action: Action) =>
    pair?.isOwn ? linkAccess(spec.access[action]) : spec.access[action];
  const strangers = (action: Action) => (ownerRules[action]?.allowed === undefined ? [] : [403]);
  // Nobody is a stranger to what is their own by its URL.
  const strangersTo = (action: Action) => (pair?.isOwn ? [] : strangers(action));
  return {
    list: argument(errors('read', ...aboveIt)),
    create: showing(201, errors('write', 400, ...aboveIt, 409)),
    createMany: argument(errors('write', 400, ...aboveIt, 409)),
    get: showing(200, errors('read', 404)),
    update: showing(200, errors('write', 400, 404, 409, ...outdated, ...strangers('write'))),
    step: showing(200, errors('write', 404, 409, ...outdated, ...strangers('write'))),
    /** The same for an action: what stands against it is a conflict. */
    ofAction: ({ access, rule }: ActionView) =>
      showing(
        200,
        errorsFor(access, 404, 409, ...outdated, ...(rule?.allowed === undefined ? [] : [403])),
      ),
    delete: argument(errors('delete', 404, 409, ...outdated, ...strangers('delete'))),
    link: argument(errorsFor(linkAccess(spec.access.read), 404)),
    listLinked: argument(errors('read', 404)),
    changeLinked: argument(errors('write', 404, 409, ...strangers('write'))),
    /** The same for a list under a side of a pair. */
    under: argument(errors('read', 404)),
    /** The same for what finds and removes a row by its pair, for which the caller has to be known if they are one side. */
    find: showing(200, errorsFor(ofPair('read'), 404)),
    remove: argument(errorsFor(ofPair('delete'), 404, 409, ...outdated, ...strangersTo('delete'))),
    /** The same for what puts a pair, which may have been made; `shown` is what it answers with. */
    put: (shown: string) => {
      const made = `201: {"model": ${shown}${versioned ? ', **WITH_ETAG' : ''}}`;
      const refused = errors('write', 400, 404, 409, ...outdated, ...strangersTo('write'));
      return argument(`{${versioned ? '200: WITH_ETAG, ' : ''}${made}, **${refused}}`);
    },
    upload: showing(200, errors('write', 404, 409, ...outdated, 413, 415, ...strangers('write'))),
    deleteFile: argument(errors('write', 404, 409, ...outdated, ...strangers('write'))),
    /** How a download is answered. */
    download: (answer: string) => argument(`{200: ${answer}, **${errors('read', 404)}}`),
  };
}

function guardArgument(guard: string): string {
  return guard === '' ? '' : `, dependencies=[${guard}]`;
}

/** Returns a comparison with a value in Python: `is None`, `== 12`. */
function equals(value: string): string {
  return `${['None', 'True', 'False'].includes(value) ? 'is' : '=='} ${value}`;
}

/** Returns the default value of a field in the rows of tests; `n` is the number of the row. */
function factoryValue(field: FieldView, varied: ReadonlySet<string>): string {
  if (field.spec.type === 'ref') return isLeftOpen(field) ? 'None' : field.sample;
  return varied.has(field.spec.name) ? field.sampleOfN : field.sample;
}

/** Returns a text that a column takes though its field refuses it; undefined if there is no such simple one. */
function storedOnly({ column, invalid, spec }: FieldView): string | undefined {
  if (!/^(String|Text)\b/.test(column)) return undefined;
  const { max = Number.POSITIVE_INFINITY, min = 0 } = spec;
  return invalid.find((value) => {
    const { length } = value.slice(1, -1).replaceAll(/\\(?:u[\da-f]{4}|.)/g, 'x');
    const isText = /^".*"$/.test(value) && !value.includes('\\x00');
    return isText && length >= Number(min) && length <= Number(max);
  });
}

/** Returns a field that a test can change, rather one that has one name only. */
function changeableOf(writable: readonly FieldView[]): FieldView | undefined {
  const fit = writable.filter((field) => !isReference(field) && field.sample !== field.otherSample);
  // What a state can become depends on what it is.
  const free = fit.filter(({ spec }) => spec.flow === undefined);
  return free.find(({ isRenamed }) => !isRenamed) ?? free[0] ?? fit[0];
}

function changeWith(request: string, field: FieldView | undefined): string {
  if (field === undefined) return `${request}()`;
  const { attribute, isRenamed, json, otherSample } = field;
  return isRenamed
    ? `${request}.model_validate({"${json}": ${otherSample}})`
    : `${request}(${attribute}=${otherSample})`;
}

function isReference({ spec }: FieldView): boolean {
  return spec.type === 'ref' || hasOwnTable(spec.type);
}

/** Joins words as in a sentence: `name, token or contact`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${last}` : last;
}

/** Joins texts as whole lines; empty if there are none: `<%- lines(imports) -%>`. */
export function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

/** Returns the keys of fields in JSON as Python strings: `"name", "type"`. */
export function quotedKeys(fields: readonly Pick<FieldView, 'json'>[]): string {
  return fields.map(({ json }) => `"${json}"`).join(', ');
}

/** Returns what rows call a field, by all that requests and sorting call it. */
function attributeEntries({ attribute, isRenamed, json, key }: FieldView): string[] {
  return [json, ...(isRenamed ? [key] : [])].map((each) => `"${each}": "${attribute}"`);
}

/** Returns the attributes of fields as Python strings: `"name", "type_"`. */
export function quoted(fields: readonly FieldView[]): string {
  return fields.map(({ attribute }) => `"${attribute}"`).join(', ');
}

/** Whether a caller can take a value away, and sees that. */
function isClearable(spec: FieldView['spec']): boolean {
  return spec.optional && !spec.readonly && !spec.private;
}
