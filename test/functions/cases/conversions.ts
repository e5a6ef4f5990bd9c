import type { Cases } from './cases.js';

/** The functions that make one type of another, and literals. */
// prettier-ignore
export const CONVERSIONS: Cases = [
  // literals: https://learn.microsoft.com/kusto/query/scalar-data-types/
  ['dynamic({"k": datetime(2020-01-01), \'b\': [1, 2.5, null, true, 1h, guid(74be27de-1e4e-49d9-b579-fe0b331d3642), -5]})', { k: '2020-01-01T00:00:00.0000000Z', b: [1, 2.5, null, true, '01:00:00', '74be27de-1e4e-49d9-b579-fe0b331d3642', -5] }],
  ['dynamic(-1.5)', -1.5], ['dynamic({"a\\"b": 1, "c": {}})', { 'a"b': 1, c: {} }], ['datetime()', '2024-05-01T12:00:00.0000000Z'], ['datetime(2017 - 08 - 01)', '2017-08-01T00:00:00.0000000Z'], ['datetime(1970-5-2)', '1970-05-02T00:00:00.0000000Z'], ['time(1.02:03:04)', '1.02:03:04'], ['real(-inf)', '-Infinity'], ['double(-10)', -10],
  // whole numbers
  ['tolong("123")', 123], ['tolong("-5")', -5], ['tolong("+5")', 5], ['tolong("0xff")', 255], ['tolong("12.5")', null], ['tolong(" 5")', null], ['tolong("")', null], ['tolong(-2.9)', -2], ['tolong(real(nan))', null], ['tolong(true)', 1], ['tolong(1ms)', 10_000], ['tolong("9223372036854775808")', null], ['tolong(dynamic("7"))', 7], ['tolong(1e30)', null],
  ['toint("123") == 123', true], ['toint(2.3)', 2], ['toint(3000000000)', null], ['toint("x")', null],
  // reals, decimals
  ['todouble("123.4")', 123.4], ['todouble("1e3")', 1000], ['todouble(".5")', 0.5], ['todouble("1,5")', null], ['todouble("NaN")', null], ['todouble("0x10")', null], ['toreal(5)', 5], ['todouble(decimal(2.5))', 2.5],
  ['todecimal("123.45678") == decimal(123.45678)', true], ['todecimal(0.1)', 0.1], ['todecimal("x")', null], ['todecimal("1e40")', null], ['tostring(todecimal("1e-3"))', '0.001'],
  // others
  ['tobool("true")', true], ['tobool("FALSE")', false], ['tobool(123)', true], ['tobool(0)', false], ['tobool("1")', true], ['tobool("yes")', null], ['tobool("constructor")', null], ['tobool(dynamic(true))', true], ['toboolean(0.5)', true],
  ['toguid("0123456789ABCDEF0123456789abcdef and more")', '01234567-89ab-cdef-0123-456789abcdef'], ['toguid("01234567-89ab-cdef-0123-456789abcdef")', '01234567-89ab-cdef-0123-456789abcdef'], ['toguid("{01234567-89ab-cdef-0123-456789abcdef}")', null], ['toguid("0-123456789abcdef0123456789abcdef1")', null],
  ['totimespan("0.00:01:00")', '00:01:00'], ['totimespan("1.5h")', '01:30:00'], ['totimespan("2")', '2.00:00:00'], ['totimespan("24:00:00")', null], ['totimespan("1constructor")', null], ['totimespan("99999999999d")', null], ['totimespan(10000000)', '00:00:01'],
  // https://learn.microsoft.com/kusto/query/scalar-data-types/datetime#supported-formats
  ['todatetime("2014-05-25T08:20:03.123456Z")', '2014-05-25T08:20:03.1234560Z'], ['todatetime("2014-05-25T08:20")', '2014-05-25T08:20:00.0000000Z'], ['todatetime("2014-11-08 15:55:55.123456Z")', '2014-11-08T15:55:55.1234560Z'], ['todatetime("2014-11-08 15:55")', '2014-11-08T15:55:00.0000000Z'], ['todatetime("2014-11-08")', '2014-11-08T00:00:00.0000000Z'],
  ['todatetime("Sat, 8 Nov 14 15:05:02 GMT")', '2014-11-08T15:05:02.0000000Z'], ['todatetime("8 Nov 14 15:05")', '2014-11-08T15:05:00.0000000Z'], ['todatetime("Saturday, 08-Nov-14 15:05 GMT")', '2014-11-08T15:05:00.0000000Z'], ['todatetime("08-Nov-14 15:05:02")', '2014-11-08T15:05:02.0000000Z'], ['todatetime("2014-11-8T15:05:25 GMT")', '2014-11-08T15:05:25.0000000Z'],
  ['todatetime("2024-05-01T10:00:00+02:00")', '2024-05-01T08:00:00.0000000Z'], ['todatetime("2024-05-01T10:00:00+15:00")', null], ['todatetime("02/17/2016 08:40:01")', '2016-02-17T08:40:01.0000000Z'], ['todatetime("12-02-2022") == datetime("12-02-2022")', true], ['todatetime("2023-02-29")', null], ['todatetime("")', null], ['todatetime("yesterday")', null], ['todatetime(" 2024-01-01")', null],
  ['todatetime("2024-01-01T24:00:00")', null], ['todatetime("1 Jan 49 00:00")', '2049-01-01T00:00:00.0000000Z'], ['todatetime("1 Jan 50 00:00")', '1950-01-01T00:00:00.0000000Z'], ['todatetime("2024-01-01T00:00:00.12345678Z")', '2024-01-01T00:00:00.1234567Z'], ['todatetime(0)', '0001-01-01T00:00:00.0000000Z'], ['todatetime(dynamic(null))', null],
];
