import { describe, expect, it } from 'vitest';
import {
  MAX_DATETIME_TICKS,
  formatDateTime,
  parseDateTime,
  ticksOfUnixMilliseconds,
  unixMillisecondsOfTicks,
} from '../../src/schema/datetime-text.js';

const VALID: readonly [text: string, canonical: string][] = [
  ['2023-07-10T12:11:15Z', '2023-07-10T12:11:15.0000000Z'],
  ['2023-07-10T12:11:15', '2023-07-10T12:11:15.0000000Z'],
  ['2023-07-10', '2023-07-10T00:00:00.0000000Z'],
  ['2023-07-10T12:11:15.1Z', '2023-07-10T12:11:15.1000000Z'],
  ['2023-07-10T12:11:15.0000001Z', '2023-07-10T12:11:15.0000001Z'],
  ['2023-07-10T12:11:15.7654321', '2023-07-10T12:11:15.7654321Z'],
  ['2023-07-10T01:30:00+02:00', '2023-07-09T23:30:00.0000000Z'],
  ['2023-12-31T23:30:00-05:45', '2024-01-01T05:15:00.0000000Z'],
  ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.0000000Z'],
  ['2000-02-29', '2000-02-29T00:00:00.0000000Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.0000000Z'],
  ['9999-12-31T23:59:59.9999999Z', '9999-12-31T23:59:59.9999999Z'],
];

const INVALID: readonly string[] = [
  '',
  'yesterday',
  '2023-02-29',
  '2023-02-30T00:00:00Z',
  '1900-02-29',
  '2023-04-31',
  '2023-13-01',
  '2023-00-10',
  '2023-01-00',
  '0000-01-01',
  '2023-07-10T24:00:00Z',
  '2023-07-10T12:60:00Z',
  '2023-07-10T23:59:60Z',
  '2023-07-10T12:11Z',
  '2023-07-10 12:11:15Z',
  '2023-07-10t12:11:15z',
  '2023-07-10T12:11:15.Z',
  '2023-07-10T12:11:15.12345678Z',
  '2023-07-10T12:11:15+14:01',
  '2023-07-10T12:11:15+02:60',
  '2023-07-10T12:11:15+0200',
  '2023-07-10Z',
  ' 2023-07-10',
  '2023-07-10T12:11:15Z\n',
  '20230710T121115Z',
  '1688991075',
  '+002023-07-10',
  '٢٠٢٣-07-10',
  '0001-01-01T00:00:00+01:00',
  '9999-12-31T23:59:59-01:00',
];

describe('parseDateTime', () => {
  it.each(VALID)('%s is %s', (text, canonical) => {
    const ticks = parseDateTime(text);
    expect(ticks === null ? null : formatDateTime(ticks)).toBe(canonical);
  });

  it.each(INVALID)('%j is no datetime', (text) => {
    expect(parseDateTime(text)).toBeNull();
  });

  it('counts 100 ns ticks from year 1', () => {
    expect(parseDateTime('0001-01-01')).toBe(0n);
    expect(parseDateTime('0001-01-02')).toBe(864_000_000_000n);
    expect(parseDateTime('1970-01-01')).toBe(621_355_968_000_000_000n);
    expect(parseDateTime('9999-12-31T23:59:59.9999999Z')).toBe(MAX_DATETIME_TICKS);
  });

  it('agrees with Date on days spread over 9,999 years', () => {
    for (let day = 0; day < 3_652_059; day += 977) {
      const ticks = BigInt(day) * 864_000_000_000n + 123_450_000n;
      const iso = new Date(unixMillisecondsOfTicks(ticks)).toISOString();
      expect(formatDateTime(ticks)).toBe(iso.replace('Z', '0000Z'));
      expect(parseDateTime(iso)).toBe(ticks);
      expect(ticksOfUnixMilliseconds(Date.parse(iso))).toBe(ticks);
    }
  });

  it('cuts below a millisecond downwards, before 1970 too', () => {
    expect(unixMillisecondsOfTicks(parseDateTime('1970-01-01T00:00:00.0019999Z')!)).toBe(1);
    expect(unixMillisecondsOfTicks(parseDateTime('1969-12-31T23:59:59.9999999Z')!)).toBe(-1);
  });
});
