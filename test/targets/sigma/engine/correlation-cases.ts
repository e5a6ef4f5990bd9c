import { at } from './support.js';
import type { TestRecord } from './support.js';

/** Some engines know rules by their ID. */
const idOf = (name: string): string =>
  `00000000-0000-4000-8000-${Buffer.from(name).toString('hex').padStart(12, '0').slice(0, 12)}`;

const rule = (name: string, detection: string): string => `title: Rule ${name}
id: ${idOf(name)}
name: ${name}
logsource:
  product: aws
  service: cloudtrail
detection:
  selection:
    ${detection}
  condition: selection
---
`;

/** What the correlations refer to: `fail`, `login` and `admin`. */
export const RULES = rule('fail', 'n: [f, fs]') + rule('login', 'n: [s, fs]') + rule('admin', 'n: m');

/** `f@10:00 u=x`: an event called f at a time, with fields; its ID is its position, A, B, C … */
export function events(text: string): readonly TestRecord[] {
  const records = text.split(', ').map((item, index): TestRecord => {
    const [head = '', ...fields] = item.split(' ');
    const [n, time] = head.split('@');
    return {
      eventID: String.fromCharCode(65 + index),
      ...(time === undefined ? {} : { eventTime: at(time) }),
      n,
      ...Object.fromEntries(
        fields.map((field) => field.split('=')).map(([key, value]) => [key, JSON.parse(value ?? 'null')]),
      ),
    };
  });
  // The order of the log is not that of time.
  return [...records].reverse();
}

/** The whole text: the rules, and a correlation called `Correlation`. */
export const correlationText = (correlation: string, rules = RULES): string =>
  `${rules}title: Correlation\nid: ${idOf('both')}\ncorrelation:\n${correlation.replace(/^/gm, '  ')}\n`;

export type CorrelationCase = readonly [name: string, correlation: string, log: string, firings: string];

const count = (condition: string, more = ''): string =>
  `type: event_count\nrules: [fail]\ngroup-by: [u]\ntimespan: 10m\ncondition: {${condition}}${more}`;
const temporal = (more = '', type = 'temporal'): string =>
  `type: ${type}\nrules: [fail, login]\ngroup-by: [u]\ntimespan: 10m${more}`;
const measure = (type: string, condition: string): string =>
  `type: ${type}\nrules: [fail]\ngroup-by: [u]\ntimespan: 10m\ncondition: {field: v, ${condition}}`;

