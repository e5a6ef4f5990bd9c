import type { Expression } from '../../../src/ir/expression.js';
import { rewrite } from '../../../src/ir/walk-expression.js';
import type { Value } from '../../../src/ir/value.js';
import { isBag } from '../../../src/ir/value.js';

/**
 * `iff(isnotempty(x), x, y)` is `coalesce(x, y)` for strings, where KQL's coalesce takes the first that is not empty. It
 * names x once, and is what a person would write in SQL.
 */
export const preferCoalesce = (expression: Expression): Expression => rewrite(expression, simplify);

function simplify(node: Expression): Expression {
  if (node.kind !== 'call' || node.type !== 'string') return node;
  if (node.fn === 'iff') {
    const [test, yes, no] = node.args;
    return choice(node, test, yes, no) ?? node;
  }
  if (node.fn !== 'case' || node.args.length < 3) return node;
  const [test, yes, no] = node.args.slice(-3);
  const last = choice(node, test, yes, no);
  if (last === null) return node;
  return node.args.length === 3 ? last : { ...node, args: [...node.args.slice(0, -3), last] };
}

function choice(node: Expression, test?: Expression, yes?: Expression, no?: Expression): Expression | null {
  if (test === undefined || yes === undefined || no === undefined || node.kind !== 'call') return null;
  const negated = test.kind === 'call' && test.fn === 'not' ? test.args[0] : undefined;
  const inner = negated ?? test;
  if (inner.kind !== 'call' || inner.fn !== 'isempty') return null;
  const [tested] = inner.args;
  const [first, second] = negated === undefined ? [no, yes] : [yes, no];
  if (tested === undefined || tested.type !== 'string' || !sameExpression(tested, first)) return null;
  return { ...node, fn: 'coalesce', args: [first, second] };
}

/** Whether two expressions are written alike; where they stand does not matter. */
export function sameExpression(a: Expression, b: Expression): boolean {
  if (a.kind === 'column') return b.kind === 'column' && a.name === b.name;
  if (a.kind === 'literal') return b.kind === 'literal' && a.type === b.type && sameScalar(a.value, b.value);
  if (a.kind === 'member') return b.kind === 'member' && a.key === b.key && sameExpression(a.object, b.object);
  if (a.kind === 'index')
    return b.kind === 'index' && sameExpression(a.object, b.object) && sameExpression(a.index, b.index);
  return (
    a.kind === 'call' &&
    b.kind === 'call' &&
    a.fn === b.fn &&
    a.args.length === b.args.length &&
    a.args.every((arg, at) => {
      const other = b.args[at];
      return other !== undefined && sameExpression(arg, other);
    })
  );
}

const sameScalar = (a: Value, b: Value): boolean => !Array.isArray(a) && !isBag(a) && a === b;
