/** What templates say about the versions of rows. */
import type { FeatureView } from './feature-view.js';

/** What a feature without versions says about them: nothing. */
const NOTHING = {
  response: '',
  expected: '',
  parameter: '',
  argument: '',
  keyword: '',
  etag: [],
  raised: () => [],
};

/** Returns what endpoints, and what they call, say about the version of a row. */
export function viewVersions({ feature, versioned }: FeatureView) {
  const said = {
    /** The parameter of an endpoint that sets a header. */
    response: ', response: Response',
    /** The parameter of an endpoint that changes a row. */
    expected: ', versions: ExpectedVersions',
    /** The parameter of what the endpoint calls. */
    parameter: ', versions: Versions = None',
    /** The argument for it. */
    argument: ', versions',
    keyword: ', versions=versions',
    /** The line that names the version of the row. */
    etag: [`    response.headers["ETag"] = etag(${feature}.version)`],
    /** The line of a docstring for a version that is not meant. */
    raised: (indent: string) => [`${indent}PreconditionFailedError: it is none of these versions.`],
  };
  return { versions: versioned ? said : NOTHING };
}
