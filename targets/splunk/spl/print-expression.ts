import type { Condition, Value } from './expression.js';
import { quoteExpressionField, quoteText } from './quote.js';

/**
 * Expressions as text. Splunk documents different precedences for `search` and `where`, so mixed operators always get
 * parentheses and nobody has to know them.
 */
export function printValue(value: Value): string {
  switch (value.kind) {
    case 'field':
      return quoteExpressionField(value.name);
    case 'text':
      return quoteText(value.value);
    case 'number':
      return printNumber(value.value);
    case 'call':
      return `${value.fn}(${value.args.map(printValue).join(',')})`;
    case 'binary':
      // A dot without spaces would make one field name of two.
      return value.op === '.'
        ? `${operand(value.left, value.op)} . ${operand(value.right, null)}`
        : `${operand(value.left, value.op)}${value.op}${operand(value.right, value.op === '+' || value.op === '*' ? value.op : null)}`;
    case 'if':
      return `if(${printCondition(value.when)},${printValue(value.then)},${printValue(value.otherwise)})`;
    case 'case': {
      const branches = value.branches.map((branch) => `${printCondition(branch.when)},${printValue(branch.value)}`);
      const otherwise = value.otherwise === null ? [] : [`true(),${printValue(value.otherwise)}`];
      return `case(${[...branches, ...otherwise].join(',')})`;
    }
  }
}

export function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'compare':
      return `${operand(condition.left, null)}${condition.op}${operand(condition.right, null)}`;
    case 'test':
      return `${condition.fn}(${condition.args.map(printValue).join(',')})`;
    case 'and':
    case 'or':
      return joined(condition.operands, condition.kind === 'and' ? ' AND ' : ' OR ');
    case 'not':
      return `NOT ${nested(condition.operand)}`;
  }
}

/** The operands of a condition's outermost `AND` or `OR`, for breaking lines between them. */
export const printOperands = (condition: Condition): readonly string[] =>
  condition.kind === 'and' || condition.kind === 'or' ? condition.operands.map(nested) : [printCondition(condition)];

const joined = (operands: readonly Condition[], glue: string): string => operands.map(nested).join(glue);

const nested = (condition: Condition): string =>
  condition.kind === 'test' || condition.kind === 'compare'
    ? printCondition(condition)
    : `(${printCondition(condition)})`;

/** `free`: the operator under which the same operator needs no parentheses. */
function operand(value: Value, free: string | null): string {
  const bare = value.kind !== 'binary' ? !(value.kind === 'number' && value.value < 0) : value.op === free;
  return bare ? printValue(value) : `(${printValue(value)})`;
}

/** SPL has no exponent notation. */
function printNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('SPL has no numeral for an infinity or NaN');
  if (Object.is(value, -0)) return '0';
  const plain = String(value);
  if (!/e/i.test(plain)) return plain;
  if (Number.isInteger(value)) return BigInt(value).toString();
  return value.toFixed(20).replace(/0+$/, '');
}
