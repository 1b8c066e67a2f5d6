/** What the templates of the onion architecture see besides what all templates see. */
import { hasOwnTable } from '../../shared/feature/field/types.js';
import { viewReading } from '../../shared/plan/embeds-view.js';
import type {
  ActionView,
  FeatureView,
  LookupView,
  ReferenceView,
  TargetView,
} from '../../shared/plan/feature-view.js';
import { viewIds } from '../../shared/plan/id-view.js';
import { viewIncluding } from '../../shared/plan/includes-view.js';
import { linkOptions } from '../../shared/plan/links-view.js';
import { type Ruled, viewOwnership } from '../../shared/plan/ownership-view.js';
import { parametersOfPair } from '../../shared/plan/pair-view.js';
import { partReferencesOf } from '../../shared/plan/parts-view.js';
import { viewVersions } from '../../shared/plan/version-view.js';

/**
 * Works out what the layers of a slice and their tests say about a feature.
 *
 * @param feature the feature.
 */
export function viewForOnion(feature: FeatureView) {
  return {
    ...viewForEntity(feature),
    // Nothing tells a type checker that a user who has signed in is stored.
    pairParameters: parametersOfPair(feature, ' | None'),
    ...viewForUseCases(feature),
    ...viewForDatabase(feature),
    ...viewForTests(feature),
  };
}

/** What the lines of a method begin with. */
const INDENT = '        ';

function viewForEntity(view: FeatureView) {
  const { hasUuids, idWaiver } = viewIds(view);
  return {
    /** The lines of its fields; where they are not what identifies it, a UUID is. */
    entityFields: [
      ...(hasUuids ? [`    id: UUID | None = None${idWaiver}`] : []),
      ...[...view.fields, ...view.implied].map(
        ({ assignment, attribute, checkedAnnotation }) =>
          `    ${attribute}: ${checkedAnnotation}${assignment}${attribute === 'id' ? idWaiver : ''}`,
      ),
    ],
  };
}

function viewForUseCases(view: FeatureView) {
  const { Feature, feature, label, links, lookedUp, referenceTargets, refusesTaken } = view;
  const { keyWord } = viewIds(view);
  const { versions } = viewVersions(view);
  const { laterVersionCheck, lookup, orHidden, orHiddenFor, ownerCheck, raisedForStrangers } =
    viewOwnership(view);
  const refersToItself = lookedUp.some(({ target }) => target.self);
  const ledByCommas = (word: (target: TargetView) => string) =>
    referenceTargets.map((target) => `, ${word(target)}`).join('');
  const parameters = ledByCommas(
    (target) => `${target.feature}_repo: I${target.Feature}Repository`,
  );
  const raised = (rules: readonly string[], refers: string) => [
    ...(refusesTaken ? ['ConflictError: a value that has to be unique is taken.'] : []),
    ...rules,
    ...(lookedUp.length + links.length + partReferencesOf(view).length > 0
      ? [`InvalidReferenceError: ${refers} to something that does not exist.`]
      : []),
  ];
  const checked = ledByCommas((target) => `self.${target.feature}_repo`);
  return {
    /** The repositories of its targets, which come after its own wherever both are named. */
    otherRepos: {
      /** `, category_repo: ICategoryRepository` */
      parameters,
      /** `, category_repo: CategoryRepo` */
      injected: ledByCommas((target) => `${target.feature}_repo: ${target.Feature}Repo`),
      /** `, category_repo` */
      passed: ledByCommas((target) => `${target.feature}_repo`),
      /** `, InMemoryCategoryRepository(make_category(id=1))` */
      faked: ledByCommas((target) => `InMemory${target.Feature}Repository(${madeWithId(target)})`),
    },
    /** The repositories in which references are looked up, as parameters. */
    checkParameters: (refersToItself ? `, repo: I${Feature}Repository` : '') + parameters,
    /** The line that checks the references of a row, if it has any. */
    referenceCheck:
      lookedUp.length > 0
        ? [`        _check_references(${feature}${refersToItself ? ', self.repo' : ''}${checked})`]
        : [],
    /** The lines that check whether the caller may do something with a row, and its version. */
    checkedBy: ({ field, parameter }: LookupView) =>
      ownerCheck(
        'read',
        feature,
        'caller',
        `EntityNotFoundError("${label}", ${parameter}, "${field.label}")`,
        '        ',
      ),
    checked: (action: Ruled) => [
      ...ownerCheck(
        action,
        feature,
        'caller',
        `EntityNotFoundError("${label}", ${feature}_id${keyWord})`,
        INDENT,
      ),
      ...laterVersionCheck(action, feature, INDENT),
    ],
    /** The lines that find a row whose files are changed, and check whether the caller may do that. */
    foundToChange: [
      `        ${feature} = _get_existing(self.repo, ${feature}_id, for_update=True${lookup.keyword.write})`,
      ...ownerCheck(
        'write',
        feature,
        'caller',
        `EntityNotFoundError("${label}", ${feature}_id${keyWord})`,
        INDENT,
      ),
      ...laterVersionCheck('write', feature, INDENT),
    ],
    /** The lines that check whether the caller may add or remove a link, which is no change of what else a row says. */
    checkedLink: ownerCheck(
      'write',
      feature,
      'caller',
      `EntityNotFoundError("${label}", ${feature}_id${keyWord})`,
      INDENT,
    ),
    /** What use cases raise, for their docstrings. */
    raised: {
      onCreate: raised(['InvalidEntityError: the draft breaks a rule of the domain.'], 'it refers'),
      onUpdate: raised(
        [
          `EntityNotFoundError: there is none with this id${orHidden.write}.`,
          'InvalidEntityError: the changes break a rule of the domain.',
        ],
        'they refer',
      )
        .concat(raisedForStrangers('write', { denied: 'PermissionDeniedError:' }, ''))
        .concat(versions.raised('')),
      onAction: (action: ActionView) =>
        (action.step ? ['ConflictError: the state cannot follow the one it is in.'] : [])
          .concat(`EntityNotFoundError: there is none with this id${orHiddenFor(action)}.`)
          .concat(raisedForStrangers(action, { denied: 'PermissionDeniedError:' }, ''))
          .concat(versions.raised('')),
      onStep: [
        'ConflictError: the state cannot follow the one it is in.',
        `EntityNotFoundError: there is none with this id${orHidden.write}.`,
      ]
        .concat(raisedForStrangers('write', { denied: 'PermissionDeniedError:' }, ''))
        .concat(versions.raised('')),
    },
  };
}

