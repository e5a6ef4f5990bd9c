import { jsonText, text } from '../functions/json.js';
import type { Expression, Literal } from './expression.js';
import type { Assignment, OrderKey, Relation } from './relation.js';

export const printAssignments = (assignments: readonly Assignment[]): string =>
  assignments
    .map(({ name, value }) =>
      value.kind === 'column' && value.name === name ? name : `${name} = ${printExpression(value)}`,
    )
    .join(', ');

/** Names of the registry that are written between their operands, by how loosely they bind. */
const PRECEDENCE: ReadonlyMap<string, number> = new Map([
  ['or', 1],
  ['and', 2],
  ...['==', '!=', '<', '<=', '>', '>=', '=~', 'in', '!in', 'in~', 'matches regex'].map((fn) => [fn, 3] as const),
  ...['contains', 'contains_cs', 'has', 'has_cs', 'startswith', 'startswith_cs', 'endswith', 'endswith_cs'].map(
    (fn) => [fn, 3] as const,
  ),
  ['+', 4],
  ['-', 4],
  ['*', 5],
  ['/', 5],
  ['%', 5],
]);

/** `TimeGenerated, EventName desc`: ascending with nulls first is not said. */
export const printOrder = (order: readonly OrderKey[]): string =>
  order
    .map(({ name, direction, nulls }) => {
      const usual = (direction === 'asc') === (nulls === 'first');
      return `${name}${direction === 'asc' ? '' : ' desc'}${usual ? '' : ` nulls ${nulls}`}`;
    })
    .join(', ');

/** A query inside an expression, by its name or its operator: its own text would not fit on a line. */
const sourceName = (query: Relation): string =>
  query.op === 'let' || query.op === 'external' ? query.name : query.op === 'source' ? query.table : `… ${query.op}`;

export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'column':
      return expression.name;
    case 'literal':
      return printLiteral(expression);
    case 'member':
      return `${printExpression(expression.object)}[${JSON.stringify(expression.key)}]`;
    case 'index':
      return `${printExpression(expression.object)}[${printExpression(expression.index)}]`;
    case 'toscalar':
      return `toscalar(${sourceName(expression.query)})`;
    case 'in-table':
      return `${printExpression(expression.value)} in${expression.ignoreCase ? '~' : ''} (${sourceName(expression.query)})`;
    case 'call': {
      const { fn, args } = expression;
      const binding = PRECEDENCE.get(fn);
      if (binding === undefined) return `${fn}(${args.map(printExpression).join(', ')})`;
      const operands = args.map((arg) => printOperand(arg, binding));
      if (!/^!?in~?$/.test(fn)) return operands.join(` ${fn} `);
      return `${operands[0] ?? ''} ${fn} (${operands.slice(1).join(', ')})`;
    }
  }
}

/** In parentheses unless the operand binds more tightly than the operator around it. */
function printOperand(expression: Expression, around: number): string {
  const binding = expression.kind === 'call' ? PRECEDENCE.get(expression.fn) : undefined;
  return binding !== undefined && binding <= around ? `(${printExpression(expression)})` : printExpression(expression);
}

function printLiteral({ type, value }: Literal): string {
  if (type === 'string') return JSON.stringify(value);
  if (value === null) return `${type}(null)`;
  if (type === 'dynamic') return `dynamic(${jsonText(value)})`;
  return type === 'long' || type === 'bool' ? text(value) : `${type}(${text(value)})`;
}
