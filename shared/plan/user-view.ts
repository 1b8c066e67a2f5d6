/** What the templates of a foundation see of its users: what they have besides an address and a role. */
import { countOf, linkedOf } from '../feature/caller-links.js';
import type { FieldSpec } from '../feature/field/spec.js';
import { FEATURE_KEYS } from '../feature/keys.js';
import { nameFeature, pascalOf, singularOf } from '../feature/naming.js';
import type { FeatureSpec } from '../feature/spec.js';
import { addedFields, NO_USER, readUser, type UserSpec, userLinks } from '../feature/user.js';
import { rememberedUser } from '../project/memory.js';
import type { Workspace } from '../project/workspace.js';
import type { Architecture } from './architecture.js';
import { toldFields, untoldAttributes } from './caller-link-view.js';
import type { FieldView } from './feature-view.js';
import { declareInner, declareSettable } from './schemas-view.js';
import { viewForTemplates } from './template-view.js';
import { targetModule } from './templates.js';
import { viewFeature } from './view/feature.js';

/** Returns what is said of the users of a project. */
export function userOf(architecture: Architecture, workspace: Workspace): UserSpec {
  const said = rememberedUser(workspace);
  return said === undefined ? NO_USER : readUser(said, architecture);
}

/**
 * Returns the fields of users that others may be shown: those that the project says, and those that an architecture gives
 * them for that.
 */
export function shownToOthers(architecture: Architecture, workspace: Workspace): readonly string[] {
  const { others } = userOf(architecture, workspace);
  return [...new Set([...(architecture.usersShow ?? []), ...others])];
}

/** Returns what the templates of a project's foundation see of its users. */
export function viewUser(architecture: Architecture, workspace: Workspace) {
  const user = userOf(architecture, workspace);
  const fields = addedFields(user, architecture);
  const feature = viewAsFeature(architecture, fields);
  const view = viewForTemplates(feature);
  const { aliases, enums, writable } = feature;
  const needed = writable.filter(isNeeded);
  const hasFields = fields.length > 0;
  const importsOf = (...names: readonly string[]) =>
    hasFields ? names.map((name) => `from ${factoriesOf(architecture)} import ${name}`) : [];
  const rowValue = (field: FieldView) =>
    `        "${field.attribute}": ${view.factoryValue(field)},`;
  return {
    /** Whether they have any. */
    hasFields,
    /** Their columns, for the partial of all models. */
    columns: feature.columns,
    /** The constraints and indexes of their table, in a model and in a migration. */
    tableArguments: view.tableArguments.map((each) =>
      each.replaceAll('=LEFT', '=text("deleted_at IS NULL")'),
    ),
    namedTableArguments: view.tableArguments,
    migrationColumns: feature.columns.map(
      ({ columnName, migration, migrationDefault, migrationOptions }) =>
        `        sa.Column("${columnName}", ${migration}${migrationOptions}${migrationDefault}),`,
    ),
    migrationConstraints: view.migrationConstraints.map((each) => `        ${each},`),
    migrationIndexes: view.migrationIndexes.map((each) => `    ${each}`),
    /** The classes of their enums, and the names of those. */
    enumLines: enums.flatMap(({ className, label, members }) => [
      '',
      '',
      `class ${className}(StrEnum):`,
      `    """Every ${label} there is."""`,
      '',
      ...members.map(({ name, value }) => `    ${name} = ${value}`),
    ]),
    enumClasses: view.enumClasses,
    /** The types that say the rules of a field once, and the names of those. */
    aliases: aliases.map(({ name, type }) => `${name} = ${type}`),
    aliasNames: aliases.map(({ name }) => name),
    /** The names of what somebody who registers says; what they say, and what they can change. */
    names: writable.map(({ attribute }) => attribute),
    settable: writable.map(declareSettable),
    changeable: view.schemaFields.update,
    /** The same inside of the API. */
    innerSettable: writable.map(declareInner),
    innerChangeable: view.innerFields.update,
    /** What they are told of themselves. */
    told: view.schemaFields.response,
    ...viewLinks(architecture, workspace, user),
    /** The values of rows in tests. */
    factoryValues: feature.columns.map(rowValue),
    /** Those of bodies with which somebody registers: all that can be given. */
    accountValues: writable.map(rowValue),
    /** What has to be given, by whoever registers and where an admin is made. */
    needed: needed.map(({ json }) => json),
    ...viewCommand(needed),
    /** Those of them that are unique, which another account may have. */
    neededUnique: needed.filter(({ spec }) => spec.unique).map(({ attribute }) => attribute),
    /** What tests try: a field that can be changed, those that are unique, and what breaks a rule. */
    tested: view.changeable,
    unique: feature.unique.map(({ json }) => json),
    invalidValues: view.invalidValues,
    /** The body of a request that registers somebody, in tests, as Python. */
    account: (email: string, password: string, more = '') =>
      hasFields
        ? `make_account(email="${email}", password="${password}"${more.replaceAll(/"(\w+)": /g, '$1=')})`
        : `{"email": "${email}", "password": "${password}"${more}}`,
    /** The same as the arguments of a call. */
    accountArguments: (email: string, password: string, more = '') =>
      hasFields
        ? `**make_account(email=${email}${more}, password=${password})`
        : `email=${email}${more}, password=${password}`,
    /**
     * What the domain is told of somebody who registers, in tests: what a request says in camelCase, a request says to it.
     *
     * @param given the arguments that make it.
     */
    draft: (given: string) =>
      hasFields && architecture.json === 'camel'
        ? `CreateUserRequest(${given}).to_draft()`
        : `UserDraft(${given})`,
    /** What tests import for that, and for what they try of the fields. */
    accountImports: importsOf('make_account'),
    testImports: importsOf('INVALID_VALUES', 'make_account', 'make_own_change'),
  };
}

