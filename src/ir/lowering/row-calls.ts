import { listPart, requiredPart, type SyntaxNode } from '../../kql/syntax.js';
import type { Expression } from '../expression.js';
import type { Column, KqlType } from '../types.js';
import type { Value } from '../value.js';
import { columnsOf, refuse, spanOf, type LoweringContext } from './context.js';

/** A call, its arguments as they are written, and as they would be lowered: on demand, for a column may not exist. */
interface RowCall {
  readonly context: LoweringContext;
  readonly node: SyntaxNode;
  readonly args: readonly SyntaxNode[];
  readonly lower: (arg: SyntaxNode) => Expression;
}
type LowerRowCall = (call: RowCall) => Expression;

/** Functions that speak of columns by their names: nothing of them is left at run time. */
const ROW_CALLS: ReadonlyMap<string, LowerRowCall> = new Map<string, LowerRowCall>([
  ['column_ifexists', lowerColumnIfExists],
  ['columnifexists', lowerColumnIfExists],
  ['iscolumnexists', (call) => literal(call, 'bool', columnNamed(call, call.args[0]!) !== undefined)],
  ['pack_all', lowerPackAll],
  ['bag_pack_columns', lowerPackColumns],
  ['column_names_of', lowerColumnNames],
]);

/** The call when it is one of these, else null. */
export function lowerRowCall(
  context: LoweringContext,
  node: SyntaxNode,
  written: string,
  lower: RowCall['lower'],
): Expression | null {
  const args = listPart(requiredPart(node, 'ArgumentList'), 'Expressions');
  return ROW_CALLS.get(written)?.({ context, node, args, lower }) ?? null;
}

/** https://learn.microsoft.com/kusto/query/column-ifexists-function */
function lowerColumnIfExists(call: RowCall): Expression {
  const column = columnNamed(call, call.args[0]!);
  return column === undefined ? call.lower(call.args[1]!) : reference(call, column);
}

/** `pack_all(true)` leaves out what is null or empty: https://learn.microsoft.com/kusto/query/pack-all-function */
function lowerPackAll(call: RowCall): Expression {
  const [ignore] = call.args;
  const isIgnoring = ignore !== undefined && constantOf(call, ignore) === true;
  return packed(call, isIgnoring ? 'pack_all' : 'bag_pack', call.context.row ?? []);
}

/** https://learn.microsoft.com/kusto/query/bag-pack-columns-function */
function lowerPackColumns(call: RowCall): Expression {
  const columns = call.args.map((arg) => {
    const column = call.lower(arg);
    return column.kind === 'column' ? column : refuse(call.context, arg, 'RP2004', 'packing what is no column');
  });
  return packed(call, 'bag_pack', columns);
}

/** https://learn.microsoft.com/kusto/query/column-names-of-function */
function lowerColumnNames(call: RowCall): Expression {
  const names = columnsOf(call.context, call.args[0]!).map(({ name }) => name);
  return literal(call, 'dynamic', names);
}

function columnNamed(call: RowCall, name: SyntaxNode): Column | undefined {
  const wanted = constantOf(call, name);
  return call.context.row?.find((column) => column.name === wanted);
}

function constantOf({ context, lower }: RowCall, node: SyntaxNode): Value {
  const expression = lower(node);
  if (expression.kind === 'literal') return expression.value;
  return refuse(context, node, 'RP2004', 'the name or option of a column that is no constant');
}

const reference = ({ context, node }: RowCall, { name, type }: Column): Expression => ({
  kind: 'column',
  name,
  type,
  span: spanOf(context, node),
});

const literal = ({ context, node }: RowCall, type: KqlType, value: Value): Expression => ({
  kind: 'literal',
  type,
  value,
  span: spanOf(context, node),
});

function packed(call: RowCall, fn: string, columns: readonly Column[]): Expression {
  const span = spanOf(call.context, call.node);
  const args = columns.flatMap((column) => [literal(call, 'string', column.name), reference(call, column)]);
  return { kind: 'call', fn, args, type: 'dynamic', span };
}
