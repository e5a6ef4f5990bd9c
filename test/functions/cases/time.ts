import type { Cases } from './cases.js';

/** Datetimes and timespans; the clock of these tests stands at 2024-05-01T12:00Z. */
// prettier-ignore
export const TIME: Cases = [
  ['datetime(2024-05-01) - datetime(2024-04-30)', '1.00:00:00'], ['datetime(2024-05-01) + 90m', '2024-05-01T01:30:00.0000000Z'], ['1h / 30m', 2], ['2 * 1h', '02:00:00'],
  ['now()', '2024-05-01T12:00:00.0000000Z'], ['ago(1d)', '2024-04-30T12:00:00.0000000Z'], ['now(-1h)', '2024-05-01T11:00:00.0000000Z'], ['1.5h', '01:30:00'],
  // https://learn.microsoft.com/kusto/query/datetime-diff-function: borders crossed, not time passed
  ['datetime_diff("year", datetime(2017-01-01), datetime(2000-12-31))', 17], ['datetime_diff("quarter", datetime(2017-07-01), datetime(2017-03-30))', 2], ['datetime_diff("month", datetime(2017-01-01), datetime(2015-12-30))', 13], ['datetime_diff("week", datetime(2017-10-29 00:00), datetime(2017-09-30 23:59))', 5], ['datetime_diff("day", datetime(2017-10-29 00:00), datetime(2017-09-30 23:59))', 29], ['datetime_diff("hour", datetime(2017-10-31 01:00), datetime(2017-10-30 23:59))', 2],
  ['datetime_diff("minute", datetime(2017-10-30 23:05:01), datetime(2017-10-30 23:00:59))', 5], ['datetime_diff("second", datetime(2017-10-30 23:00:10.100), datetime(2017-10-30 23:00:00.900))', 10], ['datetime_diff("millisecond", datetime(2017-10-30 23:00:00.200100), datetime(2017-10-30 23:00:00.100900))', 100], ['datetime_diff("microsecond", datetime(2017-10-30 23:00:00.1009001), datetime(2017-10-30 23:00:00.1008009))', 100], ['datetime_diff("nanosecond", datetime(2017-10-30 23:00:00), datetime(2017-10-30 23:00:00.0000007))', -700], ['datetime_diff("Day", datetime(2024-01-01), datetime(2024-01-03))', -2], ['datetime_diff("day", datetime(null), datetime(2024-01-03))', null],
  ['datetime(2024-01-05) between (datetime(2024-01-01) .. 4d)', true], ['datetime(2024-01-05 00:00:01) between (datetime(2024-01-01) .. 4d)', false], ['datetime(2024-01-05 00:00:01) !between (datetime(2024-01-01) .. 4d)', true],
];