/** Returns what the templates see of the links that users make to each other, and of what these show of somebody. */
function viewLinks(architecture: Architecture, workspace: Workspace, user: UserSpec) {
  const { userFields = {} } = architecture;
  const standing =
    Object.keys(userFields).length > 0 ? readUser(userFields, architecture) : NO_USER;
  const shown = shownToOthers(architecture, workspace);
  const told = [...standing.fields, ...user.fields].filter(
    ({ name }, index, all) =>
      shown.includes(name) && all.findIndex((each) => each.name === name) === index,
  );
  const shownFields = viewAsFeature(architecture, told);
  const view = viewForTemplates(shownFields);
  const links = userLinks(user).map(viewLink);
  return {
    links,
    /** Whether there are any. */
    hasLinks: links.length > 0,
    /** What others see of somebody besides an id, and the names of that in JSON and in Python. */
    shownToOthers: view.schemaFields.response,
    shownNames: shownFields.visible.map(({ json }) => json),
    /** What a row says of its links before anybody is told. */
    untold: untoldAttributes(links),
    /** The same in answers. */
    toldOfLinks: toldFields(links),
  };
}

/** Returns what the templates see of a link that users make to each other. */
function viewLink(field: FieldSpec) {
  const { name } = field;
  const item = singularOf(name);
  return {
    /** What it is called, also in URLs: `followers`; the same in sentences, and one of them. */
    name,
    label: name.replaceAll('_', ' '),
    item,
    Item: pascalOf(item),
    count: countOf(name),
    linked: linkedOf(field),
    /** Its table, and the column for whoever is in it; the other one is for whose it is. */
    table: `user_${name}`,
    column: `${item}_id`,
  };
}

/** Returns the feature that users with these fields would be. */
function viewAsFeature(architecture: Architecture, fields: FeatureSpec['fields']) {
  // Whoever owns rows is owned by nobody.
  const { owner: _, ...models } = architecture.models;
  return viewFeature(specOf(fields, architecture.keepsUsers === true), {
    models: [],
    conventions: { ...architecture, models },
  });
}

