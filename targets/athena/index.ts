import type { Target } from '../../src/target/target.js';
import { ATHENA_ID, convert } from './convert.js';

/**
 * Amazon Athena: Trino SQL on the CloudTrail table that AWS documents. Settings: `database`, `table` (default
 * `cloudtrail_logs_pp`) and `partition` (`timestamp`, `year-month-day`, `none`).
 */
export const athena: Target = {
  id: ATHENA_ID,
  title: 'Amazon Athena SQL',
  convert,
  // Loaded on demand: the engine is native code, which conversion must not need.
  engine: async () => (await import('./engine/index.js')).athenaEngine,
};
