/** Works out what callers can do with rows besides what all features offer: look-ups, searches, steps and actions; and who may. */
import { UsageError } from '../../errors.js';
import type { Access } from '../../feature/access.js';
import { type ActionSpec, stepNamed } from '../../feature/actions.js';
import { stepsOf } from '../../feature/field/flow.js';
import type { FieldSpec } from '../../feature/field/spec.js';
import { capitalised, kebabOf, nameEnumMember, pascalOf } from '../../feature/naming.js';
import { nameSearch } from '../../feature/search.js';
import type { FeatureSpec } from '../../feature/spec.js';
import type { GuardConvention } from '../../project/conventions.js';
import { pythonString } from '../../python/literals.js';
import type { ActionView, FieldView, FlowView, LookupView, SearchView } from '../feature-view.js';
import type { NamesView } from '../names-view.js';

/** Names that parameters of functions have which look up a row. */
const PARAMETERS = new Set(
  'caller current_user db for_update key owner_id params query repo response self service versions'.split(
    ' ',
  ),
);

/** What checks a value of each type of field in a path, so that a database can compare it. */
const PATH_TYPES: Readonly<Record<string, string>> = {
  email: 'LowercaseEmail',
  int: 'Int32',
  bigint: 'Int64',
  uuid: 'UUID',
};

/** @throws UsageError if rows are looked up, but none is shown. */
export function viewLookups(
  { by, endpoints }: FeatureSpec,
  fields: readonly FieldView[],
): LookupView[] {
  if (by.length > 0 && !endpoints.includes('get')) {
    throw new UsageError(
      `--by ${by.join('+')}: a row that is looked up is shown as the endpoint get shows it, and that is left out. Add get to --endpoints, or leave --by out.`,
      { place: '--by' },
    );
  }
  return by.flatMap((name) => {
    const field = fields.find(({ spec }) => spec.name === name);
    if (field === undefined) return [];
    const { attribute, spec } = field;
    const parameter = PARAMETERS.has(attribute) ? `${attribute}_` : attribute;
    const before = `by-${kebabOf(name)}/`;
    if ([field.sample, field.otherSample, field.sampleOfN].some((value) => value.includes('/'))) {
      throw new UsageError(
        `--by ${name}: ${name} has values with slashes, which separate the parts of a URL. Choose another field, or filter the list by it.`,
        { place: '--by' },
      );
    }
    return {
      field,
      name,
      Name: pascalOf(name),
      parameter,
      pathType: PATH_TYPES[spec.type] ?? 'Text',
      route: `/${before}{${parameter}}`,
      before,
    };
  });
}

/** @throws UsageError if a list that nobody gets is filtered. */
export function viewPrefixed(
  { endpoints }: FeatureSpec,
  fields: readonly FieldView[],
): readonly FieldView[] {
  const prefixed = fields.filter(({ spec }) => spec.prefix);
  const [first] = prefixed;
  if (first !== undefined && !endpoints.includes('list')) {
    throw new UsageError(
      `field "${first.spec.name}": what prefix filters is the list, and that is left out. Add list to --endpoints, or leave prefix out.`,
      { place: `fields.${first.spec.name}` },
    );
  }
  return prefixed;
}

/** @throws UsageError if a list is searched that nobody gets, or that no migration creates the index of. */
export function viewSearched(
  { endpoints, migration, search }: FeatureSpec,
  table: string,
  fields: readonly FieldView[],
): SearchView | undefined {
  if (search.length === 0) return undefined;
  if (!endpoints.includes('list')) {
    throw new UsageError(
      `--search ${search.join('+')}: what is searched is the list, and that is left out. Add list to --endpoints, or leave --search out.`,
      { place: '--search' },
    );
  }
  if (!migration) {
    throw new UsageError(
      `--search ${search.join('+')}: its index is created by the migration, and Alembic would not write it by itself. Leave out --no-migration, or --search.`,
      { place: '--search' },
    );
  }
  return {
    fields: search.flatMap((name) => fields.find(({ spec }) => spec.name === name) ?? []),
    index: nameSearch(table),
  };
}

/** Returns the state machine of a field; undefined if it has none. */
export function viewFlow(field: FieldView, spec: FeatureSpec): FlowView | undefined {
  const states = stepsOf(field.spec).map(({ next, state }) => ({
    value: state,
    name: nameEnumMember(state).toLowerCase(),
    member: nameEnumMember(state),
    next: next.map(nameEnumMember),
    nextValues: next,
  }));
  const [start] = states;
  if (start === undefined) return undefined;
  const reached = new Set(states.flatMap(({ nextValues }) => nextValues));
  // Those that only some may take are actions.
  const restricted = spec.actions
    .filter(({ access }) => access !== undefined)
    .map((action) => stepNamed(action, [field.spec])?.state);
  const entered = states.filter(({ value }) => reached.has(value) && !restricted.includes(value));
  return {
    field,
    Enum: field.plainType,
    STEPS: `${field.spec.name.toUpperCase()}_STEPS`,
    change: `change_${field.spec.name}`,
    Name: pascalOf(field.spec.name),
    states,
    entered,
    first: start.nextValues.flatMap((next) => entered.find(({ value }) => value === next) ?? [])[0],
  };
}

/** Returns what an action is called, and the step that it is. */
export function viewAction(
  action: ActionSpec,
  { Feature, aLabel, feature }: NamesView,
  flows: readonly FlowView[],
  fields: readonly FieldSpec[],
): Pick<ActionView, 'fn' | 'method' | 'Class' | 'step' | 'given' | 'path' | 'Does'> {
  const named = stepNamed(action, fields);
  const flow = flows.find(({ field }) => field.spec === named?.field);
  const state = flow?.states.find(({ value }) => value === named?.state);
  if (flow === undefined || state === undefined) {
    return {
      fn: `${action.name}_${feature}`,
      method: action.name,
      Class: pascalOf(action.name) + Feature,
      step: undefined,
      given: '',
      path: kebabOf(action.name),
      Does: sentenceOf(action.name, aLabel),
    };
  }
  const { Enum, field, states } = flow;
  const from = states.find(({ nextValues }) => nextValues.includes(state.value));
  return {
    fn: `set_${feature}_${field.spec.name}_to_${state.name}`,
    method: `set_${field.spec.name}_to_${state.name}`,
    Class: `Set${Feature}${pascalOf(field.spec.name)}To${pascalOf(state.name)}`,
    step: { flow, state },
    given: `, ${field.attribute}=${Enum}.${from?.member}`,
    path: `${field.key}/${state.value}`,
    Does: `Make ${field.label} of ${aLabel} ${state.value}, if it may follow what it is`,
  };
}

/** `send_again`, done with a letter: `Send a letter again`. */
function sentenceOf(action: string, aLabel: string): string {
  const [verb = '', ...rest] = action.split('_');
  return [capitalised(verb), aLabel, ...rest].join(' ');
}

/** Returns the dependency of an endpoint that lets in who may call; empty if everyone may. */
export function guard(access: Access, guards: GuardConvention): string {
  switch (access.kind) {
    case 'public':
      return '';
    case 'user':
    case 'owner':
      return guards.user;
    case 'roles':
      return guards.roles(access.roles.map(pythonString).join(', '));
  }
}
