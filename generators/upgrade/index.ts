import { UPGRADING } from '../../shared/run/upgrading.js';
import { StandingGenerator } from '../evolving.js';

/** Brings what stands to the templates of this version. */
export default class UpgradeGenerator extends StandingGenerator {
  protected override readonly evolution = UPGRADING;
}
