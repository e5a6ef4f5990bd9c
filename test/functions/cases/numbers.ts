import type { Cases } from './cases.js';

/** Rounding, extremes, mathematics, bits. */
// prettier-ignore
export const NUMBERS: Cases = [
  // https://learn.microsoft.com/kusto/query/bin-function
  ['bin(4.5, 1)', 4], ['bin(-5, 2)', -6], ['bin(5, 2)', 4], ['bin(time(16d), 7d)', '14.00:00:00'], ['bin(-1h, 1d)', '-1.00:00:00'], ['bin(datetime(1970-05-11 13:45:07), 1d)', '1970-05-11T00:00:00.0000000Z'],
  ['bin(datetime(2024-01-05 10:22), 7d)', '2024-01-01T00:00:00.0000000Z'], ['isnull(bin(5, 0))', true], ['isnull(bin(5, -1))', true], ['isnull(bin(long(null), 1))', true], ['floor(5.5, 1)', 5], ['bin(decimal(-5.5), 2)', -6],
  ['bin_at(6.5, 2.5, 7)', 4.5], ['bin_at(datetime(2017-05-15 10:20), 1d, datetime(1970-01-01 12:00))', '2017-05-14T12:00:00.0000000Z'], ['isnull(bin_at(5, 0, 1))', true],
  ['round(2.98765, 3)', 2.988], ['round(2.15, 1)', 2.2], ['round(-50.55, -2)', -100], ['round(2.5)', 3], ['round(-2.5)', -3], ['round(7)', 7], ['round(155, -1)', 160], ['round(9007199254740993) == 9007199254740993', true],
  ['ceiling(-1.1)', -1], ['ceiling(0)', 0], ['ceiling(0.9)', 1], ['ceiling(decimal(1.2))', 2], ['ceiling(decimal(-1.2))', -1],
  ['max_of(10, 1, 3, 17)', 17], ['max_of(1, 2.5, int(null))', 2.5], ['isnull(max_of(int(null), int(null)))', true], ['min_of(10, 1, 3, 17)', 1], ['min_of("b", "a")', 'a'], ['max_of(real(nan), 1.0)', 1], ['max_of(true, false)', true],
  ['max_of(datetime(2024-12-15), datetime(2024-12-16))', '2024-12-16T00:00:00.0000000Z'], ['min_of(1h, 1m)', '00:01:00'],
  // https://learn.microsoft.com/kusto/query/scalar-data-types/decimal
  ['decimal(1.5e3)', 1500], ['decimal(0.1) + decimal(0.2) == decimal(0.3)', true], ['tostring(decimal(1) / decimal(3))', '0.3333333333333333333333333333333333'], ['decimal(2) * 3 + 0.5', 6.5], ['decimal(1) == 1', true], ['decimal(1.5) > 1', true],
  ['decimal(-5) % 3', 1], ['isnull(decimal(1) / 0)', true], ['-decimal(2)', -2], ['tostring(decimal(12345.678900))', '12345.6789'], ['decimal(7) - 10', -3], ['isnull(decimal(null) + 1)', true],
];
