import { CHANGING } from '../../shared/run/changing.js';
import { StandingGenerator } from '../evolving.js';

/** Makes another feature of one that stands. */
export default class ChangeGenerator extends StandingGenerator {
  protected override readonly evolution = CHANGING;
}
