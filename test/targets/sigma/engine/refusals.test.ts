import { describe, expect, test } from 'vitest';
import { refusal, ruleOf } from './support.js';

const raw = String.raw;

/** The detection begins at 7:5 of the text, an inline value at the place given. */
const DETECTIONS: readonly (readonly [detection: string, refusal: string])[] = [
  [`f|conains: a`, 'RP5220 7:5 unknown modifier conains'],
  [`f|: a`, 'RP5220 7:5 unknown modifier (no name)'],
  [`f|contains|contains: a`, 'RP5221 7:5 modifier contains is given twice'],
  [`f|contains|startswith: a`, 'RP5223 7:5 modifier startswith cannot be combined with contains'],
  [`f|contains|re: a`, 'RP5223 7:5 modifier re cannot be combined with contains'],
  [`f|re|contains: a`, 'RP5223 7:5 modifier contains cannot be combined with re'],
  [`f|re|cased: a`, 'RP5223 7:5 modifier cased cannot be combined with re'],
  [`f|cidr|base64: a`, 'RP5223 7:5 modifier base64 cannot be combined with cidr'],
  [`f|contains|base64: a`, 'RP5222 7:5 modifier base64 cannot follow contains'],
  [`f|base64|wide: a`, 'RP5222 7:5 modifier wide cannot follow base64'],
  [`f|gt|hour: 3`, 'RP5222 7:5 modifier hour cannot follow gt'],
  [`f|base64|base64offset: a`, 'RP5223 7:5 modifier base64offset cannot be combined with base64'],
  [`f|windash|base64: a`, 'RP5223 7:5 modifier base64 cannot be combined with windash'],
  [`f|lt|gt: 3`, 'RP5223 7:5 modifier gt cannot be combined with lt'],
  [`f|neq|all: [a, b]`, 'RP5223 7:5 modifier all cannot be combined with neq'],
  [`f|exists|neq: true`, 'RP5223 7:5 modifier exists cannot be combined with neq'],
  [`f|i: a`, 'RP5224 7:5 modifier i belongs behind `re`'],
  [`f|contains|i: a`, 'RP5223 7:5 modifier i cannot be combined with contains'],
  [`f|all: a`, 'RP5225 7:5 modifier all needs more than one value'],
  [`f|contains|all: [a]`, 'RP5225 7:5 modifier all needs more than one value'],
  [`f|expand: '%x%'`, 'RP5217 7:15 no values are given for the placeholder %x%'],
  [`f|re|expand: '%x%'`, 'RP5223 7:5 modifier expand cannot be combined with re'],
  [`f|exists: 'true'`, 'RP5226 7:15 modifier exists takes true or false'],
  [`f|exists: [true]`, 'RP5226 7:15 modifier exists takes true or false'],
  [`f|gt: '5'`, 'RP5226 7:11 modifier gt takes a number'],
  [`f|hour: 24`, 'RP5226 7:13 modifier hour takes a whole number from 0 to 23'],
  [`f|day: 1.5`, 'RP5226 7:12 modifier day takes a whole number from 1 to 31'],
  [`f|cidr: 10.0.0.1/8`, 'RP5226 7:13 modifier cidr takes an IP network such as 10.0.0.0/8, its host bits zero'],
  [`f|cidr: 10.0.0.0/33`, 'RP5226 7:13 modifier cidr takes an IP network such as 10.0.0.0/8, its host bits zero'],
  [`f|cidr: '10.*'`, 'RP5226 7:13 modifier cidr takes an IP network such as 10.0.0.0/8, its host bits zero'],
  [`f|fieldref: 5`, 'RP5226 7:17 modifier fieldref takes the name of a field'],
  [`f|contains: null`, 'RP5226 7:17 modifier contains takes no null'],
  [`f|base64: 'a*'`, 'RP5228 7:15 modifier base64 cannot encode a value with wildcards; escape them'],
  [`'|startswith': a`, 'RP5227 7:5 modifier startswith needs a field'],
  [`'|neq': a`, 'RP5227 7:5 modifier neq needs a field'],
  [`'': a`, 'RP5202 7:5 key: expected the name of a field'],
  [`f: [a, null]`, 'RP5212 7:12 f: null must stand alone; write a second selection and `1 of`'],
  [`- null`, 'RP5212 7:7 keyword: null must stand alone; write a second selection and `1 of`'],
  [`f: {g: a}`, 'RP5213 7:8 f: a map cannot be a value'],
  [`f: [[a]]`, 'RP5202 7:9 f: expected a list of values, not of lists'],
  [`f: []`, 'RP5211 7:8 f: nothing to search for'],
  [`{}`, 'RP5211 7:5 selection: nothing to search for'],
  [`[]`, 'RP5211 7:5 selection: nothing to search for'],
  [`text`, 'RP5202 7:5 selection: expected a map or a list'],
  [`- [a]`, 'RP5202 7:7 selection: expected a list of maps or texts, not of lists'],
  [
    `f: 012345678901`,
    'RP5215 7:8 012345678901: YAML versions disagree about numbers with leading zeros; put it in quotes',
  ],
  [`f: a\ng: b\nf: c`, 'RP5201 9:5 not valid YAML: the key f is repeated'],
  [`f: !!binary YQ==`, 'RP5201 7:21 not valid YAML: unknown tag !<tag:yaml.org,2002:binary>'],
  [`${'a.'.repeat(64)}b: x`, 'RP5214 7:5 a field name has more than 64 parts'],
];