/** Returns what the command that makes an admin sees of what has to be given. */
function viewCommand(needed: readonly FieldView[]) {
  const option = ({ attribute }: FieldView) => attribute.replaceAll('_', '-');
  const isAsked = needed.length > 0;
  const commandTest = (account: string) =>
    needed.map((field) =>
      field.spec.type === 'bool'
        ? `"--${option(field)}"`
        : `f"--${option(field)}={${account}['${field.json}']}"`,
    );
  return {
    /** The lines that declare its options. */
    commandOptions: needed.map(
      (field) =>
        `    parser.add_argument("--${option(field)}", default=argparse.SUPPRESS${parserOf(field)})`,
    ),
    /** What has to be said of an account that is opened, with the options that say it. */
    commandNeeded: isAsked
      ? [
          '',
          '# What an account that stands has said already: the field, and its option.',
          `NEEDED = {${needed.map((field) => `"${field.attribute}": "--${option(field)}"`).join(', ')}}`,
        ]
      : [],
    /** The lines that gather what is said; more of it, as Python. */
    commandSaid: (more = '') =>
      isAsked ? [`    said = {**vars(asked), ${more}"password": password}`] : [],
    /** What makes what is told of the account, by its class: whole, unless it has to stand. */
    commandDraft: (draft: string) =>
      isAsked
        ? `${draft}(**said) if said.keys() >= NEEDED.keys() else ${draft}.model_construct(**said)`
        : `${draft}(email=email, password=password)`,
    /**
     * The lines that refuse to open an account of which too little is said.
     *
     * @param draft the name of what is told of it.
     * @param account what finds it, unless it is known that there is none.
     */
    commandGuard: (draft: string, account?: string) =>
      isAsked
        ? [
            ...(account === undefined ? [] : [`            standing = ${account}`]),
            `            lacking = [NEEDED[each] for each in NEEDED if each not in ${draft}.model_fields_set]`,
            `            if lacking${account === undefined ? '' : ' and standing is None'}:`,
            `                reason = "nobody has this address: correct it, or open an account with"`,
            `                raise SystemExit(f"{${draft}.email}: {reason} {' '.join(lacking)}")`,
            ...(account === undefined
              ? []
              : [
                  `            unused = ${unusedOf(draft)}`,
                  '            if standing is not None and unused:',
                  ...tellUnused(draft, ' '.repeat(16)),
                ]),
          ]
        : [],
    /** The lines of the case where an account stands, that say what is not made of it. */
    commandUnused: (draft: string) =>
      isAsked
        ? [`        elif unused := ${unusedOf(draft)}:`, ...tellUnused(draft, ' '.repeat(12))]
        : [],
    /** What follows the address on the command line: ` --first-name ...`. */
    commandWords: needed.map((field) => ` --${option(field)} ...`).join(''),
    /** Where it has the address from. */
    commandEmail: isAsked ? 'asked.email' : 'email',
    /** What refuses an account. */
    commandErrors: needed.some(({ spec }) => spec.unique)
      ? '(AuthenticationError, ConflictError)'
      : 'AuthenticationError',
    /** What tests give the command of an account, as Python. */
    commandTest,
    /** The same where they say it only of an account that is opened. */
    commandSaidInTests: isAsked
      ? [
          '        account = make_account()',
          `        said = [${commandTest('account').join(', ')}] if opens else []`,
        ]
      : [],
    /** The last of its options, for what tests are told that it lacks. */
    commandLast: needed.slice(-1).map((field) => `--${option(field)}`),
  };
}

/** Returns the lines that say which options mean nothing, as an account stands. */
function tellUnused(draft: string, indent: string): string[] {
  return [
    `${indent}reason = "it stands and keeps what it has, whatever is said by"`,
    `${indent}print(f"{${draft}.email}: {reason} {' '.join(unused)}")`,
  ];
}

function unusedOf(draft: string): string {
  return `[NEEDED[each] for each in NEEDED if each in ${draft}.model_fields_set]`;
}

/** Returns the arguments that say how an option of a command is read. */
function parserOf({ spec }: FieldView): string {
  const types: Readonly<Record<string, string>> = {
    bool: ', action=argparse.BooleanOptionalAction',
    int: ', type=int',
    smallint: ', type=int',
    bigint: ', type=int',
    float: ', type=float',
    decimal: ', type=Decimal',
  };
  return types[spec.type] ?? '';
}

/** Returns the module of the factories of users. */
function factoriesOf({ referable }: Architecture): string {
  const path = referable.find(({ forTests }) => forTests)?.path ?? '';
  return targetModule(path, { feature: 'user', features: 'users' });
}

/** Whether somebody has to give a value who registers. */
function isNeeded({ assignment }: FieldView): boolean {
  return assignment === '';
}

/** Returns the feature that users would be, to see their fields as those of all others. */
function specOf(fields: FeatureSpec['fields'], softDelete: boolean): FeatureSpec {
  const names = nameFeature('user');
  const context = {
    names,
    fields,
    lacksFields: false,
    conventions: {},
    place: (option = '') => `user.${option}`,
  };
  const parts = FEATURE_KEYS.map((key) =>
    key.kind === 'fields' ? { fields } : key.read(undefined, context),
  );
  return Object.assign({ name: names.snake }, ...parts, { softDelete });
}
