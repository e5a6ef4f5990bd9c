import { NO_SPAN } from '../../src/diagnostics/diagnostic.js';
import type { Reason } from '../../src/target/target.js';
import { reason } from './codes.js';

/** How the table's folders become partition columns: AWS's two documented forms, or none. */
export const PARTITION_LAYOUTS = ['timestamp', 'year-month-day', 'none'] as const;
export type PartitionLayout = (typeof PARTITION_LAYOUTS)[number];

export interface AthenaSettings {
  readonly database: string | null;
  readonly table: string;
  readonly partition: PartitionLayout;
}

/** AWS's documented table with partition projection: one string column `timestamp`, `yyyy/MM/dd`. */
export const DEFAULT_SETTINGS: AthenaSettings = { database: null, table: 'cloudtrail_logs_pp', partition: 'timestamp' };

const KNOWN = ['database', 'table', 'partition'];

/** Reads `TargetOptions.settings`; unknown names and impossible values are reasons, not guesses. */
export function readSettings(given: Readonly<Record<string, string>>): { settings: AthenaSettings; faults: Reason[] } {
  const faults: Reason[] = [];
  let settings = DEFAULT_SETTINGS;
  for (const [name, value] of Object.entries(given)) {
    if (!KNOWN.includes(name)) {
      faults.push(reason('RP3220', [name, KNOWN.join(', ')], NO_SPAN));
    } else if (name === 'partition') {
      const layout = PARTITION_LAYOUTS.find((each) => each === value);
      if (layout === undefined)
        faults.push(reason('RP3221', [name, value, `one of ${PARTITION_LAYOUTS.join(', ')}`], NO_SPAN));
      else settings = { ...settings, partition: layout };
    } else if (!/^[\p{L}\p{N}_.$@ -]{1,255}$/u.test(value)) {
      faults.push(reason('RP3221', [name, value, 'a name of 1 to 255 letters, digits, _ . - $ @ or blanks'], NO_SPAN));
    } else {
      settings = { ...settings, [name]: value };
    }
  }
  return { settings, faults };
}