test.each(DETECTIONS)('%s', async (detection, expected) => {
  expect(await refusal(ruleOf(detection))).toBe(expected);
});

const REGEXES: readonly (readonly [regex: string, reason: string])[] = [
  ['(?=a)', '`(?=` is not supported'],
  ['(?<!a)b', '`(?<!` is not supported'],
  ['(?P<n>a)', '`(?P<` is not supported'],
  ['(?>a)', '`(?>` is not supported'],
  ['a(?i)b', '`(?i` is not supported'],
  ['(*UTF)a', '`(*` is not supported'],
  [raw`(a)\1`, '`\\1` is not supported'],
  [raw`\Aa`, '`\\A` is not supported'],
  [raw`\p{L}`, '`\\p` is not supported'],
  [raw`a\B`, '`\\B` is not supported'],
  ['[[:alpha:]]', '`[:name:]` is not supported'],
  ['a*+', 'possessive quantifiers are not supported'],
  ['a**', 'a quantifier follows a quantifier'],
  ['^*a', 'a quantifier follows an anchor'],
  ['*a', '`*` has nothing to repeat'],
  ['a|+', '`+` has nothing to repeat'],
  ['{2}', '`{` has nothing to repeat'],
  ['a{1001}', 'more than 1000 repetitions'],
  ['a{2,1}', '{2,1} is out of order'],
  ['(((((a{900}){900}){900})))', 'too large when compiled'],
  ['[b-a]', 'the range b-a is out of order'],
  ['[a', '`[` is not closed'],
  ['(a', '`(` is not closed'],
  ['a)', '`)` closes nothing'],
  ['a\\', 'the last backslash escapes nothing'],
  ['('.repeat(101), 'groups are nested deeper than 100 levels'],
];

test.each(REGEXES)('re: %s', async (regex, reason) => {
  expect(await refusal(ruleOf(`f|re: '${regex}'`))).toBe(`RP5229 7:11 regular expression: ${reason}`);
});

const CONDITIONS: readonly (readonly [condition: string, refusal: string])[] = [
  ['sel_c', 'RP5231 10:14 condition: no search identifier is called sel_c'],
  ['sel_a AND sel_b', 'RP5230 10:20 condition: unexpected AND'],
  ['sel_a sel_b', 'RP5230 10:20 condition: unexpected sel_b'],
  ['sel_a and', 'RP5230 10:14 condition: it ends too early'],
  ['and sel_a', 'RP5230 10:14 condition: unexpected and'],
  ['"sel_a and (sel_b"', 'RP5230 10:25 condition: a bracket is not closed'],
  ['sel_a)', 'RP5230 10:19 condition: unexpected )'],
  ['()', 'RP5230 10:15 condition: unexpected )'],
  ['2 of sel_*', 'RP5205 10:14 `2 of` in a condition is not supported'],
  ['any of sel_*', 'RP5205 10:14 `any of` in a condition is not supported'],
  ['1 of filter*', 'RP5232 10:19 condition: no search identifier fits filter*'],
  ['1 of', 'RP5230 10:14 condition: it ends too early'],
  ['sel_a | count() > 5', 'RP5205 10:20 an aggregation in a condition (use a correlation) is not supported'],
  ["''", 'RP5230 10:14 condition: it is empty'],
  ['', 'RP5203 10:3 detection lacks `condition`'],
  ['{a: b}', 'RP5202 10:14 condition: expected a text'],
  ['[]', 'RP5230 10:14 condition: it is empty'],
  [`${'('.repeat(101)}sel_a${')'.repeat(101)}`, 'RP5233 10:114 condition: nested deeper than 100 levels'],
];

