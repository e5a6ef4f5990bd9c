import type { Call, Expression } from '../expression.js';
import type { Relation } from '../relation.js';
import { mapExpressions, rewriteRelation } from '../traverse.js';
import { rewrite } from '../walk-expression.js';

/** Rewrites that hold for every row and make each target's text shorter; each is one line of this table. */
const RULES: readonly ((call: Call) => Expression | null)[] = [
  // (a and b) and c is a and b and c: readers count terms, not parentheses.
  (call) => (call.fn === 'and' || call.fn === 'or' ? flatten(call) : null),
  // A pattern without metacharacters is a plain text.
  (call) => (call.fn === 'indexof_regex' && isPlainPattern(call.args[1]) ? { ...call, fn: 'indexof' } : null),
  // parse_json of a dynamic value returns it unchanged.
  (call) => (call.fn === 'parse_json' && call.args[0]?.type === 'dynamic' ? call.args[0] : null),
  // tostring of a string is the string.
  (call) => (call.fn === 'tostring' && call.args[0]?.type === 'string' ? call.args[0] : null),
];

export const simplify = (relation: Relation): Relation =>
  rewriteRelation(relation, (operator) => mergeWheres(mapExpressions(operator, simplifyExpression)));

export const simplifyExpression = (expression: Expression): Expression =>
  rewrite(expression, (node) => {
    if (node.kind !== 'call') return node;
    for (const rule of RULES) {
      const simpler = rule(node);
      if (simpler !== null) return simpler;
    }
    return node;
  });

/** `where a | where b` is `where a and b`: both drop null. */
function mergeWheres(operator: Relation): Relation {
  if (operator.op !== 'where' || operator.input.op !== 'where') return operator;
  const { input } = operator;
  const span = { start: input.predicate.span.start, end: operator.predicate.span.end };
  const both: Call = { kind: 'call', fn: 'and', args: [input.predicate, operator.predicate], type: 'bool', span };
  return { ...operator, input: input.input, predicate: flatten(both) ?? both };
}

function flatten(call: Call): Call | null {
  if (!call.args.some((arg) => arg.kind === 'call' && arg.fn === call.fn)) return null;
  const args = call.args.flatMap((arg) => (arg.kind === 'call' && arg.fn === call.fn ? arg.args : [arg]));
  return { ...call, args };
}

const isPlainPattern = (pattern: Expression | undefined): boolean =>
  pattern?.kind === 'literal' && typeof pattern.value === 'string' && !/[\\^$.|?*+()[\]{}]/.test(pattern.value);
