/** What the endpoints of a feature do with one row, whichever they are: `--endpoints` names only some of them. */
import { hasFiles } from '../feature/files.js';
import type { FeatureView } from './feature-view.js';

/** What of a feature gives it endpoints. */
type Endpoints = Pick<FeatureView, 'callerLinks' | 'eachLinks' | 'flows' | 'has' | 'spec'>;

/** Whether a row is found for whoever may read it. */
export function readsRow({ callerLinks, has, ...beside }: Endpoints): boolean {
  return has.get || callerLinks.length > 0 || readsBeside(beside);
}

/** Whether a row is found for whoever may change it. */
export function changesRow({ flows, has, ...beside }: Endpoints): boolean {
  return has.update || flows.length > 0 || readsBeside(beside);
}

/** Whether what a row is linked to or its files have endpoints of their own, for readers and for those who change it. */
export function readsBeside({ eachLinks, spec }: Pick<Endpoints, 'eachLinks' | 'spec'>): boolean {
  return eachLinks.length > 0 || hasFiles(spec);
}
