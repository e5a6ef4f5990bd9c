import { requiredPart, simpleName, type SyntaxNode } from '../../kql/syntax.js';
import type { Relation } from '../relation.js';
import { columnsOf, refuse, spanOf, type LoweringContext } from './context.js';
import { lowerAs } from './operators/as.js';
import { lowerDatatable, lowerPrint } from './operators/datatable.js';
import { lowerExtend, lowerSerialize } from './operators/extend.js';
import { lowerExternal } from './operators/external.js';
import { lowerGetSchema } from './operators/getschema.js';
import { lowerInvoke, lowerTableFunction } from './operators/invoke.js';
import { lowerJoin } from './operators/join.js';
import { lowerLookup } from './operators/lookup.js';
import type { LowerOperator, LowerSource } from './operators/lower-operator.js';
import { lowerMvExpand } from './operators/mv-expand.js';
import { lowerParse, lowerParseWhere } from './operators/parse.js';
import { lowerProject, lowerRename, lowerSelection } from './operators/project.js';
import { lowerRange } from './operators/range.js';
import { lowerSort, lowerTake, lowerTop } from './operators/sort.js';
import { lowerCount, lowerDistinct, lowerSummarize } from './operators/summarize.js';
import { lowerUnion, lowerUnionOperator } from './operators/union.js';
import { lowerWhere } from './operators/where.js';

/** One line an operator of a pipe, by the parser's name of its node. */
const OPERATORS: ReadonlyMap<string, LowerOperator> = new Map<string, LowerOperator>([
  ['FilterOperator', lowerWhere],
  ['ExtendOperator', lowerExtend],
  ['SerializeOperator', lowerSerialize],
  ['ProjectOperator', lowerProject],
  ['ProjectAwayOperator', lowerSelection('project-away')],
  ['ProjectKeepOperator', lowerSelection('project-keep')],
  ['ProjectReorderOperator', lowerSelection('project-reorder')],
  ['ProjectRenameOperator', lowerRename],
  ['MvExpandOperator', lowerMvExpand],
  ['JoinOperator', lowerJoin],
  ['LookupOperator', lowerLookup],
  ['UnionOperator', lowerUnionOperator],
  ['SummarizeOperator', lowerSummarize],
  ['DistinctOperator', lowerDistinct],
  ['CountOperator', lowerCount],
  ['SortOperator', lowerSort],
  ['TopOperator', lowerTop],
  ['TakeOperator', lowerTake],
  ['ParseOperator', lowerParse],
  ['ParseWhereOperator', lowerParseWhere],
  ['InvokeOperator', lowerInvoke],
  ['AsOperator', lowerAs],
  ['GetSchemaOperator', lowerGetSchema],
]);

/** One line an operator that begins a pipe. */
const SOURCES: ReadonlyMap<string, LowerSource> = new Map<string, LowerSource>([
  ['NameReference', lowerName],
  ['DataTableExpression', lowerDatatable],
  ['PrintOperator', lowerPrint],
  ['RangeOperator', lowerRange],
  ['UnionOperator', lowerUnion],
  ['ExternalDataExpression', lowerExternal],
  ['FunctionCallExpression', lowerTableFunction],
]);

export function lowerRelation(context: LoweringContext, node: SyntaxNode): Relation {
  const kind = context.kusto.kindOf(node);
  switch (kind) {
    case 'PipeExpression': {
      const input = lowerRelation(context, requiredPart(node, 'Expression'));
      return lowerOperator(context, requiredPart(node, 'Operator'), input);
    }
    // materialize tells Kusto to compute something once, never what.
    case 'MaterializeExpression':
    case 'ParenthesizedExpression':
      return lowerRelation(context, requiredPart(node, 'Expression'));
    default: {
      const lower = SOURCES.get(kind);
      return lower === undefined ? refuse(context, node, 'RP2002', operatorName(node)) : lower(context, node);
    }
  }
}

function lowerOperator(context: LoweringContext, operator: SyntaxNode, input: Relation): Relation {
  const lower = OPERATORS.get(context.kusto.kindOf(operator));
  if (lower === undefined) return refuse(context, operator, 'RP2002', operatorName(operator));
  const outer = context.row;
  context.row = input.columns;
  const lowered = lower(context, operator, input);
  context.row = outer;
  return lowered;
}

/** The keyword that an operator begins with, as written. */
const operatorName = (node: SyntaxNode): string => /^[\w-]+/.exec(node.toString().trim())?.[0] ?? 'expression';

function lowerName(context: LoweringContext, node: SyntaxNode): Relation {
  const name = simpleName(node);
  const binding = context.bindings.get(name);
  if (binding?.kind === 'tabular') return binding.value;
  // A view without parameters goes by its name.
  if (binding?.kind === 'function') return lowerTableFunction(context, node);
  if (node.toString().includes('*'))
    return refuse(context, node, 'RP2004', `the wildcard name '${node.toString().trim()}'`);
  return { op: 'source', table: name, columns: columnsOf(context, node), span: spanOf(context, node) };
}