test.each(CONDITIONS)('condition: %s', async (condition, expected) => {
  const text = ruleOf(`sel_a:\n  a: 1\nsel_b:\n  b: 1\ncondition: ${condition}`);
  expect(await refusal(text)).toBe(expected);
});

const good = ruleOf('f: a');
const named = good.replace('title: Test', 'title: Test\nname: base\nid: 5638f7c0');
const body = 'type: event_count\n  rules: [base]\n  timespan: 1h\n  condition: {gte: 2}';
const correlated = (correlation: string): string => `${named}---\ntitle: C\nname: c\ncorrelation:\n  ${correlation}\n`;
const replaced = (from: string | RegExp, to: string): string => correlated(body.replace(from, to));

const DOCUMENTS: Readonly<Record<string, readonly (readonly [name: string, text: string, refusal: string])[]>> = {
  documents: [
    ['nothing', '', 'RP5206 1:1 the text holds no Sigma document'],
    ['comments alone', '# a\n---\n', 'RP5206 1:1 the text holds no Sigma document'],
    ['a text', 'hello', 'RP5202 1:1 the document: expected a map'],
    [
      'neither',
      'title: a\n',
      'RP5204 1:1 the document is neither a rule (`detection`) nor a correlation (`correlation`)',
    ],
    [
      'both',
      `${good}correlation: {}\n`,
      'RP5204 1:1 the document is neither a rule (`detection`) nor a correlation (`correlation`)',
    ],
    ['a filter', `${good}filter: {}\n`, 'RP5205 9:1 a Sigma filter document is not supported'],
    [
      'a collection action',
      'action: global\ntitle: a',
      'RP5205 1:1 a document with `action` (use one rule a document) is not supported',
    ],
    ['no title', good.replace('title: Test', 'id: a'), 'RP5203 1:1 the rule lacks `title`'],
    ['an empty title', good.replace('Test', "''"), 'RP5202 1:8 title: expected a text'],
    ['no log source', good.replace(/logsource:(\n {2}.*){2}\n/, ''), 'RP5203 1:1 the rule lacks `logsource`'],
    [
      'another product',
      good.replace('aws', 'windows'),
      'RP5208 3:12 log source product windows: the events here are AWS CloudTrail records and GuardDuty findings (product aws, service cloudtrail or guardduty)',
    ],
    [
      'another service',
      good.replace('cloudtrail', 'vpcflow'),
      'RP5208 4:12 log source service vpcflow: the events here are AWS CloudTrail records and GuardDuty findings (product aws, service cloudtrail or guardduty)',
    ],
    [
      'a category',
      good.replace('product: aws', 'category: firewall'),
      'RP5208 3:13 log source category firewall: the events here are AWS CloudTrail records and GuardDuty findings (product aws, service cloudtrail or guardduty)',
    ],
    ['another taxonomy', `${good}taxonomy: ecs\n`, 'RP5205 9:11 taxonomy ecs is not supported'],
    [
      'a timeframe',
      good.replace('condition: selection', 'timeframe: 5m\n  condition: selection'),
      'RP5205 8:3 timeframe (use a correlation) is not supported',
    ],
    ['one name twice', `${named}---\n${named}`, 'RP5209 13:7 two rules are called base'],
    ['broken YAML', 'title: [a', 'RP5201 1:10 not valid YAML: deficient indentation'],
    [
      'a merge key',
      `${good}x: &x {a: 1}\ny:\n  <<: *x\n`,
      'RP5201 11:3 not valid YAML: merge keys (`<<`) are not part of YAML 1.2',
    ],
  ],
  correlations: [
    ['a good one', correlated(body), 'accepted'],
    ['by id', replaced('base', '5638f7c0'), 'accepted'],
    [
      'an unknown rule',
      replaced('base', 'bas'),
      'RP5241 16:11 correlation: no rule of this text has the name or id bas',
    ],
    ['itself', replaced('base', 'c'), 'RP5242 16:11 correlation c refers to itself'],
    ['no rules', replaced('[base]', '[]'), 'RP5202 16:10 rules: expected 1 to 100 names or ids'],
    ['a rule as text', replaced('[base]', 'base'), 'RP5202 16:10 rules: expected a list'],
    [
      'a rule twice',
      replaced('[base]', '[base, 5638f7c0]'),
      'RP5202 16:17 rules: expected different rules (Test is repeated)',
    ],
    [
      'another type',
      replaced('event_count', 'value_median'),
      'RP5205 15:9 correlation type value_median is not supported',
    ],
    ['another key', replaced('timespan', 'timeframe'), 'RP5205 17:3 key timeframe of a correlation is not supported'],
    ['no timespan', replaced(/\n {2}timespan: 1h/, ''), 'RP5203 15:3 correlation lacks `timespan`'],
    ['weeks', replaced('1h', '1w'), 'RP5202 17:13 timespan: expected a number and s, m, h or d, such as 90m'],
    [
      'a timespan of nothing',
      replaced('1h', '0s'),
      'RP5202 17:13 timespan: expected a number and s, m, h or d, such as 90m',
    ],
    ['no condition', replaced(/\n {2}condition.*/, ''), 'RP5245 15:3 correlation type event_count needs `condition`'],
    ['an empty condition', replaced('gte: 2', ''), 'RP5202 18:14 condition: expected one of gt, gte, lt, lte, eq, neq'],
    [
      'a condition in words',
      replaced('{gte: 2}', 'base and base'),
      'RP5205 18:14 a correlation condition that is a text is not supported',
    ],
    ['another operator', replaced('gte', 'ge'), 'RP5205 18:15 key ge of a correlation condition is not supported'],
    ['a text as number', replaced('2', "'2'"), 'RP5202 18:20 gte: expected a number'],
    ['a fraction of events', replaced('2', '2.5'), 'RP5202 18:20 gte: expected a whole number'],
    [
      'a field for event_count',
      replaced('gte: 2', 'gte: 2, field: a'),
      'RP5246 18:14 correlation type event_count takes no `field`',
    ],
    [
      'no field for value_count',
      replaced('event_count', 'value_count'),
      'RP5245 18:14 correlation type value_count needs `field`',
    ],
    [
      'a list of fields',
      replaced('gte: 2', 'gte: 2, field: [a]'),
      'RP5205 18:30 a list of fields in a correlation condition is not supported',
    ],
    [
      'no percentile',
      correlated(body.replace('event_count', 'value_percentile').replace('gte: 2', 'field: a, gte: 2')),
      'RP5245 18:14 correlation type value_percentile needs `percentile`',
    ],
    [
      'a percentile of 0',
      replaced('gte: 2', 'gte: 2, percentile: 0'),
      'RP5202 18:35 percentile: expected a number above 0, up to 100',
    ],
    [
      'a group twice',
      replaced('timespan', 'group-by: [a, a]\n  timespan'),
      'RP5202 17:17 group-by: expected different texts (a is repeated)',
    ],
    ['a group as text', replaced('timespan', 'group-by: a\n  timespan'), 'RP5202 17:13 group-by: expected a list'],
    [
      'an alias for another rule',
      replaced('timespan', 'aliases: {a: {bse: x}}\n  timespan'),
      "RP5243 17:17 aliases: bse is not among the correlation's rules",
    ],
    [
      'an alias without a rule',
      replaced('timespan', 'aliases: {a: {}}\n  timespan'),
      'RP5244 17:13 aliases: a names no field of rule base',
    ],
    ['generate in words', `${correlated(body)}generate: never\n`, 'RP5202 19:11 generate: expected true or false'],
  ],
};

describe.each(Object.entries(DOCUMENTS))('%s', (_group, cases) => {
  test.each(cases)('%s', async (_name, text, expected) => {
    expect(await refusal(text)).toBe(expected);
  });
});
