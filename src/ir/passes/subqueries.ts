import { NO_SPAN, type Span } from '../../diagnostics/diagnostic.js';
import type { Call, Expression, InTable, Literal, ToScalar } from '../expression.js';
import { freshName, passThrough, reference } from '../hidden.js';
import type { Assignment, Join, Relation } from '../relation.js';
import { expressionsOf, mapExpressions, rewriteRelation } from '../traverse.js';
import type { Column, KqlType } from '../types.js';
import { queriesIn, rewrite } from '../walk-expression.js';

/**
 * Makes joins of the queries inside expressions, so that targets only know joins: `where x in (T)` is a leftsemi join, `!in` a
 * leftanti join; anywhere else, and for `toscalar(T)`, a leftouter join brings the answer along in a column.
 */
export const joinSubqueries = (relation: Relation): Relation =>
  rewriteRelation(relation, (operator) => {
    if (!expressionsOf(operator).some((expression) => queriesIn(expression).length > 0)) return operator;
    return operator.op === 'where' ? joinWhere(operator) : answerAll(operator);
  });

type Where = Extract<Relation, { op: 'where' }>;

/** Conjuncts that are a plain `in (T)` become semi and anti joins, one after the other, behind the filter that is left. */
function joinWhere(where: Where): Relation {
  const rest: Expression[] = [];
  const tests: { readonly test: InTable; readonly kind: 'leftsemi' | 'leftanti' }[] = [];
  for (const conjunct of conjuncts(where.predicate)) {
    const negated = conjunct.kind === 'call' && conjunct.fn === 'not';
    const test = negated ? conjunct.args[0] : conjunct;
    if (test?.kind === 'in-table') tests.push({ test, kind: negated ? 'leftanti' : 'leftsemi' });
    else rest.push(conjunct);
  }
  let input = rest.length === 0 ? where.input : answerAll({ ...where, predicate: all(rest, where.predicate.span) });
  for (const { test, kind } of tests) input = semiJoin(input, test, kind);
  return only(input, where.columns);
}

const all = (conditions: readonly Expression[], span: Span): Expression =>
  conditions.length === 1 ? conditions[0]! : call('and', conditions, 'bool', span);

const conjuncts = (predicate: Expression): readonly Expression[] =>
  predicate.kind === 'call' && predicate.fn === 'and' ? predicate.args.flatMap(conjuncts) : [predicate];

function semiJoin(input: Relation, test: InTable, kind: 'leftsemi' | 'leftanti'): Relation {
  const { value, ignoreCase, span } = test;
  const plain = value.kind === 'column' && !ignoreCase;
  const name = plain ? value.name : freshName('_in', names(input));
  const left = plain ? input : extend(input, [{ name, value: folded(value, ignoreCase) }]);
  const { relation: right, key } = keyColumn(test);
  const on = [{ left: name, right: key }];
  return {
    op: 'join',
    kind,
    left,
    right,
    on,
    rightNames: [],
    leftOrder: [],
    evidence: 'left',
    columns: left.columns,
    span,
  };
}

/** The first column of the table that is looked into, as a key. */
function keyColumn({ query, ignoreCase }: InTable): { relation: Relation; key: string } {
  const rewritten = joinSubqueries(query);
  const [first] = rewritten.columns;
  if (first === undefined) throw new Error('a table without columns has no key');
  const value = folded(reference(first), ignoreCase);
  return { relation: project(rewritten, [{ name: first.name, value }]), key: first.name };
}

/** `in~` folds ASCII letters only, which is what KQL's `translate` can say. */
function folded(value: Expression, ignoreCase: boolean): Expression {
  if (!ignoreCase) return value;
  const letters = (text: string): Literal => ({ kind: 'literal', type: 'string', value: text, span: value.span });
  const lower = 'abcdefghijklmnopqrstuvwxyz';
  return call('translate', [letters(lower.toUpperCase()), letters(lower), value], 'string', value.span);
}

/** Any other place: the answers come from the side, a column each, and go when the operator is done. */
function answerAll(operator: Relation): Relation {
  const [main] = 'input' in operator ? [operator.input] : [];
  if (main === undefined) return operator;
  let input: Relation = main;
  const replace = (expression: Expression): Expression =>
    rewrite(expression, (node) => {
      if (node.kind !== 'toscalar' && node.kind !== 'in-table') return node;
      const answered = node.kind === 'toscalar' ? askScalar(input, node) : askTable(input, node);
      input = answered.input;
      return answered.value;
    });
  const changed = mapExpressions(operator, memoized(replace));
  if (input === main) return operator;
  const over = { ...changed, input } as Relation;
  // A filter hands its input's columns on, and with them the answers.
  return only(over.op === 'where' ? { ...over, columns: input.columns } : over, operator.columns);
}

