import type { Target } from '../../src/target/target.js';
import { convert } from './convert.js';
import { packageApp } from './package/app.js';

/** Splunk: SPL over `sourcetype=aws:cloudtrail`, and the stanza of savedsearches.conf that schedules it; `package` is an app with all of them. */
export const splunk: Target = {
  id: 'splunk',
  title: 'Splunk SPL',
  convert,
  package: packageApp,
  engine: () => import('./engine/engine.js').then(({ splunkEngine }) => splunkEngine),
};
