import { DateTime, Decimal, Guid, TimeSpan, type Value } from '../../ir/value.js';
import type { KqlType } from '../../ir/types.js';
import { ticksOfUnixMilliseconds } from '../../schema/datetime-text.js';

const at = (iso: string): DateTime => new DateTime(ticksOfUnixMilliseconds(Date.parse(iso)));

/** Some values of each type: where nothing better is known. `-s000` marks what differs from scenario to scenario. */
export const SAMPLES: Readonly<Record<KqlType, readonly Value[]>> = {
  bool: [true, false, null],
  int: [1n, 0n, -1n, 100n, null],
  long: [1n, 0n, -1n, 1000n, null],
  real: [1.5, 0, -1.5, 1000, null],
  decimal: [new Decimal(15n, 1), new Decimal(0n, 0), null],
  string: ['value-s000', '', 'Value-s000', '0'],
  datetime: [at('2024-05-01T11:30:00Z'), at('2024-01-01T00:00:00Z'), null],
  timespan: [new TimeSpan(600_000_000n), new TimeSpan(0n), new TimeSpan(864_000_000_000n), null],
  guid: [new Guid('74be27de-1e4e-49d9-b579-fe0b331d3642'), null],
  dynamic: ['value-s000', null, 1n, true, '', ['value-s000'], new Map([['key', 'value-s000']]), []],
};
