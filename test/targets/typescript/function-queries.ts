/** Calls of the scalar functions, run against the reference and compiled, over rows of every type's odd values. */

const TEXTS = [
  ...['', '12', '-7', '+5', '0x1F', '1.5', '1e3', ' 1', 'true', 'FALSE', '9223372036854775808', 'NaN', 'aXb.aXb'],
  ...[
    '10.1.2.3',
    '10.1.2.3/8',
    '192.168.1.1/24',
    '256.1.1.1',
    '01.2.3.4',
    '::1',
    'fe80::1/64',
    '::10.0.0.1',
    'a::b::c',
  ],
  ...['ip=10.1.2.3, 8.8.8.8.', 'Foo Bar-baz_qux', '😀é😀', '74be27de-1e4e-49d9-b579-fe0b331d3642', '2024-02-30'],
  ...['2024-02-29', '2024-02-29T12:30:00.1234567+02:00', '3/5/2024 1:02', 'Sat, 8 Nov 2014 15:05:02 GMT', '0001-01-01'],
  ...[
    '1.02:03:04.5',
    '1.5h',
    '-3d',
    '100ms',
    '24:00:00',
    '[1,"a",null,[2]]',
    '{"a":{"b":[true]},"c":1.5}',
    '99999999999d',
  ],
];

const LONGS = ['long(null)', '0', '-1', '7', '9223372036854775807', '-9223372036854775808', '4294967295', '31'];
const REALS = ['real(null)', '0.0', '-2.5', '2.5', '1e300', 'real(nan)', 'real(+inf)', '0.125'];
const TIMES = [
  'datetime(null)',
  'datetime(2024-02-29T12:30:15.1234567Z)',
  'datetime(0001-01-01)',
  'datetime(1969-12-31T23:59:59.9Z)',
];
const SPANS = ['timespan(null)', '1h', '-1.5d', '0s', '1tick'];

/** A row for each text; the other columns go round. */
export const VALUES = `datatable(s:string, n:long, i:int, r:real, b:bool, t:datetime, u:timespan, d:dynamic)[\n${TEXTS.map(
  (text, index) => {
    const turn = (list: readonly string[]): string => list[index % list.length]!;
    const cells = [
      ...[JSON.stringify(text), turn(LONGS), turn(['1', 'int(null)', '-3']), turn(REALS)],
      ...[turn(['true', 'bool(null)', 'false']), turn(TIMES), turn(SPANS)],
      turn([
        'dynamic(null)',
        'dynamic([1,"a",2.5,null])',
        'dynamic({"k":1})',
        'dynamic("7")',
        'dynamic(3)',
        'dynamic(true)',
      ]),
    ];
    return cells.join(', ');
  },
).join(',\n')}]`;

const each = (functions: readonly string[], args: readonly string[]): string[] =>
  functions.flatMap((name) => args.map((arg) => `${name}(${arg})`));

