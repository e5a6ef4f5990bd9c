import { notInPlan, type Call, type Expression, type Index, type Member } from '../../../src/ir/expression.js';
import { reason } from '../codes.js';
import { all, any, type Formula } from '../logic/formula.js';
import { isTooLarge, limited, snippet, type Context } from './context.js';
import { memberField, positionField } from './field.js';
import { jsonMember, jsonPosition } from './json-text.js';
import { PREDICATES } from './predicates.js';
import { SCALARS } from './scalars.js';
import { ALWAYS, negated, NEVER, NULL_TRUTH, opaque, unknownTruth, type Scope } from './scope.js';
import { choice, literal, readsOf, type Opaque, type Term, type Truth } from './term.js';

/** Expressions nested deeper are left out rather than followed: each level costs stack. */
const MAX_NESTING = 200;

/** Reads expressions over a row whose columns have these terms. */
export function createScope(context: Context, columns: ReadonlyMap<string, Term>): Scope {
  let nesting = 0;

  const scope: Scope = {
    context,
    term(expression) {
      if (nesting >= MAX_NESTING) return tooDeep(context, expression);
      nesting++;
      try {
        const term = evaluate(expression);
        return term.kind === 'choice' && isTooLarge(term) ? tooDeep(context, expression, readsOf(term)) : term;
      } finally {
        nesting--;
      }
    },
    truth: (expression) => {
      const { isTrue, isFalse } = truthOf(context, scope.term(expression), expression);
      return { isTrue: limited(context, isTrue, expression.span), isFalse: limited(context, isFalse, expression.span) };
    },
  };

  function evaluate(expression: Expression): Term {
    switch (expression.kind) {
      case 'column':
        return columns.get(expression.name) ?? opaque(context, expression, []);
      case 'literal':
        return literal(expression.value);
      case 'member':
        return member(context, expression, scope.term(expression.object));
      case 'index':
        return element(context, expression, scope.term(expression.object));
      case 'call':
        return call(expression);
      case 'toscalar':
      case 'in-table':
        return notInPlan(expression);
    }
  }

  function call(expression: Call): Term {
    const connective = CONNECTIVES.get(expression.fn);
    if (connective !== undefined) return { kind: 'flag', ...connective(expression, scope) };
    const term = SCALARS.get(expression.fn)?.(expression, scope) ?? null;
    if (term !== null) return term;
    const truth = PREDICATES.get(expression.fn)?.(expression, scope) ?? null;
    if (truth !== null) return { kind: 'flag', ...truth };
    const operands = expression.args.map((arg) => scope.term(arg));
    // What is lost further in says more than that something was.
    const inner = operands.find((operand) => operand.kind === 'opaque' || operand.kind === 'aggregate');
    const outer = opaque(context, expression, operands);
    return inner === undefined ? outer : { ...outer, why: inner.why };
  }

  return scope;
}

const tooDeep = (context: Context, { span }: Expression, reads: readonly string[] = []): Opaque => ({
  kind: 'opaque',
  why: reason('RP3018', [snippet(context, span)], span),
  reads,
});

type Connective = (call: Call, scope: Scope) => Truth;

/** `and`, `or` and `not` have three values: https://learn.microsoft.com/kusto/query/scalar-data-types/null-values */
const CONNECTIVES: ReadonlyMap<string, Connective> = new Map<string, Connective>([
  ['and', (call, scope) => combine(all, any, chain(call), scope)],
  ['or', (call, scope) => combine(any, all, chain(call), scope)],
  ['not', (call, scope) => (call.args[0] === undefined ? NULL_TRUTH : negated(scope.truth(call.args[0])))],
]);

type Join = (of: readonly Formula[]) => Formula;

function combine(whenTrue: Join, whenFalse: Join, of: readonly Expression[], scope: Scope): Truth {
  const truths = of.map((operand) => scope.truth(operand));
  return {
    isTrue: whenTrue(truths.map(({ isTrue }) => isTrue)),
    isFalse: whenFalse(truths.map(({ isFalse }) => isFalse)),
  };
}

/** The operands of a chain of one connective in order, without recursion: chains are as long as their author likes. */
function chain(call: Call): readonly Expression[] {
  const found: Expression[] = [];
  const waiting: Expression[] = [call];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.kind === 'call' && next.fn === call.fn) waiting.push(...next.args.toReversed());
    else found.push(next);
  }
  return found;
}

function truthOf(context: Context, term: Term, expression: Expression): Truth {
  switch (term.kind) {
    case 'flag':
      return term;
    case 'literal':
      return term.value === true ? ALWAYS : term.value === false ? NEVER : NULL_TRUTH;
    case 'choice': {
      const branches = term.branches.map(({ when, then }) => ({ when, truth: truthOf(context, then, expression) }));
      return {
        isTrue: any(branches.map(({ when, truth }) => all([when, truth.isTrue]))),
        isFalse: any(branches.map(({ when, truth }) => all([when, truth.isFalse]))),
      };
    }
    case 'opaque':
    case 'aggregate':
      return unknownTruth(context, term);
    default:
      return unknownTruth(context, opaque(context, expression, [term]));
  }
}

function member(context: Context, expression: Member, object: Term): Term {
  if (object.kind === 'choice') {
    return choice(object.branches.map(({ when, then }) => ({ when, then: member(context, expression, then) })));
  }
  if (object.kind === 'literal' && object.value === null) return literal(null);
  if (object.kind === 'json' && object.as === 'dynamic') return jsonMember(object, expression.key);
  if (object.kind !== 'field' || object.as !== 'dynamic') return opaque(context, expression, [object]);
  const field = memberField(object.field, expression.key);
  if (field !== null) return { ...object, field };
  return {
    kind: 'opaque',
    why: reason('RP3009', [JSON.stringify(expression.key.slice(0, 80))], expression.span),
    reads: [object.field.path],
  };
}

function element(context: Context, expression: Index, object: Term): Term {
  if (object.kind === 'choice') {
    return choice(object.branches.map(({ when, then }) => ({ when, then: element(context, expression, then) })));
  }
  if (object.kind === 'field' && object.as === 'dynamic') return { ...object, field: positionField(object.field) };
  const index = expression.index.kind === 'literal' ? expression.index.value : null;
  if (object.kind === 'json' && object.as === 'dynamic') return jsonPosition(object, index === 0n);
  if (object.kind === 'pieces' && typeof index === 'bigint') {
    const { field, separator, only, text } = object;
    if (only !== null && index !== 0n && index !== -1n) return literal(null);
    const place = only ?? Number(index);
    return {
      kind: 'part',
      field,
      segment: { separator, place: place === 0 ? 'first' : place === -1 ? 'last' : 'other' },
      text,
    };
  }
  return opaque(context, expression, [object]);
}
