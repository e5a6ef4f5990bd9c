import { StoreError, type Store, type StoreSession } from '../../../../src/target/store.js';
import { faultOfSettings } from '../../settings.js';
import { loweredOf, sqlOf } from '../lowered.js';
import { planOf } from '../read-plan.js';
import { rowSet } from '../rows.js';
import { TrinoClient } from './client.js';
import { faultOfTrino, type TrinoConnection } from './connection.js';

/** Any Trino whose catalogue has CloudTrail's table: Athena engine version 3 is one. */
export const trinoStore: Store<TrinoConnection> = {
  takesExternals: false,
  check: (connection, settings) => faultOfTrino(connection) ?? faultOfSettings(settings),
  plan: (query) => Promise.resolve(planOf(query)),
  open: (connection) => Promise.resolve(sessionOf(new TrinoClient(connection))),
};

const sessionOf = (client: TrinoClient): StoreSession => ({
  parallel: 3,
  diagnostics: [],
  async run(query, signal, progress) {
    try {
      const { id, rows, statistics } = await client.query(sqlOf(query), signal, progress);
      return { ...rowSet(query, loweredOf(query), rows, id), statistics };
    } catch (error) {
      if (error instanceof StoreError) throw error;
      throw signal.aborted ? new StoreError('cancelled before the query began', 'cancelled') : error;
    }
  },
  close() {
    client.close();
    return Promise.resolve();
  },
});
