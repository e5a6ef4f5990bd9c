import { applyFunction } from '../functions/apply.js';
import { valueKey } from '../functions/value-key.js';
import { evaluate } from '../interpreter/evaluate.js';
import type { Call, Expression } from '../ir/expression.js';
import { isArray, isBag, type Value } from '../ir/value.js';
import { distance } from './distance.js';
import { proposalsFor, type Proposal } from './propose/registry.js';
import type { Move, View } from './view.js';

/** Ways to make an expression have a value, through its operands down to raw fields. */
export function* assign(expression: Expression, value: Value, view: View): Generator<Move> {
  switch (expression.kind) {
    case 'column':
      yield* view.assign(expression.name, value);
      return;
    case 'member': {
      const object = evaluate(expression.object, view.scope);
      yield* assign(expression.object, withMember(object, expression.key, value), view);
      return;
    }
    case 'index': {
      const changed = withElement(
        evaluate(expression.object, view.scope),
        evaluate(expression.index, view.scope),
        value,
      );
      if (changed !== undefined) yield* assign(expression.object, changed, view);
      return;
    }
    case 'call':
      if (expression.type === 'bool' && typeof value === 'boolean') yield* force(expression, value, view);
      else if (expression.fn === 'iff' || expression.fn === 'case') yield* assignBranch(expression, value, view);
      else yield* propose(expression, view, (result) => valueKey(result) === valueKey(value), value);
      return;
    default:
      return;
  }
}

/** Ways to bring a condition nearer to a truth value: each changes one of its tests. */
export function* force(test: Expression, want: boolean, view: View): Generator<Move> {
  if (distance(test, want, view) === 0) return;
  if (test.kind !== 'call') {
    if (test.kind !== 'literal') yield* assignTo(test, want, view);
    return;
  }
  if (test.fn === 'not') yield* force(test.args[0]!, !want, view);
  else if (test.fn === 'and' || test.fn === 'or') for (const arg of test.args) yield* force(arg, want, view);
  else if (test.fn === 'iff' || test.fn === 'case') yield* assignBranch(test, want, view);
  else yield* propose(test, view, (result) => result === want, want);
}

/** Every way to give a test another outcome, both sides of its border: what near misses are made of. */
export function* vary(test: Call, view: View): Generator<Move> {
  yield* propose(test, view, () => true, evaluate(test, view.scope) !== true);
}

function* assignTo(expression: Exclude<Expression, Call>, want: boolean, view: View): Generator<Move> {
  yield* assign(expression, want, view);
}

const BRANCH_MOVES = 3;

/** A branch that is taken gets the value; or another is taken, and gets it. */
function* assignBranch({ args }: Call, value: Value, view: View): Generator<Move> {
  const last = args.length - 1;
  const conditions = args.filter((_, index) => index % 2 === 0 && index < last);
  const taken = conditions.findIndex((condition) => evaluate(condition, view.scope) === true);
  const branch = (index: number): Expression => args[index < 0 ? last : 2 * index + 1]!;
  yield* assign(branch(taken), value, view);
  for (let other = -1; other < conditions.length; other++) {
    if (other === taken) continue;
    const flips = other < 0 ? [conditions[taken]!] : [conditions[other]!, ...(taken < 0 ? [] : [conditions[taken]!])];
    for (const flip of flips) {
      const moves = take(force(flip, other >= 0 && flip === conditions[other], view), BRANCH_MOVES);
      for (const move of moves) yield then(move, () => assign(branch(other), value, view));
    }
  }
}

/** A move, and after it the first of those that its outcome makes possible. */
const then =
  (move: Move, next: () => Iterable<Move>): Move =>
  () => {
    move();
    const [following] = take(next(), 1);
    following?.();
  };

/** Operands that give an outcome, by the function's table; each is tried on the reference implementation first. */
function* propose(call: Call, view: View, accepts: (result: Value) => boolean, wanted: Value): Generator<Move> {
  const args = call.args.map((arg) => evaluate(arg, view.scope));
  const types = call.args.map(({ type }) => type);
  const fixed = call.args.map(({ kind }) => kind === 'literal');
  for (const proposal of proposalsFor(call.fn, { wanted, args, types, fixed })) {
    // An array of another length than `pack_array` has operands proposes some that are not there.
    if (proposal.some(([index]) => fixed[index] !== false)) continue;
    const changed = [...args];
    for (const [index, value] of proposal) changed[index] = value;
    if (accepts(applyFunction(call, changed, view.scope.now))) yield* operands(call, proposal, view);
  }
}

function* operands(call: Call, [first, ...rest]: Proposal, view: View): Generator<Move> {
  if (first === undefined) return;
  const [index, value] = first;
  const moves = assign(call.args[index]!, value, view);
  if (rest.length === 0) yield* moves;
  else for (const move of take(moves, BRANCH_MOVES)) yield then(move, () => operands(call, rest, view));
}

function withMember(object: Value, key: string, value: Value): Value {
  const changed = new Map<string, Value>(isBag(object) ? object : []);
  if (value === null) changed.delete(key);
  else changed.set(key, value);
  return changed;
}

const MAX_LENGTH = 64n;

function withElement(object: Value, index: Value, value: Value): Value | undefined {
  if (typeof index === 'string') return withMember(object, index, value);
  if (typeof index !== 'bigint' || index > MAX_LENGTH || index < -MAX_LENGTH) return undefined;
  const list: Value[] = isArray(object) ? [...object] : [];
  const at = index < 0n ? Math.max(list.length + Number(index), 0) : Number(index);
  while (list.length < at) list.push('x');
  list[at] = value;
  return list;
}

export function take<T>(items: Iterable<T>, count: number): T[] {
  const taken: T[] = [];
  for (const item of items) {
    if (taken.length >= count) break;
    taken.push(item);
  }
  return taken;
}