/** Returns a row that a test refers to. Its id is what tests refer to, which the rules of a key need not allow. */
function madeWithId({ feature, ids, key }: TargetView): string {
  const isRuled = key !== 'id' && ids.plain === 'str';
  return isRuled
    ? `make_${feature}().model_copy(update={"id": ${ids.sample}})`
    : `make_${feature}(id=${ids.sample})`;
}

function viewForDatabase(view: FeatureView) {
  const {
    Feature,
    callerLinks,
    embeds,
    feature,
    hasTimes,
    implied,
    includes,
    kept,
    key,
    largeLinks,
    links,
    naturalKey,
    parts,
  } = view;
  const { selfLinks } = viewIds(view);
  const hasLinks = callerLinks.length > 0;
  const files = view.fields.filter(({ spec }) => spec.type === 'file');
  // A dump of an entity would have them as dictionaries.
  const copiedFiles = files.map(
    ({ attribute }) => `        row.${attribute} = ${feature}.${attribute}`,
  );
  const notCopied = [
    ...(naturalKey ? [] : ['id']),
    ...(hasTimes ? ['created_at', 'updated_at'] : []),
    ...[...implied, ...links, ...parts.map(({ field }) => field), ...embeds, ...includes].map(
      ({ attribute }) => attribute,
    ),
    ...callerLinks.flatMap(({ count, linked }) => [count, linked]),
    ...files.map(({ attribute }) => attribute),
    ...largeLinks.map(({ count }) => count),
  ].map((name) => `"${name}"`);
  const modelOf = ({ Model }: TargetView) => Model;
  const withoutRest = '.lazyload("*")';
  const { embedOptions, ...reading } = viewReading(view, `${Feature}Model`, modelOf, {
    withoutRest,
  });
  const options = [...linkOptions(view, `${Feature}Model`, modelOf, withoutRest), ...embedOptions];
  const selectRows = (...more: readonly string[]) => {
    const loaded = [...options, ...more].join(', ');
    return `select(${Feature}Model)${loaded && `.options(${loaded})`}`;
  };
  const { askedOf, includedTable } = viewIncluding(view, `${Feature}Model`, modelOf, withoutRest);
  return {
    ...reading,
    includedTable,
    /** The answers' rows of other features, those that are always shown and those that are asked for. */
    shownRows: [...embeds, ...includes],
    /** The bases of the model. */
    bases: [...(hasTimes ? ['TimestampMixin'] : []), ...(kept ? ['KeptMixin'] : []), 'Base'].join(
      ', ',
    ),
    /** What reads rows and looks for them, and how that is told: some may be deleted, though they stay. */
    rows: kept
      ? {
          get: 'get_left',
          exists: 'hold_left',
          holds: `self.exists(${feature}_id) or not `,
          looks: 'Look for a row that others may refer to; nobody deletes it meanwhile.',
          deletes: 'Mark a row that exists as deleted; it stays, hidden.',
        }
      : {
          get: 'get_row',
          exists: 'row_exists',
          holds: '',
          looks: 'Look for a row, without reading it.',
          deletes: 'Remove a row that exists.',
        },
    /** The statement that selects its rows, with the ids they link to and what is shown of others along with them. */
    selectRows: selectRows(),
    /** The same with what a caller asks for along with them, if anybody can. */
    selectRowsWith: (names: string) =>
      includes.length > 0 ? selectRows(`*(${askedOf(names)})`) : selectRows(),
    /** What callers ask for along with one row, as each layer says it. */
    asked:
      includes.length > 0
        ? {
            /** The parameter of an endpoint, after a comma, and what it passes on. */
            parameter: `, query: Annotated[Get${Feature}Request, Query()]`,
            argument: ', query.include',
            /** The parameter of what is inside, and what that passes on. */
            named: ', include: Collection[str] = ()',
            passed: ', include=include',
            said: ', and what is asked for along with it',
            documented: ['        What it refers to comes along if `include` names it.'],
          }
        : { parameter: '', argument: '', named: '', passed: '', said: '', documented: [] },
    /** The parameter by which callers ask for it. */
    includeParameters:
      includes.length > 0 ? [`    include: ${Feature}Include = Field(default_factory=list)`] : [],
    /** Returns a row as an entity, with what the caller is told of it. */
    restored: (row: string) =>
      hasLinks ? `self._restore([${row}])[0]` : `${Feature}.restore(${row})`,
    /** The same for several rows. */
    restoredAll: (rows: string) =>
      hasLinks ? `self._restore(${rows})` : `[${Feature}.restore(row) for row in ${rows}]`,
    /** The attributes of an entity that tell the caller how many are linked to it, and whether they are, and how many rows it is linked to. */
    toldAttributes: [
      ...callerLinks.flatMap(({ count, linked }) => [
        `    ${count}: int = 0`,
        `    ${linked}: bool = False`,
      ]),
      ...largeLinks.map(({ count }) => `    ${count}: int = 0`),
    ],
    /** The set of what the database sets by itself, or what has no column of its own. */
    notCopied: notCopied.length === 0 ? 'set[str]()' : `{${notCopied.join(', ')}}`,
    /** The lines that leave only what the caller is linked to, or is not. */
    linkedStatements: callerLinks.map(
      ({ linked, table }) =>
        `        statement = linked_only(statement, ${Feature}Model, ${table}, self.caller_id, query.${linked})`,
    ),
    /** The parameters by which callers say which of the two they want. */
    linkedParameters: callerLinks.map(({ linked }) => `    ${linked}: Omittable[bool] = None`),
    /** The lines that replace the ids of linked rows by the rows. */
    linkedRows: [
      ...copiedFiles,
      ...links.map(
        ({ attribute, relationship }) =>
          `        row.${relationship} = self._get_${relationship}(${feature}.${attribute})`,
      ),
      ...selfLinks.flatMap(({ relationship }) => [
        `        if any(each.id == row.id for each in row.${relationship}):`,
        `            raise ConflictError("${key}: this value already exists.")`,
      ]),
      ...parts.map(
        ({ field: { attribute } }) =>
          `        row.${attribute} = self._make_${attribute}(${feature}.${attribute})`,
      ),
    ],
    /** The lines that do so where other rows are linked than before. */
    changedLinks: [
      ...copiedFiles,
      ...links.flatMap(({ attribute, relationship }) => [
        `        if ${feature}.${attribute} != row.${attribute}:`,
        `            row.${relationship} = self._get_${relationship}(${feature}.${attribute})`,
      ]),
      ...parts.flatMap(({ field: { attribute }, Given }) => [
        `        if ${feature}.${attribute} != [${Given}.restore(each) for each in row.${attribute}]:`,
        `            row.${attribute} = self._make_${attribute}(${feature}.${attribute})`,
      ]),
    ],
    relatedType,
  };
}