// https://sigmahq.io/sigma-specification/specification/sigma-correlation-rules-specification.html
export const CORRELATION_CASES: Readonly<Record<string, readonly CorrelationCase[]>> = {
  'Event Count': [
    ['enough within the timespan', count('gte: 3'), 'f@10:00 u=1, f@10:04 u=1, f@10:09 u=1', 'ABC'],
    ['too few', count('gte: 3'), 'f@10:00 u=1, f@10:04 u=1', ''],
    ['the end of the window counts', count('gte: 2'), 'f@10:00 u=1, f@10:10 u=1', 'AB'],
    ['a second later does not', count('gte: 2'), 'f@10:00 u=1, f@10:10:01 u=1', ''],
    ['windows slide, over full hours too', count('gte: 2'), 'f@09:58 u=1, f@10:05 u=1', 'AB'],
    ['each group by itself', count('gte: 2'), 'f@10:00 u=1, f@10:01 u=2, f@10:02 u=1, f@10:03 u=3', 'AC'],
    ['groups compare case and all', count('gte: 2'), 'f@10:00 u="a", f@10:01 u="A", f@10:02 u="a"', 'AC'],
    ['numbers and texts are the same value', count('gte: 2'), 'f@10:00 u="1", f@10:01 u=1', 'AB'],
    [
      'one firing while a burst grows',
      count('gte: 2'),
      'f@10:00 u=1, f@10:01 u=1, f@10:02 u=1, f@10:30 u=1, f@10:31 u=1',
      'ABC DE',
    ],
    [
      'a sliding burst: every window that none contains',
      count('gte: 2'),
      'f@10:00 u=1, f@10:06 u=1, f@10:12 u=1',
      'AB BC',
    ],
    ['events at one time count together', count('eq: 2'), 'f@10:00 u=1, f@10:00 u=1, f@10:00 u=1', ''],
    ['gt', count('gt: 2'), 'f@10:00 u=1, f@10:01 u=1, f@10:02 u=1', 'ABC'],
    ['lt: windows that hold an event', count('lt: 2'), 'f@10:00 u=1, f@10:01 u=1', 'A'],
    ['lte', count('lte: 1'), 'f@10:00 u=1, f@10:01 u=2', 'A B'],
    ['eq', count('eq: 2'), 'f@10:00 u=1, f@10:01 u=1, f@10:02 u=1', 'AB'],
    ['neq, told once although it paused', count('neq: 2'), 'f@10:00 u=1, f@10:01 u=1, f@10:02 u=1', 'ABC'],
    ['a range', count('gt: 1, lte: 2'), 'f@10:00 u=1, f@10:01 u=1, f@10:02 u=1', 'AB'],
    ['other events do not count', count('gte: 2'), 'f@10:00 u=1, s@10:01 u=1, x@10:01 u=1', ''],
    ['no time, no correlation', count('gte: 2'), 'f@10:00 u=1, f u=1', ''],
    ['no group-by value, no group', count('gte: 1'), 'f@10:00, f@10:01 u=null, f@10:02 u=[]', ''],
    ['an empty text is a value', count('gte: 2'), 'f@10:00 u="", f@10:01 u=""', 'AB'],
    [
      'a list is in the group of each element',
      count('gte: 2'),
      'f@10:00 u=["a","b"], f@10:01 u="b", f@10:02 u="a", f@10:03 u="c"',
      'AB AC',
    ],
    [
      'several rules, an event of both counts once',
      count('gte: 2').replace('[fail]', '[fail, login]'),
      'fs@10:00 u=1, s@10:20 u=2, f@10:21 u=2',
      'BC',
    ],
    [
      'grouped by two fields',
      count('gte: 2').replace('[u]', '[u, v]'),
      'f@10:00 u=1 v=1, f@10:01 u=1 v=2, f@10:02 u=1 v=1, f@10:03 u=1',
      'AC',
    ],
    ['not grouped at all', count('gte: 2').replace('[u]', '[]'), 'f@10:00 u=1, f@10:01', 'AB'],
    [
      'timespan in seconds',
      count('gte: 2').replace('10m', '30s'),
      'f@10:00:00 u=1, f@10:00:30 u=1, f@10:01:01 u=1',
      'AB',
    ],
    ['timespan in hours', count('gte: 2').replace('10m', '2h'), 'f@10:00 u=1, f@12:00 u=1', 'AB'],
    ['timespan in days', count('gte: 2').replace('10m', '1d'), 'f@00:00 u=1, f@23:59 u=1', 'AB'],
  ],
  'Value Count': [
    ['different values', measure('value_count', 'gte: 2'), 'f@10:00 u=1 v="a", f@10:01 u=1 v="b"', 'AB'],
    ['equal values count once', measure('value_count', 'gte: 2'), 'f@10:00 u=1 v="a", f@10:01 u=1 v="a"', ''],
    [
      'no value is no value',
      measure('value_count', 'gte: 2'),
      'f@10:00 u=1 v="a", f@10:01 u=1, f@10:02 u=1 v=null',
      '',
    ],
    ['the elements of a list are values', measure('value_count', 'gte: 2'), 'f@10:00 u=1 v=["a","b"]', 'A'],
    [
      'a value that left the window',
      measure('value_count', 'gte: 2'),
      'f@10:00 u=1 v="a", f@10:11 u=1 v="b", f@10:12 u=1 v="b"',
      '',
    ],
    [
      'a value that left and came again',
      measure('value_count', 'gte: 2'),
      'f@10:00 u=1 v="a", f@10:01 u=1 v="a", f@10:11 u=1 v="b"',
      'BC',
    ],
  ],
  'Temporal Proximity': [
    ['both, in any order', temporal(), 's@10:00 u=1, f@10:05 u=1', 'AB'],
    ['one alone', temporal(), 'f@10:00 u=1, f@10:05 u=1', ''],
    ['not for different groups', temporal(), 'f@10:00 u=1, s@10:05 u=2', ''],
    ['too far apart', temporal(), 'f@10:00 u=1, s@10:11 u=1', ''],
    ['an event may match both', temporal(), 'fs@10:00 u=1', 'A'],
    ['all events of the window are evidence', temporal(), 'f@10:00 u=1, f@10:01 u=1, s@10:05 u=1, m@10:05 u=1', 'ABC'],
    [
      'a number of rules',
      temporal('\ncondition: {gte: 2}').replace('login]', 'login, admin]'),
      'f@10:00 u=1, m@10:01 u=1',
      'AB',
    ],
    ['without a condition all of them', temporal().replace('login]', 'login, admin]'), 'f@10:00 u=1, m@10:01 u=1', ''],
  ],
  'Ordered Temporal Proximity': [
    ['in order', temporal('', 'temporal_ordered'), 'f@10:00 u=1, s@10:05 u=1', 'AB'],
    ['out of order', temporal('', 'temporal_ordered'), 's@10:00 u=1, f@10:05 u=1', ''],
    ['at one time', temporal('', 'temporal_ordered'), 's@10:00 u=1, f@10:00 u=1', 'AB'],
    ['in order after all', temporal('', 'temporal_ordered'), 's@10:00 u=1, f@10:05 u=1, s@10:06 u=1', 'ABC'],
    ['the first one left the window', temporal('', 'temporal_ordered'), 'f@10:00 u=1, s@10:11 u=1', ''],
    ['a later first one', temporal('', 'temporal_ordered'), 'f@10:00 u=1, f@10:02 u=1, s@10:11 u=1', 'BC'],
    [
      'three rules',
      temporal('', 'temporal_ordered').replace('login]', 'login, admin]'),
      'f@10:00 u=1, s@10:05 u=1, m@10:06 u=1',
      'ABC',
    ],
    [
      'three rules, two in order',
      temporal('', 'temporal_ordered').replace('login]', 'login, admin]'),
      's@10:00 u=1, f@10:05 u=1, m@10:06 u=1',
      '',
    ],
    [
      'two of three are enough',
      temporal('\ncondition: {gte: 2}', 'temporal_ordered').replace('login]', 'login, admin]'),
      's@10:00 u=1, f@10:05 u=1, m@10:06 u=1',
      'ABC',
    ],
  ],
  'value_sum, value_avg, value_percentile (JSON schema)': [
    ['sum', measure('value_sum', 'gt: 10'), 'f@10:00 u=1 v=5, f@10:01 u=1 v="6"', 'AB'],
    ['sum, what is no number', measure('value_sum', 'gte: 0'), 'f@10:00 u=1 v="x"', ''],
    ['sum, a window later', measure('value_sum', 'gt: 10'), 'f@10:00 u=1 v=9, f@10:11 u=1 v=9', ''],
    ['sum of fractions', measure('value_sum', 'eq: 0.5'), 'f@10:00 u=1 v=0.25, f@10:01 u=1 v=0.25', 'AB'],
    ['avg', measure('value_avg', 'gte: 4.5'), 'f@10:00 u=1 v=4, f@10:01 u=1 v=5, f@10:02 u=1', 'ABC'],
    ['avg too low', measure('value_avg', 'gt: 4.5'), 'f@10:00 u=1 v=4, f@10:01 u=1 v=5', ''],
    [
      'percentile, nearest rank',
      measure('value_percentile', 'percentile: 75, eq: 3'),
      'f@10:00 u=1 v=4, f@10:00 u=1 v=1, f@10:00 u=1 v=3, f@10:00 u=1 v=2',
      'ABCD',
    ],
    [
      'the whole is the greatest',
      measure('value_percentile', 'percentile: 100, eq: 4'),
      'f@10:00 u=1 v=4, f@10:00 u=1 v=1',
      'AB',
    ],
  ],
  'Field Name Aliases': [
    [
      'different fields, one name',
      temporal('\naliases: {u: {fail: a.b, login: c}}'),
      'f@10:00 a={"b":"x"}, s@10:01 c="x", s@10:02 c="y", s@10:03 u="x"',
      'AB',
    ],
    [
      'two aliases',
      temporal('\naliases: {u: {fail: src, login: dst}, w: {fail: dst, login: src}}').replace('[u]', '[u, w]'),
      'f@10:00 src=1 dst=2, s@10:01 src=2 dst=1, s@10:02 src=1 dst=2',
      'AB',
    ],
    [
      'an alias as the counted field',
      'type: value_count\nrules: [fail, login]\ngroup-by: [u]\ntimespan: 10m\naliases: {x: {fail: a, login: b}}\ncondition: {field: x, gte: 2}',
      'f@10:00 u=1 a=1, s@10:01 u=1 b=1 a=2, s@10:30 u=1 b=1, f@10:31 u=1 a=3',
      'CD',
    ],
  ],
};

