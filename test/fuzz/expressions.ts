import fc from 'fast-check';
import type { KqlType } from '../../src/ir/types.js';
import { registrySignatures, type Parameter, type Signature } from './signatures.js';

type Text = fc.Arbitrary<string>;

/** Columns that every pipeline carries from one operator to the next. */
export const COLUMNS: Readonly<Record<string, KqlType>> = {
  s0: 'string',
  s1: 'string',
  n0: 'long',
  r0: 'real',
  b0: 'bool',
  t0: 'datetime',
  d0: 'dynamic',
};

const LITERALS: Readonly<Record<KqlType, readonly string[]>> = {
  string: [
    '""',
    '"a"',
    '"A"',
    '"Get"',
    '"x y-z"',
    '"a,b,c"',
    '"10.1.2.3"',
    '"é"',
    '"0"',
    '"[1,2]"',
    '"{\\"a\\":1}"',
    '"2024-05-01"',
    '"%41"',
    "'\\''",
  ],
  bool: ['true', 'false', 'bool(null)'],
  int: ['int(1)', 'int(0)', 'int(-3)', 'int(null)'],
  long: ['0', '1', '-1', '2', '7', '100', '9007199254740991', 'long(null)'],
  real: ['0.5', '-1.5', '2.0', '1e10', 'real(null)'],
  decimal: ['decimal(1.5)'],
  datetime: ['datetime(2024-05-01T11:00:00Z)', 'datetime(2024-02-29)', 'datetime(null)'],
  timespan: ['1h', '90s', '1d', '-5m', 'timespan(null)'],
  guid: ['guid(74be27de-1e4e-49d9-b579-fe0b331d3642)'],
  dynamic: [
    'dynamic(null)',
    'dynamic([])',
    'dynamic([1,"a",null,"b"])',
    'dynamic({"a":1,"b":[true,"x"]})',
    'dynamic("a")',
    'dynamic(["a","a","b"])',
  ],
};

const PATTERNS = [
  '"a"',
  '"^[a-z]+$"',
  '"([0-9]+)"',
  '"(a|b)(c?)"',
  '"[A-Z]"',
  '"x*"',
  "'\\\\d+\\\\.\\\\d+'",
  '"(?i)get"',
];

/** Arguments that mean something only as one of a few texts. */
const BY_NAME: Readonly<Record<string, readonly string[]>> = {
  part: ['"day"', '"hour"', '"month"', '"year"', '"minute"', '"week"'],
  period: ['"day"', '"hour"', '"month"', '"year"', '"minute"'],
  delimiter: ['","', '"/"', '"."', '"a"'],
  start: ['0', '1', '-1', '2', '-3'],
  length: ['0', '1', '3', '-1'],
  end: ['0', '1', '-1', '3'],
  occurrence: ['1', '2'],
  captureGroup: ['0', '1'],
  requestedIndex: ['0', '1', '5'],
  bin_size: ['1', '5', '1h'],
  format: ['"yyyy-MM-dd"', '"HH:mm:ss"', '"d.hh:mm"'],
  multiplier: ['0', '1', '2'],
  prefix: ['24', '32', '0'],
  key: ['"a"', '"b"', '"zz"'],
};

const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='];
const TEXT_TESTS = [
  '==',
  '!=',
  '=~',
  '!~',
  'has',
  '!has',
  'has_cs',
  'contains',
  '!contains',
  'contains_cs',
  'startswith',
  '!startswith',
  'startswith_cs',
  'endswith',
  '!endswith',
  'endswith_cs',
  'hasprefix',
  'hassuffix',
];

const any = (items: readonly string[]): Text => fc.constantFrom(...items);
const join = (parts: readonly Text[], put: (parts: string[]) => string): Text => fc.tuple(...parts).map(put);
/** The first shrinks best: a failing call is tried as each of its arguments' columns. */
const oneOf = (...parts: readonly (Text | null)[]): Text =>
  fc.oneof({ withCrossShrink: true }, ...parts.filter((part) => part !== null));

const columnsOf = (type: KqlType): string[] => Object.keys(COLUMNS).filter((name) => COLUMNS[name] === type);

