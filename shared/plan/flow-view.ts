/** What templates say about the state machines of enums: which states there are, and what leads into each. */
import type { Access } from '../feature/access.js';
import type { EndpointRequest, UrlConvention } from '../feature/endpoints.js';
import { lowered } from '../feature/naming.js';
import type { FeatureView, FlowView } from './feature-view.js';

/**
 * Returns the requests that take the steps of a feature: one for each state that a step leads into. The URL has the
 * field and the value as the API has them, as not every value has a verb, and two fields can share one.
 *
 * @param path the path of the feature, after those of its parents.
 */
export function requestsOfFlows(
  { aLabel, flows }: FeatureView,
  { prefix = '' }: UrlConvention,
  path: string,
): readonly (EndpointRequest & { readonly does: string })[] {
  return flows.flatMap(({ entered, field }) =>
    entered.map(({ value }) => ({
      method: 'POST',
      url: `${prefix}/${path}/{id}/${field.key}/${value}`,
      does: `makes ${field.label} of ${aLabel} ${value}, where its flow allows that`,
    })),
  );
}

/** Returns the requests of a feature's actions, and who may call each. */
export function requestsOfActions(
  { actions }: FeatureView,
  { prefix = '' }: UrlConvention,
  path: string,
): readonly (EndpointRequest & { readonly does: string; readonly access: Access })[] {
  return actions.map(({ Does, access, path: action, spec }) => ({
    method: spec.method.toUpperCase() as EndpointRequest['method'],
    url: `${prefix}/${path}/{id}/${action}`,
    does: `an action: ${lowered(Does)}`,
    access,
  }));
}

/** Returns what all templates see. */
export function viewFlows({ actions, eachLinks, flows }: FeatureView) {
  return {
    /** The flows with steps that whoever may change rows may take. */
    openFlows: flows.filter(({ entered }) => entered.length > 0),
    /** The actions that are no steps: that they were done is noted. */
    notedActions: actions.filter(({ step }) => step === undefined),
    /** Whether rows change by steps, by actions or one link at a time, whatever the endpoints are. */
    changesOtherwise: actions.length + eachLinks.length + flows.length > 0,
    /** The flows whose steps a change can take, too. */
    changeableFlows: flows.filter(({ field }) => !field.spec.readonly),
    /**
     * Returns the lines of the table of steps.
     *
     * @param module what the class of the states is reached by: `models.`.
     */
    stepsTable: ({ Enum, STEPS, field, states }: FlowView, module = '') => {
      const member = (name: string) => `${module}${Enum}.${name}`;
      return [
        `# Each ${field.label}, and those that may follow it.`,
        `${STEPS}: dict[${module}${Enum}, list[${module}${Enum}]] = {`,
        ...states.map(
          (state) => `    ${member(state.member)}: [${state.next.map(member).join(', ')}],`,
        ),
        '}',
      ];
    },
    /** The states of a flow in a test, as JSON has them: each with those that may follow it. */
    expectedSteps: ({ states }: FlowView) => [
      '{',
      ...states.map(
        ({ nextValues, value }) =>
          `    "${value}": [${nextValues.map((next) => `"${next}"`).join(', ')}],`,
      ),
      '}',
    ],
  };
}
