import { KQL_CODES } from '../../kql/codes.js';
import { parseKql, type KqlFault } from '../../kql/parse.js';
import { listPart, requiredPart, type SyntaxNode } from '../../kql/syntax.js';
import type { TableSchema } from '../../schema/table.js';
import type { Relation } from '../relation.js';
import { LoweringStop, refuse, type LoweringContext } from './context.js';
import { lowerLet } from './lower-let.js';
import { lowerRelation } from './lower-relation.js';
import { callFunction } from './user-functions.js';

export interface LoweredQuery {
  /** Null when there is an error among the faults. */
  readonly relation: Relation | null;
  readonly faults: readonly KqlFault[];
}

/** KQL text to IR. Every operator and function is either lowered or named in a fault; nothing is skipped. */
export async function lowerQuery(query: string, tables: readonly TableSchema[]): Promise<LoweredQuery> {
  const parsed = await parseKql(query, tables);
  if ('code' in parsed) return { relation: null, faults: [parsed] };
  const context: LoweringContext = {
    kusto: parsed.kusto,
    bindings: new Map(),
    faults: [...parsed.faults],
    lowerQuery: (node) => lowerRelation(context, node),
    callFunction: (node, called, input) => callFunction(context, node, called, input),
    shift: 0,
    expansions: 0,
  };
  // Unbound names have no types, so lowering text that does not bind would only repeat the binder's faults.
  if (parsed.faults.some(({ severity }) => severity === 'error')) return { relation: null, faults: context.faults };

  let relation: Relation | null = null;
  try {
    for (const statement of listPart(parsed.syntax, 'Statements')) {
      relation = lowerStatement(context, statement) ?? relation;
    }
  } catch (error) {
    if (!(error instanceof LoweringStop)) throw error;
    return { relation: null, faults: context.faults };
  }
  if (relation === null) {
    const end = { start: query.length, end: query.length };
    context.faults.push({ severity: 'error', code: 'RP2005', message: KQL_CODES.RP2005.message(), span: end });
  }
  return { relation, faults: context.faults };
}

/** The relation of an expression statement; a `let` only binds. */
function lowerStatement(context: LoweringContext, statement: SyntaxNode): Relation | null {
  const kind = context.kusto.kindOf(statement);
  if (kind === 'LetStatement') {
    lowerLet(context, statement);
    return null;
  }
  if (kind !== 'ExpressionStatement') return refuse(context, statement, 'RP2004', `a ${words(kind)}`);
  const expression = requiredPart(statement, 'Expression');
  if (expression.ResultType?.Columns == null) return refuse(context, expression, 'RP2005');
  return lowerRelation(context, expression);
}

/** `SetOptionStatement` as people say it: `set option statement`. */
const words = (kind: string): string => kind.replace(/(?!^)([A-Z])/g, ' $1').toLowerCase();
