import { Row } from '../data/row.js';
import { compareAuto } from '../data/values.js';
import type { ArgReader } from '../syntax/arg-reader.js';
import type { Accumulator } from './aggregates.js';
import { addColumns, defineCommand, withRows } from './command.js';
import { fieldNames } from './fields.js';
import {
  expandStatistics,
  groupsOf,
  parseStatsClause,
  subjectValues,
  type Statistic,
  type StatsClause,
} from './stats-clause.js';

interface Group {
  readonly key: readonly string[];
  readonly accumulators: readonly Accumulator[];
}

const startGroup = (key: readonly string[], statistics: readonly Statistic[]): Group => ({
  key,
  accumulators: statistics.map(({ aggregate, place, name }) => aggregate.start(place, name)),
});

/** The one option is about how Splunk shares out the work. */
const parsePlainClause = (reader: ArgReader): StatsClause =>
  parseStatsClause(reader, ({ name, at }) => {
    if (name !== 'partitions') throw reader.refuseOption(name, at);
    reader.integer('partitions');
  });

/**
 * One row for each combination of the BY fields, in the order of their values; one row in all without BY. Rows that lack a
 * BY field do not count.
 */
export const stats = defineCommand({
  names: ['stats'],
  page: 'stats',
  parse: parsePlainClause,
  run(clause, input, environment) {
    const { by } = clause;
    const statistics = expandStatistics(clause, () => fieldNames(input.rows));
    const groups = new Map<string, Group>();
    if (by.length === 0) groups.set('[]', startGroup([], statistics));
    for (const row of input.rows) {
      const keys = groupsOf(row, by);
      if (keys.length === 0) continue;
      const values = statistics.map((statistic) => subjectValues(statistic, row, environment));
      for (const key of keys) {
        const id = JSON.stringify(key);
        let group = groups.get(id);
        if (group === undefined) groups.set(id, (group = startGroup(key, statistics)));
        for (const [index, accumulator] of group.accumulators.entries()) accumulator.add(values[index]!, row);
      }
    }
    const ordered = [...groups.values()].sort((left, right) => compareKeys(left.key, right.key));
    const columns = [...new Set([...by, ...statistics.map(({ output }) => output)])];
    const rows = ordered.map(({ key, accumulators }) =>
      Row.of([
        ...by.map((name, index) => [name, key[index]!] as const),
        ...statistics.map(({ output }, index) => [output, accumulators[index]!.result()] as const),
      ]),
    );
    // Without BY and without a value there is nothing to show.
    return { rows: rows.filter((row) => row.names().length > 0), columns };
  },
});

function compareKeys(left: readonly string[], right: readonly string[]): number {
  for (const [index, value] of left.entries()) {
    const order = compareAuto(value, right[index]!);
    if (order !== 0) return order;
  }
  return 0;
}

/** Adds to each row the statistics of its group; rows that lack a BY field stay as they are. */
export const eventstats = defineCommand({
  names: ['eventstats'],
  page: 'eventstats',
  parse: parsePlainClause,
  run(clause, input, environment) {
    const statistics = expandStatistics(clause, () => fieldNames(input.rows));
    const groups = new Map<string, Group>();
    const idOf = (row: Row): string | null => {
      const values = clause.by.map((name) => row.get(name));
      return values.includes(undefined) ? null : JSON.stringify(values);
    };
    for (const row of input.rows) {
      const id = idOf(row);
      if (id === null) continue;
      let group = groups.get(id);
      if (group === undefined) groups.set(id, (group = startGroup([], statistics)));
      for (const [index, accumulator] of group.accumulators.entries())
        accumulator.add(subjectValues(statistics[index]!, row, environment), row);
    }
    const results = new Map(
      [...groups].map(([id, group]) => [id, group.accumulators.map((accumulator) => accumulator.result())]),
    );
    const rows = input.rows.map((row) => {
      const id = idOf(row);
      if (id === null) return row;
      const result = row.copy();
      for (const [index, value] of results.get(id)!.entries()) result.set(statistics[index]!.output, value);
      return result;
    });
    return {
      rows,
      columns: addColumns(
        input.columns,
        statistics.map(({ output }) => output),
      ),
    };
  },
});

/**
 * Adds to each row the statistics of the rows up to it, in the order in which they come. `window` counts rows, of the whole
 * stream or, with global=f, of the group.
 */
export const streamstats = defineCommand({
  names: ['streamstats'],
  page: 'streamstats',
  parse(reader) {
    const options = { current: true, window: 0, global: true };
    const clause = parseStatsClause(reader, ({ name, at }) => {
      if (name === 'current' || name === 'global') options[name] = reader.boolean(name);
      else if (name === 'window') options.window = reader.integer('window');
      else throw reader.refuseOption(name, at);
    });
    return { ...options, clause };
  },
  run({ current, window, global, clause }, input, environment) {
    const statistics = expandStatistics(clause, () => fieldNames(input.rows));
    const running = new Map<string, Group>();
    const recent = new Map<string, { id: string; row: Row }[]>();
    const rows = input.rows.map((row) => {
      const values = clause.by.map((name) => row.get(name));
      if (values.includes(undefined)) return row;
      const id = JSON.stringify(values);
      const results = (): readonly ReturnType<Accumulator['result']>[] => {
        if (window === 0)
          return (running.get(id) ?? startGroup([], statistics)).accumulators.map((accumulator) =>
            accumulator.result(),
          );
        const group = startGroup([], statistics);
        for (const item of recent.get(global ? '' : id) ?? []) if (item.id === id) addTo(group, item.row);
        return group.accumulators.map((accumulator) => accumulator.result());
      };
      const addTo = (group: Group, added: Row): void => {
        for (const [index, accumulator] of group.accumulators.entries())
          accumulator.add(subjectValues(statistics[index]!, added, environment), added);
      };
      const include = (): void => {
        if (window === 0) {
          let group = running.get(id);
          if (group === undefined) running.set(id, (group = startGroup([], statistics)));
          addTo(group, row);
          return;
        }
        const key = global ? '' : id;
        const kept = [...(recent.get(key) ?? []), { id, row }];
        recent.set(key, kept.slice(-window));
      };
      if (current) include();
      const result = row.copy();
      for (const [index, value] of results().entries()) result.set(statistics[index]!.output, value);
      if (!current) include();
      return result;
    });
    return {
      ...withRows(input, rows),
      columns: addColumns(
        input.columns,
        statistics.map(({ output }) => output),
      ),
    };
  },
});