export const FUNCTION_CALLS: readonly (readonly string[])[] = [
  each(['tolong', 'toint', 'todouble', 'tobool'], ['s', 'n', 'i', 'r', 'b', 'd', 'strlen(s)']),
  [...each(['tolong', 'toint'], ['t', 'u']), ...each(['todatetime', 'totimespan'], ['s', 'n', 'd', 'strlen(s)'])],
  [
    ...each(['toguid'], ['s', 'd']),
    'todatetime(t)',
    'totimespan(u)',
    ...each(['tostring'], ['todatetime(s)', 'totimespan(s)', 'd']),
  ],
  [
    ...[
      'bin(t, 1h)',
      'bin(t, 7d)',
      'bin(u, 1h)',
      'bin(n, 10)',
      'bin(r, 0.5)',
      'bin(n, 0)',
      'bin(i, 2)',
      'bin(t, u)',
      'bin(r, 3)',
    ],
    ...['bin_at(t, 1d, datetime(2024-01-01T06:00))', 'bin_at(n, 5, 2)', 'bin_at(r, 1.5, 0.5)', 'floor(t, 1m)'],
    ...['round(r)', 'round(r, 1)', 'round(r, -1)', 'round(n)', 'round(n, 2)', 'ceiling(r)', 'ceiling(n)'],
    ...[
      'min_of(n, 5)',
      'max_of(n, i)',
      'min_of(r, 1.0)',
      'max_of(r, 0.5)',
      'max_of(s, "m")',
      'min_of(s, "m")',
      'max_of(t, datetime(2000-01-01))',
    ],
  ],
  [
    'year',
    'quarter',
    'month',
    'week',
    'day',
    'hour',
    'minute',
    'second',
    'millisecond',
    'microsecond',
    'nanosecond',
  ].map((period) => `datetime_diff("${period}", t, datetime(2023-12-30T05:06:07.7654321Z))`),
  [
    ...each(['ipv4_is_private', 'ipv4_netmask_suffix', 'parse_ipv4', 'format_ipv4', 'parse_ipv6'], ['s']),
    ...each(
      ['ipv4_is_in_range', 'ipv4_is_match', 'ipv4_compare', 'ipv6_is_in_range', 'ipv6_is_match', 'ipv6_compare'],
      ['s, "10.0.0.0/8"', 's, "::1"', 's, s'],
    ),
    ...[
      'ipv4_is_match(s, "10.9.9.9", 8)',
      'ipv4_compare(s, "10.1.2.4", n)',
      'ipv6_compare(s, "10.1.2.4", 8)',
      'ipv6_is_match(s, "fe80::2", 64)',
    ],
    ...[
      'parse_ipv4_mask(s, 16)',
      'parse_ipv4_mask(s, n)',
      'parse_ipv6_mask(s, 32)',
      'format_ipv4(n)',
      'format_ipv4(s, 16)',
      'format_ipv4_mask(n, 24)',
    ],
    ...[
      'ipv4_is_in_any_range(s, "10.0.0.0/8", "x")',
      'ipv4_is_in_any_range(s, dynamic(["192.168.0.0/16","10.0.0.0/8"]))',
      'ipv6_is_in_any_range(s, "fe80::/10")',
    ],
    ...[
      'has_ipv4(s, "10.1.2.3")',
      'has_any_ipv4(s, "8.8.8.8", "1.1.1.1")',
      'has_ipv4_prefix(s, "10.1.")',
      'has_any_ipv4_prefix(s, dynamic(["8.8.8.","9."]))',
    ],
  ],
  [
    ...[
      's has_any ("foo", "x")',
      's has_all ("foo", "bar")',
      's has_any (dynamic(["BAR", ["qux"]]))',
      's has_any (d)',
      's has_all (d)',
    ],
    ...[
      's hasprefix "ba"',
      's hasprefix_cs "Ba"',
      's hassuffix "oo"',
      's hassuffix_cs "ux"',
      's !hasprefix "1"',
      's hasprefix ""',
      's hassuffix "-"',
    ],
    ...[
      'replace_string(s, "aX", "😀")',
      'replace_string(s, "", "z")',
      'replace_string(s, tostring(i), "z")',
      'replace_string(tostring(d), ",", "$&")',
    ],
    ...[
      'indexof(s, "X")',
      'indexof(s, "X", 2)',
      'indexof(s, "aX", 0, -1, 2)',
      'indexof(s, "a", 1, 3)',
      'indexof(s, "é", n)',
      'indexof(s, "", 1, -1, 2)',
      'indexof(s, "a", -2)',
    ],
    ...[
      's in (dynamic(["12", "true"]))',
      's in (d)',
      's !in (dynamic(["12"]))',
      's in~ (dynamic(["FOO BAR-BAZ_QUX"]))',
      's in~ (d)',
      'n in (7, 0)',
      'n in (dynamic([7, 31]))',
      'd in ("7", 3)',
    ],
  ],
  [
    ...[
      'bag_pack("a", s, "b", n, "c", t)',
      'pack("u", u, "r", r)',
      'bag_pack(s, 1, "12", 2)',
      'pack_array(s, i, b, d)',
      'tostring(pack("a", d, "b", s))',
    ],
    ...[
      'array_concat(d, dynamic([1]))',
      'array_concat(pack_array(s), pack_array(i))',
      'set_has_element(d, "a")',
      'set_has_element(d, 1)',
      'set_has_element(d, r)',
      'set_has_element(s, "a")',
    ].slice(0, 5),
    ...['array_length(d)', 'array_length(pack_array(s, s))', 'pack_array()', 'bag_pack()'].slice(0, 2),
  ],
  [
    ...each(
      ['extract'],
      [
        String.raw`@"(\d+)\.(\d+)", 2, s`,
        '"(a)|(b)", 1, s',
        '"[A-Z]+", 0, s',
        '"(x)?", 5, s',
        '"[0-9]+", 0, s, typeof(long)',
        '"[0-9]+", 0, s, typeof(int)',
      ],
    ),
    ...each(
      ['extract'],
      [
        '".+", 0, s, typeof(real)',
        '".+", 0, s, typeof(datetime)',
        '".+", 0, s, typeof(timespan)',
        '".+", 0, s, typeof(guid)',
        '".+", 0, s, typeof(bool)',
        '".+", 0, s, typeof(dynamic)',
      ],
    ),
    ...each(
      ['extract_all'],
      [
        String.raw`@"(\w)(\d?)", s`,
        '"([a-z]+)", s',
        '"(?P<first>.)(.)", dynamic(["first"]), s',
        '"(?P<first>.)(.)", dynamic([2, 1]), s',
        '"(a)", dynamic([3]), s',
        '"(a)", tostring(d)',
      ],
    ),
    ...each(
      ['replace_regex'],
      [
        String.raw`s, @"(\d)(\D)", @"\2\1\0"`,
        's, "", "-"',
        's, "[a-z]*", "<\\\\0>"',
        's, "(a)|(b)", "$1\\\\9"',
        'd, "[0-9]", "#"',
      ],
    ),
    ...each(
      ['trim', 'trim_start', 'trim_end'],
      [String.raw`@"[^\w]+", s`, '"[0-9.]", s', '"a", s', '"(?i)A|b", s', '"", s'],
    ),
    ...['countof(s, "a")', 'countof(s, "", "normal")', 'countof(s, "[a-z]+", "regex")', 'countof(s, "", "regex")'],
    ...each(['indexof_regex'], ['s, "[a-z]+"', 's, "a", 1', 's, "[0-9]", 1, -1, 2', 's, ".", n, 1']),
    ...[String.raw`s matches regex @"\bbar"`, String.raw`s matches regex @"^\d+$"`, 's matches regex "(?i)fOO.*qux"'],
  ],
  [
    ...each(['abs'], ['n', 'i', 'r', 'u', 'strlen(s)']),
    ...each(
      ['sqrt', 'log', 'log2', 'log10', 'asin', 'acos', 'sign', 'exp', 'sin', 'cos', 'tan', 'atan'],
      ['r', 'i', 'strlen(s)'],
    ),
    ...each(['pow', 'atan2'], ['r, 2', 'i, r', 'n, 0.5']),
    ...[...each(['isnan', 'isinf', 'isfinite'], ['r', '1.0 / r']), 'pi() * r'],
  ],
  [
    ...each(
      ['day', 'week', 'month', 'year'].flatMap((period) => [`startof${period}`, `endof${period}`]),
      ['t', 't, -1', 't, n', 'todatetime(s), 13'],
    ),
    ...each(
      [...['dayofweek', 'dayofmonth', 'dayofyear', 'hourofday', 'monthofyear', 'getmonth', 'getyear'], 'week_of_year'],
      ['t', 'todatetime(s)', 'datetime(2021-01-03)'],
    ),
    ...each(['weekofyear'], ['t', 'datetime(9999-12-31)', 'datetime(2005-01-01)']),
  ],
  [
    ...[
      ...['year', 'quarter', 'Month', 'week_of_year', 'day', 'dayOfYear', 'hour', 'minute', 'second', 'millisecond'],
      ...['microsecond', 'nanosecond'],
    ].map((part) => `datetime_part("${part}", t)`),
    ...['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond', 'microsecond'].flatMap(
      (period) => [`datetime_add("${period}", i, t)`, `datetime_add("${period}", -13, todatetime(s))`],
    ),
    ...['datetime_add("nanosecond", 250, t)', 'datetime_add("month", 1, datetime(2024-01-31T05:06:07))'],
    ...['seconds', 'milliseconds', 'microseconds', 'nanoseconds'].flatMap((unit) =>
      each([`unixtime_${unit}_todatetime`], ['n', 'r', 'i']),
    ),
  ],
  [
    ...each(
      ['set_union', 'set_intersect', 'set_difference'],
      ['d, dynamic(["a", 7])', 'dynamic([1, 1.0, "1", null, [2], [2]]), d', 'd, d, dynamic([1])'],
    ),
    ...each(['array_reverse', 'array_sum'], ['d', 'dynamic([1, 2.5])', 'pack_array(i, 1)']),
    ...each(['array_slice'], ['d, 1, 2', 'd, -2, -1', 'd, i, i', 'split(s, "."), 0, 0']),
    ...each(['array_index_of'], ['d, "a"', 'd, 1', 'split(s, "."), "1"']),
    ...each(['strcat_array'], ['d, "-"', 'split(s, "a"), "b"', 'pack_array(i, r), s']),
    ...['strcat_delim("-", s, i, r, d)', 'strcat_delim(s, t, u)', 'reverse(s)', 'reverse(i)'],
  ],
  [
    ...each(
      ['string_size', 'base64_encode_tostring', 'url_encode', 'url_encode_component', 'url_decode'],
      ['s', 'd', 'strcat(s, " ~\'%41+%zz%c3%A9%ff")'],
    ),
    ...each(
      ['base64_decode_tostring'],
      [
        's',
        'base64_encode_tostring(s)',
        'base64_encode_tostring(d)',
        '"77+9/w=="',
        '"YQ"',
        '"YR=="',
        '"===="',
        '"Y Q="',
        '"7aCA"',
      ],
    ),
    ...each(['strrep'], ['s, i', 's, n', 's, 3, "-"', 'i, 2']),
    ...each(['translate'], ['"aX😀", "b", s', '"12", "", s', '"aa", "xy", s']),
  ],
];