/** A correlation for others to refer to. */
export const MANY = `title: Many
id: ${idOf('many')}
name: many
correlation:
  type: event_count
  rules: [fail]
  group-by: [host, u]
  timespan: 10m
  condition: {gte: 3}
---
`;
const chain = 'type: temporal_ordered\nrules: [many, login]\ngroup-by: [u]\ntimespan: 1h';
const three = 'f@10:00 host=1 u=1, f@10:01 host=1 u=1, f@10:02 host=1 u=1';

/** "many failed logins as defined above are followed by a successful login" (the specification's last example). */
export const CHAINS: readonly CorrelationCase[] = [
  ['a firing, then an event', chain, `${three}, s@10:30 u=1`, 'ABCD'],
  ['the event came first', chain, `s@09:59 u=1, ${three}`, ''],
  ['the burst goes on after the event', chain, `${three}, s@10:03 u=1, f@10:04 host=1 u=1`, 'ABCDE'],
  ['another user', chain, `${three}, s@10:30 u=2`, ''],
  ['no firing', chain, 'f@10:00 host=1 u=1, f@10:01 host=2 u=1, f@10:02 host=1 u=1, s@10:30 u=1', ''],
  ['the last of the firing counts for the timespan', chain.replace('1h', '5m'), `${three}, s@10:07 u=1`, 'ABCD'],
  [
    'firings are counted',
    'type: event_count\nrules: [many]\ntimespan: 1h\ncondition: {gte: 2}',
    `${three}, f@10:20 host=2 u=1, f@10:20 host=2 u=1, f@10:20 host=2 u=1`,
    'ABCDEF',
  ],
  [
    'a field that the firing is not grouped by comes from its events',
    chain.replace('[u]', '[v]'),
    'f@10:00 host=1 u=1 v=1, f@10:01 host=1 u=1 v=2, f@10:02 host=1 u=1, s@10:05 v=2, s@10:06 v=3',
    'ABCD',
  ],
];
