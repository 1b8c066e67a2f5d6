import { REMOVAL } from '../../shared/run/removal.js';
import { StandingGenerator } from '../evolving.js';

/** Takes a feature away again. */
export default class RemoveGenerator extends StandingGenerator {
  protected override readonly evolution = REMOVAL;
}
