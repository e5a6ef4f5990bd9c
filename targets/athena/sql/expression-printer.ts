import type { Dialect } from './dialect.js';
import { doubleLiteral, instantText, intervalLiteral, stringLiteral } from './literals.js';
import { identifier } from './names.js';
import type { SqlExpression, SqlExpressionKind, SqlNode, SqlOrder } from './tree.js';

/** How tightly a printed expression holds together; what is looser than its place demands gets parentheses. */
const TIGHTNESS = {
  or: 1,
  and: 2,
  not: 3,
  comparison: 4,
  concat: 5,
  sum: 6,
  product: 7,
  unary: 8,
  primary: 9,
} as const;

const LINE_WIDTH = 110;
const INDENT = '  ';

interface Printed {
  readonly text: string;
  readonly tightness: number;
}

type Printers = { readonly [Kind in SqlExpressionKind]: (node: SqlNode<Kind>, printer: ExpressionPrinter) => Printed };

/** Prints expressions of one dialect: on one line where it fits, else broken at AND, OR, WHEN and commas. */
export class ExpressionPrinter {
  readonly #flat = new WeakMap<SqlExpression, Printed>();

  constructor(readonly dialect: Dialect) {}

  /** `indent` is the depth of the line that the text starts on, `used` the columns already taken there. */
  print(expression: SqlExpression, indent: number, used = 0, tightness = 0): string {
    const flat = this.flat(expression, tightness);
    if (indent * INDENT.length + used + flat.length <= LINE_WIDTH) return flat;
    const broken = this.#broken(expression, indent);
    if (broken === null) return flat;
    return broken.tightness < tightness ? parenthesised(broken.text, indent) : broken.text;
  }

  /** On one line, in parentheses when it holds less tightly than `tightness`. */
  flat(expression: SqlExpression, tightness = 0): string {
    const printed = this.printed(expression);
    return printed.tightness < tightness ? `(${printed.text})` : printed.text;
  }

  /** A function's name in the dialect. */
  name(name: string): string {
    return Object.hasOwn(this.dialect.calls, name) ? (this.dialect.calls[name] ?? name) : name;
  }

  /** On one line, with how tightly it holds. */
  printed(expression: SqlExpression): Printed {
    let printed = this.#flat.get(expression);
    if (printed === undefined) {
      const print = PRINTERS[expression.kind] as (node: SqlExpression, printer: ExpressionPrinter) => Printed;
      printed = print(expression, this);
      this.#flat.set(expression, printed);
    }
    return printed;
  }

  #broken(node: SqlExpression, indent: number): Printed | null {
    const line = `\n${INDENT.repeat(indent)}`;
    const inner = `\n${INDENT.repeat(indent + 1)}`;
    switch (node.kind) {
      case 'logical': {
        const own = node.operator === 'AND' ? TIGHTNESS.and : TIGHTNESS.or;
        const operands = node.operands.map((each) => this.print(each, indent, node.operator.length + 1, TIGHTNESS.not));
        return { text: operands.join(`${line}${node.operator} `), tightness: own };
      }
      case 'case': {
        const branches = node.branches.map(
          ({ when, then }) => `WHEN ${this.print(when, indent + 1, 5)} THEN ${this.print(then, indent + 1, 5)}`,
        );
        const rest = node.otherwise === null ? [] : [`ELSE ${this.print(node.otherwise, indent + 1, 5)}`];
        return { text: `CASE${inner}${[...branches, ...rest].join(inner)}${line}END`, tightness: TIGHTNESS.primary };
      }
      case 'call': {
        const args = node.args.map((arg) => this.print(arg, indent + 1));
        return {
          text: `${this.name(node.name)}(${inner}${args.join(`,${inner}`)}${line})`,
          tightness: TIGHTNESS.primary,
        };
      }
      case 'array': {
        const items = node.items.map((item) => this.print(item, indent + 1));
        return { text: `ARRAY[${inner}${items.join(`,${inner}`)}${line}]`, tightness: TIGHTNESS.primary };
      }
      case 'binary': {
        const [own, left, right] = OPERATORS[node.operator];
        // Only a call on the left is worth its lines: `strpos(…) > 0`.
        if (node.left.kind !== 'call') return null;
        const text = `${this.print(node.left, indent, 0, left)} ${node.operator} ${this.flat(node.right, right)}`;
        return { text, tightness: own };
      }
      case 'cast': {
        const operand = this.print(node.operand, indent + 1);
        if (node.type === 'json')
          return { text: this.dialect.toJson(`${inner}${operand}${line}`), tightness: TIGHTNESS.primary };
        const text = `CAST(${inner}${operand} AS ${this.dialect.types[node.type]}${line})`;
        return { text, tightness: TIGHTNESS.primary };
      }
      case 'order-of-reals':
        return this.#broken(this.dialect.orderOfReals(node.operator, node.left, node.right), indent);
      case 'json-bag':
        return this.#broken(this.dialect.jsonBag(node.entries), indent);
      case 'json-object':
        return this.#broken(this.dialect.jsonObject(node.entries), indent);
      default:
        return null;
    }
  }
}