export class Expressions {
  private readonly known = new Map<string, Text>();
  private readonly signatures: readonly Signature[] = registrySignatures();

  of(type: KqlType, depth: number): Text {
    const key = `${type}${depth}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const made =
      depth === 0
        ? this.leaf(type)
        : oneOf(this.leaf(type), this.operator(type, depth - 1), this.call(type, depth - 1));
    this.known.set(key, made);
    return made;
  }

  private leaf(type: KqlType): Text {
    const columns = columnsOf(type);
    const leaves = [...(columns.length > 0 ? [any(columns)] : []), any(LITERALS[type])];
    return oneOf(...leaves);
  }

  private operator(type: KqlType, depth: number): Text | null {
    const pair = (left: KqlType, operators: readonly string[], right: KqlType): Text =>
      join([this.of(left, depth), any(operators), this.of(right, depth)], ([a, op, b]) => `(${a} ${op} ${b})`);
    switch (type) {
      case 'bool':
        return oneOf(
          pair('string', TEXT_TESTS, 'string'),
          pair('long', COMPARISONS, 'long'),
          pair('datetime', COMPARISONS, 'datetime'),
          pair('bool', ['and', 'or', '=='], 'bool'),
          pair('real', COMPARISONS, 'long'),
          pair('dynamic', ['==', '!='], 'string'),
          pair('dynamic', ['==', '>', '<'], 'long'),
          join(
            [this.of('string', depth), any(['in', '!in', 'in~', '!in~']), any(LITERALS.string), any(LITERALS.string)],
            ([a, op, b, c]) => `(${a} ${op} (${b}, ${c}))`,
          ),
          join([this.of('string', depth), any(PATTERNS)], ([a, b]) => `(${a} matches regex ${b})`),
          join([this.of('bool', depth)], ([a]) => `not(${a})`),
          join([this.of('datetime', depth)], ([a]) => `(${a} between (datetime(2024-05-01) .. datetime(2024-05-02)))`),
        );
      case 'long':
        return oneOf(
          pair('long', ['+', '-', '*', '/', '%'], 'long'),
          join([this.of('long', depth)], ([a]) => `(-(${a}))`),
        );
      case 'real':
        return pair('real', ['+', '-', '*', '/'], 'real');
      case 'datetime':
        return pair('datetime', ['+', '-'], 'timespan');
      case 'timespan':
        return oneOf(pair('datetime', ['-'], 'datetime'), pair('timespan', ['+', '-'], 'timespan'));
      case 'dynamic':
        return join([this.of('dynamic', depth), any(['.a', '["b"]', '[0]', '[-1]', '.b[0]', '[1]'])], ([a, path]) =>
          /^[a-z]\w*$/.test(a!) ? `${a}${path}` : `parse_json(tostring(${a}))${path}`,
        );
      default:
        return null;
    }
  }

  private call(type: KqlType, depth: number): Text | null {
    const fitting = this.signatures.filter(({ result }) => result === type || result === null);
    if (fitting.length === 0) return null;
    return fc.oneof(...fitting.map((signature) => this.callOf(signature, type, depth)));
  }

  private callOf({ name, parameters }: Signature, type: KqlType, depth: number): Text {
    const lists = parameters.map((parameter) =>
      fc.array(this.argument(parameter, type, depth), {
        minLength: parameter.min,
        maxLength: Math.max(parameter.max, parameter.min),
      }),
    );
    return fc.tuple(...lists).map((args) => {
      const given = args.flat();
      // `case` pairs conditions with values and ends in one more.
      const pairs = name === 'case' ? given.slice(0, given.length - ((given.length + 1) % 2)) : given;
      return `${name}(${pairs.join(', ')})`;
    });
  }

  private argument({ name, types, pattern }: Parameter, open: KqlType, depth: number): Text {
    if (pattern) return any(PATTERNS);
    const named = BY_NAME[name];
    const [first = open, ...rest] = types;
    const typed =
      rest.length === 0
        ? this.of(first, depth)
        : oneOf(this.of(first, depth), ...rest.map((each) => this.of(each, depth)));
    return named === undefined
      ? typed
      : fc.oneof({ weight: 4, arbitrary: any(named) }, { weight: 1, arbitrary: typed });
  }
}