/** Returns the type of a relationship: in quotes if its class is still to be defined. */
function relatedType({ spec, target }: ReferenceView): string {
  const type = target.Model + (spec.optional ? ' | None' : '');
  return target.self || target.closes ? `"${type}"` : type;
}

function viewForTests({
  embeds,
  fields,
  hasTimes,
  includes,
  links,
  parts,
  references,
  targetsBefore,
  versioned,
}: FeatureView) {
  const named = [...references, ...links, ...parts.flatMap(({ part }) => part.references)];
  const bringsRows =
    parts.length > 0 ||
    targetsBefore.some((each) => named.some(({ target }) => target.feature === each.feature));
  return {
    /** What a stored row has besides what it was made of, as Python strings. */
    implicit: [
      ...(hasTimes ? ['"created_at"', '"updated_at"'] : []),
      ...(versioned ? ['"version"'] : []),
      ...[...embeds, ...includes].map(({ attribute }) => `"${attribute}"`),
    ],
    /** What a stored row is created with, including rows for its references. */
    completeOverrides: bringsRows ? '_with_references(db, overrides)' : 'overrides',
    /** Whether a stored row has rows stored for what it refers to; what many are linked to, nothing is linked to yet. */
    bringsRows,
    /** The fields whose default is always the same. */
    fixedDefaults: fields.filter(
      ({ defaultIsCall, defaultValue, spec: { type } }) =>
        defaultValue !== undefined && !defaultIsCall && !hasOwnTable(type),
    ),
  };
}