/** The walker may ask for an expression twice; each question is asked once. */
function memoized(change: (expression: Expression) => Expression): (expression: Expression) => Expression {
  const done = new Map<Expression, Expression>();
  return (expression) => {
    const known = done.get(expression) ?? change(expression);
    done.set(expression, known);
    return known;
  };
}

interface Answer {
  readonly input: Relation;
  readonly value: Expression;
}

/** Every row meets the one row of the answer. */
function askScalar(input: Relation, { query, type, span }: ToScalar): Answer {
  const rewritten = joinSubqueries(query);
  const [first] = rewritten.columns;
  if (first === undefined) return { input, value: { kind: 'literal', type, value: null, span } };
  const one: Literal = { kind: 'literal', type: 'long', value: 1n, span };
  const taken = new Set(names(input));
  const [left, right, answer] = [freshName('_one', taken), '_one', freshName('_answer', taken)];
  const row: Relation = { op: 'take', input: rewritten, count: 1, order: [], columns: rewritten.columns, span };
  const side = project(row, [
    { name: right, value: one },
    { name: answer, value: reference(first) },
  ]);
  const asked = extend(input, [{ name: left, value: one }]);
  return { input: outerJoin(asked, side, left, right, span), value: { ...reference({ name: answer, type }), span } };
}

/** A row that meets a key of the table has its mark. */
function askTable(input: Relation, test: InTable): Answer {
  const taken = new Set(names(input));
  const [name, mark] = [freshName('_in', taken), freshName('_found', taken)];
  const { relation, key } = keyColumn(test);
  const { span } = test;
  const keyed: Column[] = relation.columns.map(({ type }) => ({ name: '_key', type }));
  const distinct: Relation = {
    op: 'summarize',
    keyword: 'distinct',
    input: relation,
    keys: [{ name: '_key', value: reference({ name: key, type: keyed[0]?.type ?? 'string' }) }],
    aggregates: [],
    order: [],
    columns: keyed,
    span,
  };
  const marked = extend(distinct, [{ name: mark, value: { kind: 'literal', type: 'bool', value: true, span } }]);
  const asked = extend(input, [{ name, value: folded(test.value, test.ignoreCase) }]);
  const found = call('isnull', [reference({ name: mark, type: 'bool' })], 'bool', span);
  return { input: outerJoin(asked, marked, name, '_key', span), value: call('not', [found], 'bool', span) };
}

function outerJoin(left: Relation, right: Relation, leftKey: string, rightKey: string, span: Span): Join {
  const taken = new Set(names(left));
  const rightNames = right.columns.map(({ name }) => {
    const fresh = freshName(name, taken);
    taken.add(fresh);
    return fresh;
  });
  const renamed = right.columns.map(({ type }, index) => ({ name: rightNames[index] ?? '', type }));
  return {
    op: 'join',
    kind: 'leftouter',
    left,
    right,
    on: [{ left: leftKey, right: rightKey }],
    rightNames,
    leftOrder: [],
    evidence: 'left',
    columns: [...left.columns, ...renamed],
    span,
  };
}

const names = ({ columns }: Relation): string[] => columns.map(({ name }) => name);

const call = (fn: string, args: readonly Expression[], type: KqlType, span: Span): Call => ({
  kind: 'call',
  fn,
  args,
  type,
  span,
});

function extend(input: Relation, assignments: readonly Assignment[]): Relation {
  const columns = [...input.columns, ...assignments.map(({ name, value }) => ({ name, type: value.type }))];
  return { op: 'extend', input, assignments, columns, span: NO_SPAN };
}

function project(input: Relation, assignments: readonly Assignment[]): Relation {
  const columns = assignments.map(({ name, value }) => ({ name, type: value.type }));
  return { op: 'project', keyword: 'project', input, assignments, columns, span: NO_SPAN };
}

/** Only these columns of a relation, which may have more by now. */
const only = (relation: Relation, columns: readonly Column[]): Relation =>
  relation.columns.length === columns.length
    ? relation
    : {
        op: 'project',
        keyword: 'project-keep',
        input: relation,
        assignments: columns.map(passThrough),
        columns,
        span: NO_SPAN,
      };