const parenthesised = (body: string, indent: number): string => {
  const inner = `\n${INDENT.repeat(indent + 1)}`;
  return `(${inner}${body.replaceAll('\n', `\n${INDENT}`)}\n${INDENT.repeat(indent)})`;
};

const primary = (printed: string): Printed => ({ text: printed, tightness: TIGHTNESS.primary });
const list = (items: readonly SqlExpression[], printer: ExpressionPrinter): string =>
  items.map((item) => printer.flat(item)).join(', ');

/** How tight an operator holds, and how tight its two operands must: no chain of mixed operators is left to precedence. */
const OPERATORS = {
  '=': [TIGHTNESS.comparison, TIGHTNESS.concat, TIGHTNESS.concat],
  '<>': [TIGHTNESS.comparison, TIGHTNESS.concat, TIGHTNESS.concat],
  '<': [TIGHTNESS.comparison, TIGHTNESS.concat, TIGHTNESS.concat],
  '<=': [TIGHTNESS.comparison, TIGHTNESS.concat, TIGHTNESS.concat],
  '>': [TIGHTNESS.comparison, TIGHTNESS.concat, TIGHTNESS.concat],
  '>=': [TIGHTNESS.comparison, TIGHTNESS.concat, TIGHTNESS.concat],
  '||': [TIGHTNESS.concat, TIGHTNESS.concat, TIGHTNESS.product],
  '+': [TIGHTNESS.sum, TIGHTNESS.sum, TIGHTNESS.product],
  '-': [TIGHTNESS.sum, TIGHTNESS.sum, TIGHTNESS.product],
  '*': [TIGHTNESS.product, TIGHTNESS.unary, TIGHTNESS.unary],
  '/': [TIGHTNESS.product, TIGHTNESS.unary, TIGHTNESS.unary],
  '%': [TIGHTNESS.product, TIGHTNESS.unary, TIGHTNESS.unary],
} as const;

