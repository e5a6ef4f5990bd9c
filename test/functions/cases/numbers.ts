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
  // mathematics
  ['abs(-5)', 5], ['abs(-2.5)', 2.5], ['abs(-1h)', '01:00:00'], ['abs(decimal(-1.5))', 1.5], ['abs(int(-3))', 3], ['abs(long(null))', null], ['sign(-42)', -1], ['sign(0)', 0], ['sign(11.2)', 1], ['pow(2, 3)', 8], ['pow(2, 0.5)', Math.SQRT2], ['pow(-8, 0.5)', 'NaN'], ['sqrt(256)', 16], ['sqrt(-1)', null], ['exp(0)', 1], ['exp2(3)', 8], ['exp10(2)', 100],
  ['log(5)', 1.6094379124341003], ['log(0)', '-Infinity'], ['log(-1)', null], ['log(real(null))', null], ['log2(8)', 3], ['log10(1000)', 3], ['sin(1)', 0.8414709848078965], ['cos(1)', 0.5403023058681398], ['tan(0)', 0], ['round(cot(1), 6)', 0.642093], ['asin(2)', null], ['acos(1)', 0], ['atan(0)', 0], ['atan2(1, 1)', Math.PI / 4], ['degrees(pi() / 4)', 45], ['radians(180)', Math.PI], ['pi()', Math.PI],
  ['isnan(0.0 / 0.0)', true], ['isnan(1.0)', false], ['isnan(real(null))', false], ['isinf(-1.0 / 0.0)', true], ['isinf(1.0)', false], ['isfinite(1.0)', true], ['isfinite(1.0 / 0.0)', false], ['isfinite(real(null))', false],
  ['around(5, 4, 1)', true], ['around(5, 3, 1)', false], ['around(datetime(2021-01-01 01:29), datetime(2021-01-01 01:30), 1min)', true], ['around(int(null), 1, 1)', null], ['around(1.5, 1, 0.5)', true],
  // bits
  ['binary_and(6, 3)', 2], ['binary_or(6, 3)', 7], ['binary_xor(6, 3)', 5], ['binary_not(0)', -1], ['binary_shift_left(1, 2)', 4], ['binary_shift_left(1, 66)', 4], ['binary_shift_left(1, -1)', null], ['binary_shift_left(1, 63) < 0', true], ['binary_shift_right(8, 2)', 2], ['binary_shift_right(-8, 1)', -4], ['binary_and(long(null), 1)', null], ['bitset_count_ones(42)', 3], ['bitset_count_ones(-1)', 64],
  // special functions
  ['gamma(5)', 24], ['round(gamma(0.5), 9)', 1.772453851], ['gamma(-1)', 'NaN'], ['round(loggamma(5), 9)', 3.17805383], ['round(erf(0.5), 9)', 0.520499878], ['round(erf(3), 9)', 0.99997791], ['round(erfc(3) * 1e5, 9)', 2.209049700], ['round(erfc(-2), 9)', 1.995322265], ['erfc(0)', 1], ['erfc(real(inf))', 0], ['round(beta_pdf(0.5, 10.0, 20.0), 9)', 0.746176019], ['beta_pdf(1.5, 10.0, 20.0)', 'NaN'], ['round(beta_cdf(0.2, 10.0, 20.0), 9)', 0.049263517], ['beta_cdf(0.5, 0, 1)', 'NaN'], ['round(beta_cdf(0.5, 3, 3), 9)', 0.5], ['round(beta_inv(0.5, 3, 3), 9)', 0.5], ['round(beta_inv(0.1, 10.0, 20.0), 9)', 0.226415022],
  // units
  ['format_bytes(564)', '564 Bytes'], ['format_bytes(10332, 1)', '10.1 KB'], ['format_bytes(20010332)', '19 MB'], ['format_bytes(20010332, 2)', '19.08 MB'], ['format_bytes(20010332, 0, "KB")', '19541 KB'], ['format_bytes(1024)', '1 KB'], ['format_bytes(real(null))', ''], ['format_bytes(-2048)', '-2 KB'],
  ['round(convert_angle(1.2, "Degree", "Arcminute"), 9)', 72], ['round(convert_energy(1.2, "Joule", "BritishThermalUnit"), 12)', 0.001137380544], ['convert_force(1, "Kilonewton", "Newton")', 1000], ['round(convert_length(1.2, "Foot", "Meter"), 9)', 0.36576], ['round(convert_mass(1.2, "Kilogram", "Pound"), 9)', 2.645547146], ['round(convert_speed(1.2, "MeterPerSecond", "KilometerPerHour"), 9)', 4.32], ['round(convert_temperature(1.2, "Kelvin", "DegreeCelsius"), 9)', -271.95], ['round(convert_temperature(32, "DegreeFahrenheit", "DegreeCelsius"), 9)', 0], ['round(convert_volume(1.2, "CubicMeter", "AcreFoot"), 12)', 0.0009728568], ['convert_mass(real(null), "Pound", "Pound")', null],
];
