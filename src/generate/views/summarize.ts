import { aggregateEntry } from '../../functions/aggregates/registry.js';
import { text } from '../../functions/json.js';
import { evaluate } from '../../interpreter/evaluate.js';
import type { Call } from '../../ir/expression.js';
import { reference } from '../../ir/hidden.js';
import type { Aggregate, Summarize } from '../../ir/relation.js';
import { isArray, type Value } from '../../ir/value.js';
import { assign, force, take } from '../moves.js';
import type { Cell } from '../store.js';
import type { Move, View } from '../view.js';
import { viewOf, type Build } from './build.js';

/** More rows than this for one group are not made. */
const MAX_COPIES = 2_000n;
const FILTER_MOVES = 5;

/** A group of one row or of two; `count` and `dcount` may ask for copies of the last. */
export function summarizeView(build: Build, relation: Summarize): View {
  const { input, keys, aggregates } = relation;
  const first = build.leaves.length;
  const members = [build.view(input)];
  const ownLeaves = build.leaves.slice(first);
  if (relation.keyword === 'summarize' && build.fork(2) === 1) members.push(sameGroup(build, relation, members[0]!));
  const last = members.at(-1)!;
  const copies = build.store.cell(0);
  const made = aggregates.map((aggregate) => new MadeAggregate(aggregate, members, copies, build.store.cell(0)));

  for (const { aggregate } of made) {
    if (aggregate.filter !== null)
      build.filters.push({ view: last, test: aggregate.filter, source: 'filter', groups: build.groups.length });
  }
  build.groups.push({
    leaves: members.length === 1 ? ownLeaves : build.leaves.slice(first + ownLeaves.length),
    copies: () => Math.max(copies.value, ...made.map((each) => each.distinct.value)),
    vary: (copy) => made.filter((each) => copy <= each.distinct.value).map((each) => each.another(copy)),
  });

  const key = (name: string) => keys.find((each) => each.name === name);
  const output = (name: string) => made.find(({ aggregate }) => aggregate.outputs.some((each) => each.name === name));
  return viewOf(build, {
    value: (name) => {
      const found = key(name);
      return found === undefined ? (output(name)?.value(name) ?? null) : evaluate(found.value, members[0]!.scope);
    },
    *assign(name, value) {
      const found = key(name);
      if (found === undefined) yield* output(name)?.assign(name, value) ?? [];
      else yield* assign(found.value, value, members[0]!);
    },
    origin: (name) => {
      const found = key(name);
      return found?.value.kind === 'column' ? members[0]!.origin(found.value.name) : null;
    },
  });
}

/** Another row of the group: the same keys. */
function sameGroup(build: Build, { input, keys }: Summarize, first: View): View {
  const other = build.view(input);
  for (const { value } of keys) {
    const both = viewOf(build, {
      value: (name) => evaluate(value, (name === 'first' ? first : other).scope),
      assign: (name, wanted) => assign(value, wanted, name === 'first' ? first : other),
    });
    const [left, right] = ['other', 'first'].map((name) => reference({ name, type: value.type }));
    const test: Call = { kind: 'call', fn: '==', args: [left!, right!], type: 'bool', span: value.span };
    build.constraints.push({ view: both, test, source: 'group', groups: build.groups.length });
  }
  return other;
}

class MadeAggregate {
  constructor(
    readonly aggregate: Aggregate,
    private readonly members: readonly View[],
    private readonly copies: Cell<number>,
    /** Copies that differ in the argument, for `dcount`. */
    readonly distinct: Cell<number>,
  ) {}

  value(name: string): Value {
    const { fn, args, filter, outputs } = this.aggregate;
    const counted = this.members.filter((view) => filter === null || evaluate(filter, view.scope) === true);
    const rows = counted.map((view) => args.map((arg) => evaluate(arg, view.scope)));
    const last = rows.at(-1);
    if (fn === 'count') return BigInt(rows.length) + (last === undefined ? 0n : BigInt(this.copies.value));
    if (last !== undefined) for (let copy = 0; copy < this.copies.value; copy++) rows.push(last);
    const values = aggregateEntry(fn).evaluate(rows, {
      types: args.map(({ type }) => type),
      result: outputs[0]?.type ?? 'dynamic',
    });
    const value = values[outputs.findIndex((output) => output.name === name)] ?? null;
    return fn === 'dcount' && typeof value === 'bigint' ? value + BigInt(this.distinct.value) : value;
  }

  *assign(name: string, value: Value): Generator<Move> {
    const { fn, args, outputs } = this.aggregate;
    if (fn === 'count' || fn === 'dcount') yield* this.assignCount(fn, value);
    else if (fn.startsWith('make_') && isArray(value)) yield* this.assignEach(value);
    else {
      const index = outputs.findIndex((output) => output.name === name);
      const arg = args[index] ?? args[0];
      if (arg === undefined) return;
      if (fn === 'sum') yield* this.repeat(arg, value);
      for (const member of [...this.members].reverse()) yield* assign(arg, value, member);
    }
  }

  private *assignCount(fn: string, value: Value): Generator<Move> {
    if (typeof value !== 'bigint' || value < 1n || value > MAX_COPIES) return;
    const cell = fn === 'count' ? this.copies : this.distinct;
    const filter = this.aggregate.filter;
    const own = BigInt(this.members.filter((view) => filter === null || evaluate(filter, view.scope) === true).length);
    const last = this.members.at(-1);
    if (filter !== null && last !== undefined && evaluate(filter, last.scope) !== true) {
      // The last row does not count yet: it has to, and its copies with it.
      for (const move of take(force(filter, true, last), FILTER_MOVES)) {
        yield () => {
          move();
          cell.value = Math.max(Number(value - own) - 1, 0);
        };
      }
    } else if (value >= own) yield () => void (cell.value = Number(value - own));
  }

  /** A sum of which one row falls short: as many copies of the last as it takes. */
  private *repeat(arg: Call['args'][number], sum: Value): Generator<Move> {
    const last = this.members.at(-1);
    const each = last === undefined ? null : evaluate(arg, last.scope);
    if (typeof sum !== 'bigint' || typeof each !== 'bigint' || each < 1n) return;
    const copies = (sum + each - 1n) / each - BigInt(this.members.length);
    if (copies > 0n && copies <= MAX_COPIES) yield () => void (this.copies.value = Number(copies));
  }

  private *assignEach(values: readonly Value[]): Generator<Move> {
    const [arg] = this.aggregate.args;
    const [member] = this.members;
    if (arg !== undefined && member !== undefined) for (const value of values) yield* assign(arg, value, member);
  }

  /** The argument with a value that no other copy has. */
  *another(copy: number): Generator<Move> {
    const [arg] = this.aggregate.args;
    const last = this.members.at(-1);
    if (arg === undefined || last === undefined) return;
    const current = evaluate(arg, last.scope);
    for (const value of unlike(current, copy)) yield* assign(arg, value, last);
  }
}

function unlike(value: Value, copy: number): Value[] {
  if (typeof value === 'bigint') return [value + BigInt(copy)];
  if (typeof value === 'number') return [value + copy];
  const written = text(value);
  // Another address of a public network.
  if (/^\d+(\.\d+){3}$/.test(written)) return [`198.${18 + (copy >> 16)}.${(copy >> 8) & 255}.${copy & 255}`];
  return [`${written}-${copy}`, `${written}${copy}`, `${copy}-${written}`, `${written} ${copy}`];
}
