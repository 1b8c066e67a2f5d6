/**
 * What several templates of fitted features would otherwise have to work out themselves, each under
 * one name.
 */

import { isFilled } from '../../../feature/field/text-type.js';
import { definitionOf, type FieldType, settingsOf } from '../../../feature/field/types.js';
import { type FieldView, isLeftOpen } from '../../feature-view.js';
import { declareShown, viewSchemas, withAlias } from '../../schemas-view.js';
import type { viewFitted } from './view.js';

/**
 * Returns what templates see besides the fitted feature and what all templates see.
 *
 * @param view the feature, in the terms of the existing backend.
 */
export function viewForFittedTemplates(view: ReturnType<typeof viewFitted>) {
  const {
    Feature,
    feature,
    features,
    files,
    has,
    hasAsyncSqlite,
    session,
    times,
    unique,
    utc,
    visible,
    wait,
    writable,
  } = view;
  const rowEndpoint = has.get ? 'get' : has.update ? 'update' : 'delete';
  const isInstant = (field: FieldView) => view.losesZones && field.spec.type === 'datetime';
  const { schemaFields } = viewSchemas(view);
  const lacksAsyncSqlite = wait !== '' && !hasAsyncSqlite;
  return {
    /** Awaits an expression of the session, if the session is asynchronous. */
    awaited: (expression: string) => (wait === '' ? expression : `(await ${expression})`),
    /**
     * The definitions that endpoints need in the module of the router: the type of the session, and
     * who may call.
     */
    routerDefinitions: [
      ...(session.aliasLine === undefined ? [] : ['', session.aliasLine]),
      ...view.guardLines,
    ],
    createFields: schemaFields.creatable,
    ...viewRules(writable),
    updateFields: writable.map(
      ({ attribute, checkedType, key }) =>
        `    ${attribute}: ${checkedType} | None${withAlias(' = None', attribute, key)}`,
    ),
    /** The fields of a response after the id. */
    answerFields: [
      ...visible.map((field) =>
        declareShown(
          field,
          isInstant(field) ? zoned(field.plainAnnotation, utc) : field.plainAnnotation,
        ),
      ),
      ...times.map(({ name, nullable }) => `    ${name}: datetime${nullable ? ' | None' : ''}`),
    ],
    /** The line in which a service creates its repository, if the project has that layer. */
    repositoryMade: files.repository
      ? [`        self.${features} = ${Feature}Repository(${session.name})`]
      : [],
    ...viewLinkedValues(view),
    // From here on, for tests.
    /** Whether sessions are asynchronous but there is no asynchronous driver for SQLite. */
    lacksAsyncSqlite,
    testSessionImport: lacksAsyncSqlite ? 'from sqlalchemy.orm import Session' : session.typeImport,
    /** The line that creates the application, if the project has a function for it. */
    applicationMade: view.application.isFactory ? [`app = ${view.application.name}()`] : [],
    /** The parameters of the fixture whose client may do everything. */
    clientParameters: [
      'visitor: TestClient',
      ...(view.overrides.length > 0 ? ['monkeypatch: pytest.MonkeyPatch'] : []),
    ].join(', '),
    ...viewBody(view),
    /** The fields that a caller sets and no response shows. */
    secrets: writable.filter(({ spec }) => spec.private),
    /** An instant that a caller sets and sees, where the database would lose its zone. */
    instant:
      has.create && has.get
        ? writable.find((field) => isInstant(field) && !field.spec.private)
        : undefined,
    /** A field that a caller can set to the value of another row. */
    uniqueField: unique.find((field) => !field.spec.readonly && !isLeftOpen(field)),
    /** The URL of a row. */
    rowUrl: (id: string) => `app.url_path_for("${rowEndpoint}_${feature}", ${feature}_id=${id})`,
  };
}

/** Returns the `n`th valid body as a call in lines: by keywords, unless the API has names that Python has not. */
function viewBody({ Feature, varied, writable }: ReturnType<typeof viewFitted>) {
  const bodyValue = (field: FieldView) => sampleFor(field, varied);
  if (!writable.some(({ isRenamed }) => isRenamed)) {
    const given = writable.map((field) => `        ${field.attribute}=${bodyValue(field)},`);
    return { body: [`    data = ${Feature}Create(`, ...given, '    )'] };
  }
  const given = writable.map((field) => `        "${field.key}": ${bodyValue(field)},`);
  return { body: [`    data = ${Feature}Create.model_validate({`, ...given, '    })'] };
}

/**
 * Returns the values that a row is created from or updated with: those of the request, with rows in
 * place of the ids that link them.
 */
function viewLinkedValues({ checked, files, links, session, wait }: ReturnType<typeof viewFitted>) {
  const asked = 'data.model_dump()';
  const changes = 'data.model_dump(exclude_unset=True)';
  if (links.length + checked.length === 0) {
    return { linkedValues: [], linkedChanges: [], values: asked, changes };
  }
  // Without a service, endpoints do it themselves.
  const indent = files.service ? '        ' : '    ';
  const call = (name: string, values: string) =>
    wait + (files.service ? `self.${name}(${values})` : `${name}(${session.name}, ${values})`);
  const resolved = (dumped: string) => [
    `${indent}values = ${links.length === 0 ? dumped : call('_with_links', dumped)}`,
    ...(checked.length === 0 ? [] : [indent + call('_refuse_missing', 'values')]),
  ];
  return {
    /** The lines that replace ids by rows, and refuse those that no row has. */
    linkedValues: resolved(asked),
    linkedChanges: resolved(changes),
    values: 'values',
    changes: 'values',
  };
}

/** Returns the fields whose rules the types of the schemas do not say. */
function viewRules(writable: readonly FieldView[]) {
  /** The type of the field, or of what it is a list of. */
  const typeOf = ({ spec }: FieldView) => (spec.items as FieldType | undefined) ?? spec.type;
  /** Other texts, such as addresses, have a form that is never blank. */
  const isFree = (field: FieldView) => settingsOf(typeOf(field)).includes('pattern');
  return {
    /** The texts that have to be on one line. */
    onOneLine: writable.filter((field) => definitionOf(typeOf(field)).isOneLine),
    /** The texts that must not be blank. */
    filled: writable.filter(
      (field) => isFree(field) && (field.spec.type === 'list' || isFilled(field.spec)),
    ),
    /** What Python would take true for 1 in. */
    numbers: writable.filter(({ plainType }) => /^(list\[)?(int|float)\]?$/.test(plainType)),
  };
}

/** Returns the type of an instant that was kept in UTC, and comes back without saying so. */
function zoned(annotation: string, utc: string): string {
  const shown = `Annotated[datetime, AfterValidator(lambda at: at if at.tzinfo else at.replace(tzinfo=${utc}))]`;
  return annotation.replace(/\bdatetime\b/, () => shown);
}

/** The first row cannot refer to another row of its own table. */
function sampleFor(field: FieldView, varied: ReadonlySet<string>): string {
  if (isLeftOpen(field) && field.spec.type === 'ref') return 'None';
  return varied.has(field.spec.name) ? field.sampleOfN : field.sample;
}