const PRINTERS: Printers = {
  column: (node) =>
    primary(node.table === null ? identifier(node.name) : `${identifier(node.table)}.${identifier(node.name)}`),
  field: (node, printer) => primary(`${printer.flat(node.object, TIGHTNESS.primary)}.${identifier(node.name)}`),
  subscript: (node, printer) => primary(`${printer.flat(node.object, TIGHTNESS.primary)}[${node.at}]`),
  string: (node) => primary(stringLiteral(node.value)),
  integer: (node) =>
    node.value < 0n ? { text: String(node.value), tightness: TIGHTNESS.unary } : primary(String(node.value)),
  double: (node) =>
    node.value < 0
      ? { text: doubleLiteral(node.value), tightness: TIGHTNESS.unary }
      : primary(doubleLiteral(node.value)),
  boolean: (node) => primary(node.value ? 'TRUE' : 'FALSE'),
  null: () => primary('NULL'),
  instant: (node, printer) => primary(printer.dialect.instant(instantText(node.millis))),
  interval: (node) => primary(intervalLiteral(node.millis)),
  'current-timestamp': () => primary('current_timestamp'),
  call: (node, printer) => primary(`${printer.name(node.name)}(${list(node.args, printer)})`),
  binary: (node, printer) => {
    const [own, left, right] = OPERATORS[node.operator];
    return {
      text: `${printer.flat(node.left, left)} ${node.operator} ${printer.flat(node.right, right)}`,
      tightness: own,
    };
  },
  quotient: (node, printer) => {
    const operands = [printer.flat(node.left, TIGHTNESS.unary), printer.flat(node.right, TIGHTNESS.unary)];
    return { text: operands.join(` ${printer.dialect.quotient} `), tightness: TIGHTNESS.product };
  },
  logical: (node, printer) => {
    const own = node.operator === 'AND' ? TIGHTNESS.and : TIGHTNESS.or;
    return {
      text: node.operands.map((each) => printer.flat(each, TIGHTNESS.not)).join(` ${node.operator} `),
      tightness: own,
    };
  },
  not: (node, printer) => ({ text: `NOT ${printer.flat(node.operand, TIGHTNESS.primary)}`, tightness: TIGHTNESS.not }),
  negate: (node, printer) => ({
    text: `-${printer.flat(node.operand, TIGHTNESS.primary)}`,
    tightness: TIGHTNESS.unary,
  }),
  'is-null': (node, printer) => ({
    text: `${printer.flat(node.operand, TIGHTNESS.concat)} IS ${node.negated ? 'NOT ' : ''}NULL`,
    tightness: TIGHTNESS.comparison,
  }),
  'is-distinct': (node, printer) => ({
    text: `${printer.flat(node.left, TIGHTNESS.concat)} IS DISTINCT FROM ${printer.flat(node.right, TIGHTNESS.concat)}`,
    tightness: TIGHTNESS.comparison,
  }),
  in: (node, printer) => ({
    text: `${printer.flat(node.operand, TIGHTNESS.concat)} IN (${list(node.items, printer)})`,
    tightness: TIGHTNESS.comparison,
  }),
  case: (node, printer) => {
    const branches = node.branches.map(({ when, then }) => `WHEN ${printer.flat(when)} THEN ${printer.flat(then)}`);
    const rest = node.otherwise === null ? [] : [`ELSE ${printer.flat(node.otherwise)}`];
    return primary(['CASE', ...branches, ...rest, 'END'].join(' '));
  },
  cast: (node, printer) =>
    node.type === 'json'
      ? primary(printer.dialect.toJson(printer.flat(node.operand)))
      : primary(`CAST(${printer.flat(node.operand)} AS ${printer.dialect.types[node.type]})`),
  try: (node, printer) => {
    const own = printer.dialect.attempted(node.operand);
    return own === null ? primary(`TRY(${printer.flat(node.operand)})`) : printer.printed(own);
  },
  array: (node, printer) => primary(`ARRAY[${list(node.items, printer)}]`),
  lambda: (node, printer) => {
    const names = node.parameters.map(identifier);
    const head = names.length === 1 ? (names[0] ?? '') : `(${names.join(', ')})`;
    return { text: `${head} -> ${printer.flat(node.body)}`, tightness: 0 };
  },
  'json-path': (node, printer) => primary(stringLiteral(printer.dialect.jsonPath(node.keys))),
  'json-object': (node, printer) => printer.printed(printer.dialect.jsonObject(node.entries)),
  'json-bag': (node, printer) => printer.printed(printer.dialect.jsonBag(node.entries)),
  'order-of-reals': ({ operator, left, right }, printer) =>
    printer.printed(printer.dialect.orderOfReals(operator, left, right)),
  'ipv4-number': (node, printer) => printer.printed(printer.dialect.ipv4Number(node.operand)),
  'try-cast': (node, printer) =>
    primary(`TRY_CAST(${printer.flat(node.operand)} AS ${printer.dialect.types[node.type]})`),
  unescaped: (node, printer) => printer.printed(printer.dialect.unescaped(node.operand)),
  'one-entry-bags': (node, printer) => printer.printed(printer.dialect.oneEntryBags(node.json)),
  aggregate: (node, printer) => {
    const args = node.args.length === 0 ? '*' : list(node.args, printer);
    const order = node.orderBy.length === 0 ? '' : ` ORDER BY ${orderText(node.orderBy, printer)}`;
    const filter = node.filter === null ? '' : ` FILTER (WHERE ${printer.flat(node.filter)})`;
    return primary(`${printer.name(node.name)}(${node.distinct ? 'DISTINCT ' : ''}${args}${order})${filter}`);
  },
  over: (node, printer) => {
    const parts = [
      ...(node.partitionBy.length === 0 ? [] : [`PARTITION BY ${list(node.partitionBy, printer)}`]),
      ...(node.orderBy.length === 0 ? [] : [`ORDER BY ${orderText(node.orderBy, printer)}`]),
      ...(node.rows ? ['ROWS UNBOUNDED PRECEDING'] : []),
    ];
    return primary(`${printer.flat(node.call)} OVER (${parts.join(' ')})`);
  },
  'in-query': (node, printer) => {
    const query = `(SELECT ${identifier(node.column)} FROM ${identifier(node.table)})`;
    const text = `${printer.flat(node.operand, TIGHTNESS.concat)} ${node.negated ? 'NOT ' : ''}IN ${query}`;
    return { text, tightness: TIGHTNESS.comparison };
  },
  exists: (node, printer) => {
    const where = node.where.map((each) => printer.flat(each, TIGHTNESS.not)).join(' AND ');
    const from = `FROM ${identifier(node.table)} AS ${identifier(node.alias)}`;
    const text = `EXISTS (SELECT 1 ${from} WHERE ${where})`;
    return node.negated ? { text: `NOT ${text}`, tightness: TIGHTNESS.not } : primary(text);
  },
};

/** NULLs come last in both dialects unless it is said. */
export const orderText = (keys: readonly SqlOrder[], printer: ExpressionPrinter): string =>
  keys
    .map(({ value, direction, nulls }) => {
      const down = direction === 'desc' ? ' DESC' : '';
      return `${printer.flat(value)}${down}${nulls === 'first' ? ' NULLS FIRST' : ''}`;
    })
    .join(', ');
