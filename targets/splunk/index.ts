import type { Target } from '../../src/target/target.js';
import { convert } from './convert.js';

/** Splunk: SPL over `sourcetype=aws:cloudtrail`, and the stanza of savedsearches.conf that schedules it. */
export const splunk: Target = {
  id: 'splunk',
  title: 'Splunk SPL',
  convert,
  engine: () => import('./engine/engine.js').then(({ splunkEngine }) => splunkEngine),
};
