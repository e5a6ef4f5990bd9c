import type { Target } from '../../src/target/target.js';
import { ATHENA_ID, convert } from './convert.js';
import { packageQueries } from './package/package.js';

/**
 * Amazon Athena: Trino SQL on the CloudTrail table that AWS documents. Settings: `database`, `table` (default
 * `cloudtrail_logs_pp`), `findings` (GuardDuty, default `gd_logs`) and `partition` (`timestamp`, `year-month-day`, `none`); for the table that `package` makes, `location`,
 * `accounts`, `regions` and `from`.
 */
export const athena: Target = {
  id: ATHENA_ID,
  title: 'Amazon Athena SQL',
  convert,
  package: packageQueries,
  // Loaded on demand: the engine is native code, which conversion must not need.
  engine: async () => (await import('./engine/index.js')).athenaEngine,
  stores: {
    athena: async () => (await import('./store/athena/store.js')).athenaStore,
    trino: async () => (await import('./store/trino/store.js')).trinoStore,
    duckdb: async () => (await import('./store/duckdb/store.js')).duckdbStore,
  },
};
