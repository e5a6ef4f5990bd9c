import type { LogRecord } from '../events/event-source.js';
import { externalsOf } from '../externals/external-rows.js';
import type { Relation } from '../ir/relation.js';
import { mirrorJoins } from '../ir/passes/join-kinds.js';
import { joinSubqueries } from '../ir/passes/subqueries.js';
import type { RuleIR } from '../ir/rule-ir.js';
import { ticksOfUnixMilliseconds } from '../schema/datetime-text.js';
import { tableByName } from '../schema/tables.js';
import type { Externals, Json, RunContext } from '../target/engine.js';
import { attempt, type Attempt } from './attempt.js';
import { baseTicks } from './blank.js';
import { observe, type Sides } from './coverage.js';
import { atomsOf } from './distance.js';
import { withPath } from './draft.js';
import { numbered, scenarioOf, type Scenario } from './emit.js';
import { take, vary } from './moves.js';
import { fieldsRead, mutationsOf, timesAround, typedMutationsOf } from './mutate.js';
import { predicatesOf, type Predicate } from './predicates.js';
import { Random } from './random.js';

export interface GeneratedEvents {
  readonly records: readonly LogRecord[];
  /** The clock to run with, and rows for the inputs from outside; all events are looked at. */
  readonly context: RunContext;
  /** The same within the rule's own period; null for a rule without schedule. */
  readonly windowed: RunContext | null;
  /** Whether the reference returns a row for them, and if not what could not be met. */
  readonly reached: boolean;
  readonly unmet: readonly Predicate['test'][];
  readonly predicates: readonly (Predicate & Sides)[];
}

export interface GenerateOptions {
  /** Another seed makes other choices. */
  readonly seed?: number;
  /** The clock, milliseconds since 1970. */
  readonly now?: number;
}

/** The clock of generated events: any will do, the same for everybody. */
const NOW = Date.UTC(2024, 4, 1, 12);
const MAX_MUTATIONS = 120;
const MAX_NEAR_MISSES = 6;
const MAX_FORKS = 10;
const FEW_COPIES = 8;

/**
 * Makes events for a rule: records that raise its alert, records on either side of each predicate, pairs that meet and that just
 * miss, counts at, below and above each threshold, and records in which a field that is read is missing, empty or of another
 * shape. The same rule and seed give the same events.
 */
export function generateEvents(rule: RuleIR, options: GenerateOptions = {}): GeneratedEvents {
  return new Generator(rule, options.seed ?? 1, options.now ?? NOW).generate();
}

class Generator {
  private readonly random: Random;
  private readonly ticks: bigint;
  /** The time of the records that nothing says more of. */
  private readonly base: bigint;
  private readonly predicates: readonly Predicate[];
  /** The query with joins of six kinds and no queries in expressions: what rows can be sought of. */
  private readonly query: Relation;
  private readonly scenarios = new Map<string, Scenario>();

  constructor(
    private readonly rule: RuleIR,
    private readonly seed: number,
    private readonly now: number,
  ) {
    this.random = new Random(seed);
    this.ticks = ticksOfUnixMilliseconds(now);
    this.base = baseTicks(this.ticks, ticksOfUnixMilliseconds(windowOf(rule, now).start));
    this.predicates = predicatesOf(rule.source);
    this.query = mirrorJoins(joinSubqueries(rule.source));
  }

  generate(): GeneratedEvents {
    const witness = this.findWitness();
    const alone = this.isReached(witness);
    this.add(scenarioOf(witness));
    this.addOtherWays(witness);
    this.addNearMisses(witness);
    this.addMissingSides();
    this.addMutations(witness);
    const { records, context } = this.assembled();
    const { rows, sides } = observe(this.rule.source, this.predicates, records, context);
    return {
      records,
      context,
      windowed: this.rule.rule.schedule === null ? null : { ...context, window: windowOf(this.rule, this.now) },
      reached: alone || rows.length > 0,
      unmet: alone || rows.length > 0 ? [] : witness.unmet.map(({ test }) => test),
      predicates: this.predicates.map((predicate, index) => ({ ...predicate, ...sides[index]! })),
    };
  }

  private add(scenario: Scenario): void {
    this.scenarios.set(
      JSON.stringify([scenario.records, scenario.externals.map(({ name, cells }) => [name, [...cells]])]),
      scenario,
    );
  }

  private seek(turns: ReadonlyMap<number, number> = new Map(), relation: Relation = this.query): Attempt {
    return attempt(relation, this.ticks, this.base, turns, this.seed);
  }

  /** The first attempt whose records give a row when the reference runs them; else the one that came nearest. */
  private findWitness(): Attempt {
    const plain = this.seek();
    if (this.isReached(plain)) return plain;
    let nearest = plain;
    for (const turns of this.forkTurns(plain)) {
      for (const other of this.attemptsFrom(turns, plain)) {
        if (this.isReached(other)) return other;
        if (other.unmet.length < nearest.unmet.length) nearest = other;
      }
    }
    return nearest;
  }

