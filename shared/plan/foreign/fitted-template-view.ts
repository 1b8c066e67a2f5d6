/** What the templates of fitted features would otherwise work out by themselves, each under one name. */

import type { FieldView } from '../feature-view.js';
import type { viewFitted } from './fitted-view.js';

/**
 * What templates see beside the fitted feature itself, and what all templates see.
 *
 * @param view the feature, in the backend's own terms.
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
    visible,
    wait,
    writable,
  } = view;
  const rowEndpoint = has.get ? 'get' : has.update ? 'update' : 'delete';
  const lacksAsyncSqlite = wait !== '' && !hasAsyncSqlite;
  return {
    /** An expression that a session gives, waited for where it has to be. */
    awaited: (expression: string) => (wait === '' ? expression : `(await ${expression})`),
    /** What the router's module defines for its endpoints: the session's type, and who may call. */
    routerDefinitions: [
      ...(session.aliasLine === undefined ? [] : ['', session.aliasLine]),
      ...view.guardLines,
    ],
    createFields: writable.map(
      ({ attribute, checkedAnnotation, assignment }) =>
        `    ${attribute}: ${checkedAnnotation}${assignment}`,
    ),
    updateFields: writable.map(
      ({ attribute, checkedType }) => `    ${attribute}: ${checkedType} | None = None`,
    ),
    /** What an answer shows behind the id. */
    answerFields: [
      ...visible.map(({ attribute, plainAnnotation }) => `    ${attribute}: ${plainAnnotation}`),
      ...times.map(({ name, nullable }) => `    ${name}: datetime${nullable ? ' | None' : ''}`),
    ],
    /** The line with which a service gets its repository, where the project has such a layer. */
    repositoryMade: files.repository
      ? [`        self.${features} = ${Feature}Repository(${session.name})`]
      : [],
    ...viewLinkedValues(view),
    // Tests.
    /** Whether sessions are asynchronous, but no driver for SQLite is. */
    lacksAsyncSqlite,
    testSessionImport: lacksAsyncSqlite ? 'from sqlalchemy.orm import Session' : session.typeImport,
    /** The line that makes the application, where the project has a function that does. */
    applicationMade: view.application.isFactory ? [`app = ${view.application.name}()`] : [],
    /** The parameters of the fixture whose client may do everything. */
    clientParameters: [
      'visitor: TestClient',
      ...(view.overrides.length > 0 ? ['monkeypatch: pytest.MonkeyPatch'] : []),
    ].join(', '),
    /** The arguments of a valid body, the `n`th of its kind. */
    bodyArguments: writable.map((field) => `        ${field.attribute}=${bodyValue(view, field)},`),
    /** What a caller sets, and no answer shows. */
    secrets: writable.filter(({ spec }) => spec.private),
    /** A field that a caller can set to a value that another row has. */
    uniqueField: unique.find(({ spec }) => !spec.readonly),
    /** The URL of a row. */
    rowUrl: (id: string) => `app.url_path_for("${rowEndpoint}_${feature}", ${feature}_id=${id})`,
  };
}

/** What a row is made of, or changed to: as it was asked for, or with the rows in it that ids stand for. */
function viewLinkedValues({ files, links, session, wait }: ReturnType<typeof viewFitted>) {
  const asked = 'data.model_dump()';
  const changes = 'data.model_dump(exclude_unset=True)';
  if (links.length === 0) {
    return { linkedValues: [], linkedChanges: [], values: asked, changes };
  }
  // Where there is no service, the endpoints do it themselves.
  const resolved = (dumped: string) =>
    files.service
      ? `        values = ${wait}self._with_links(${dumped})`
      : `    values = ${wait}_with_links(${session.name}, ${dumped})`;
  return {
    /** The line that puts rows in place of ids. */
    linkedValues: [resolved(asked)],
    linkedChanges: [resolved(changes)],
    values: 'values',
    changes: 'values',
  };
}

/** A row cannot refer to another of its kind where there is none yet. */
function bodyValue(
  { references }: ReturnType<typeof viewFitted>,
  { attribute, sample, sampleOfN, spec }: FieldView,
): string {
  const reference = references.find((one) => one.attribute === attribute);
  if (reference?.target.self) return 'None';
  return spec.unique && reference === undefined ? sampleOfN : sample;
}
