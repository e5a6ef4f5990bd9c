import { jsonText, text } from '../functions/json.js';
import type { Expression, Literal } from './expression.js';
import type { Assignment, Relation } from './relation.js';
import type { Column } from './types.js';

/** The IR as readable text, one operator a line, in KQL's words; the right side of a join is indented. */
export const printRelation = (relation: Relation): string => lines(relation).join('\n') + '\n';

function lines(relation: Relation): string[] {
  switch (relation.op) {
    case 'source':
      return [`source ${relation.table} [${relation.columns.map(({ name }) => name).join(', ')}]`];
    case 'datatable':
      return [`datatable (${schema(relation.columns)}) ${relation.rows.length} rows`, ...relation.rows.map(printRow)];
    case 'where':
      return [...lines(relation.input), `where ${printExpression(relation.predicate)}`];
    case 'extend':
      return [...lines(relation.input), `extend ${printAssignments(relation.assignments)}`];
    case 'project':
      return [...lines(relation.input), `${relation.keyword} ${printAssignments(relation.assignments)}`];
    case 'mv-expand': {
      const index = relation.itemIndex === null ? '' : ` with_itemindex=${relation.itemIndex}`;
      const kind = relation.bagExpansion === 'array' ? ' bagexpansion=array' : '';
      const items = relation.items.map(({ name, value, type }) => {
        const cast = type === 'dynamic' ? '' : ` to typeof(${type})`;
        return `${name} = ${printExpression(value)}${cast}`;
      });
      return [...lines(relation.input), `mv-expand${index}${kind} ${items.join(', ')}`];
    }
    case 'join': {
      const on = relation.on.map(({ left, right }) => `$left.${left} == $right.${right}`).join(', ');
      const first = relation.leftOrder.length === 0 ? '' : ` first by ${relation.leftOrder.join(', ')}`;
      const renamed = relation.right.columns
        .map(({ name }, index) => [name, relation.rightNames[index]] as const)
        .filter(([name, output]) => output !== undefined && output !== name)
        .map(([name, output]) => `${name} as ${output}`);
      return [
        ...lines(relation.left),
        `join kind=${relation.kind} on ${on}${first}`,
        ...lines(relation.right).map((line) => `  ${line}`),
        ...(renamed.length === 0 ? [] : [`  renamed ${renamed.join(', ')}`]),
      ];
    }
    case 'let':
      return [`let ${relation.name} =`, ...lines(relation.input).map((line) => `  ${line}`)];
  }
}

const schema = (columns: readonly Column[]): string => columns.map(({ name, type }) => `${name}:${type}`).join(', ');
const printRow = (row: readonly Literal[]): string => `  ${row.map(printExpression).join(', ')}`;

const printAssignments = (assignments: readonly Assignment[]): string =>
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