  /** With these turns; and where they lead to forks that were not there before (a second row of a group), with turns there, too. */
  private *attemptsFrom(turns: ReadonlyMap<number, number>, plain: Attempt): Iterable<Attempt> {
    const first = this.seek(turns);
    yield first;
    if (first.forks.length <= plain.forks.length) return;
    for (const turn of this.forkTurns(first)) yield this.seek(new Map([...turn, ...turns]));
  }

  private isReached(found: Attempt): boolean {
    if (found.unmet.length > 0) return false;
    const { records, context } = assemble(this.rule, [scenarioOf(found)], this.now);
    return observe(this.rule.source, [], records, context).rows.length > 0;
  }

  /** One fork taken otherwise at a time. */
  private forkTurns({ forks }: Pick<Attempt, 'forks'>): Map<number, number>[] {
    return forks
      .flatMap((ways, fork) => Array.from({ length: ways - 1 }, (_, way) => new Map([[fork, way + 1]])))
      .slice(0, MAX_FORKS);
  }

  private addOtherWays(witness: Attempt): void {
    for (const turns of this.forkTurns(witness)) this.add(scenarioOf(this.seek(turns)));
  }

  /** The witness with one test given another outcome: the other side of each predicate and border, keys that just miss. */
  private addNearMisses(witness: Attempt): void {
    const { store, constraints } = witness;
    const state = store.snapshot();
    for (const constraint of constraints) {
      for (const atom of atomsOf(constraint.test)) {
        if (atom.kind !== 'call') continue;
        const copies = copiesOf(witness);
        for (const move of take(vary(atom, constraint.view), MAX_NEAR_MISSES)) {
          move();
          // Many copies are worth their space only where it is they that change.
          const few = copies <= FEW_COPIES && constraint.groups > 0;
          this.add(scenarioOf(witness, few || copiesOf(witness) !== copies));
          store.restore(state);
        }
      }
    }
  }

  /** Predicates of which a side is still missing: sought at the operator itself, whatever comes behind it. */
  private addMissingSides(): void {
    const predicates = predicatesOf(this.query);
    const { records, context } = this.assembled();
    const { sides } = observe(this.query, predicates, records, context);
    for (const [index, { relation, test }] of predicates.entries()) {
      if (!('input' in relation)) continue;
      for (const want of [true, false]) {
        if (want ? sides[index]!.met : sides[index]!.failed) continue;
        this.seekSide(relation.input, test, want);
      }
    }
  }

  private seekSide(input: Relation, test: Predicate['test'], want: boolean): void {
    const wish: Predicate['test'] = want
      ? test
      : { kind: 'call', fn: 'not', args: [test], type: 'bool', span: test.span };
    const sought = (turns: ReadonlyMap<number, number>) =>
      attempt(input, this.ticks, this.base, turns, this.seed, [{ test: wish }]);
    const plain = sought(new Map());
    this.add(scenarioOf(plain));
    if (plain.unmet.length === 0) return;
    for (const turns of this.forkTurns(plain)) {
      const other = sought(turns);
      if (other.unmet.length > 0) continue;
      this.add(scenarioOf(other));
      return;
    }
  }

  private addMutations(witness: Attempt): void {
    const scenario = scenarioOf(witness, false);
    const changed = scenario.records.flatMap((record, index) => {
      const leaf = witness.leaves.filter(({ kind }) => kind === 'record')[index];
      const table = leaf?.name ?? '';
      const time =
        tableByName(table)?.columns.find(({ name }) => name === tableByName(table)?.timeColumn)?.paths[0] ?? [];
      const times = timesAround(windowOf(this.rule, this.now)).map((text) => withPath(record, time, text) as LogRecord);
      return [
        ...times,
        ...mutationsOf(record, fieldsRead(this.query, table, true)),
        ...typedMutationsOf(record, fieldsRead(this.query, table, false)),
      ].map((other) => ({
        index,
        record: other,
      }));
    });
    for (const { index, record } of this.random.sample(changed, MAX_MUTATIONS)) {
      this.add({ ...scenario, records: scenario.records.map((each, at) => (at === index ? record : each)) });
    }
  }

  private assembled(): { records: LogRecord[]; context: RunContext } {
    return assemble(this.rule, [...this.scenarios.values()], this.now);
  }
}

const copiesOf = ({ groups }: Attempt): number => groups.reduce((sum, group) => sum + group.copies(), 0);

const DAY = 86_400_000;

const windowOf = ({ rule }: RuleIR, now: number): { start: number; end: number } => ({
  start: now - (rule.schedule?.period ?? DAY),
  end: now,
});

/** All scenarios in one log, and what to run it with. */
function assemble(
  rule: RuleIR,
  scenarios: readonly Scenario[],
  now: number,
): { records: LogRecord[]; context: RunContext } {
  const all = scenarios.map((scenario, index) => numbered(scenario, index));
  const externals: Externals = Object.fromEntries(
    externalsOf(rule.source).map(({ name, columns }) => {
      const rows = all
        .flatMap((scenario) => scenario.externals.filter((each) => each.name === name))
        .map(({ cells }) =>
          columns.map((column) => (cells.get(column.name) ?? (column.type === 'string' ? '' : null)) as Json),
        );
      return [name, { columns, rows }];
    }),
  );
  return { records: all.flatMap(({ records }) => records), context: { now, window: null, externals } };
}
