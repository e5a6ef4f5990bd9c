import type { Hunt, HuntedRule, HuntFailure, PlannedRule } from '../api/hunt.js';
import { visibleText } from '../diagnostics/visible-text.js';
import type { Json } from '../target/engine.js';
import type { ReadPlan } from '../target/store.js';
import type { Window } from '../target/target.js';
import { csvLines } from './csv.js';
import { alertLines } from './detect.js';

/** The alerts as `detect` prints them, then the rules whose rows raise none. */
export function huntLines({ rules }: Hunt): string[] {
  const silent = rules.flatMap(({ rule, result, alerts }) =>
    result === null || result.rows.length === 0 || alerts.length > 0
      ? []
      : [
          `${visibleText(rule.rule.name)}: ${result.rows.length} rows, too few or too many for its trigger to raise an alert`,
        ],
  );
  return [...alertLines(rules.flatMap(({ alerts }) => alerts)), ...silent];
}

/** What `detect` prints, and for each rule what was run. */
export const huntJson = ({ now, rules }: Hunt) => ({
  now: new Date(now).toISOString(),
  alerts: rules.flatMap(({ alerts }) => alerts),
  rules: rules.map(({ rule: { rule }, window, result, alerts, failure }) => ({
    ruleId: rule.id,
    name: rule.name,
    window: windowJson(window),
    rows: result?.rows.length ?? null,
    alerts: alerts.length,
    query:
      result === null
        ? null
        : {
            id: result.statistics.queryId,
            milliseconds: result.statistics.milliseconds,
            scannedBytes: result.statistics.scannedBytes,
          },
    failure: failure === null ? null : { code: CODES[failure.reach], message: failure.message },
  })),
});

/** All rows, whether they raise an alert or not: the columns of all rules, and the evidence with blanks between. */
export function huntCsv({ rules }: Hunt): string[] {
  const columns = [...new Set(rules.flatMap(({ result }) => result?.columns.map(({ name }) => name) ?? []))];
  const rows = rules.flatMap(({ rule: { rule }, result }) => {
    const at = new Map(result?.columns.map(({ name }, index) => [name, index]));
    return (result?.rows ?? []).map(({ values, evidence }): Json[] => {
      const cell = (name: string): Json => {
        const index = at.get(name);
        return index === undefined ? null : (values[index] ?? null);
      };
      return [rule.id, rule.name, ...columns.map(cell), evidence.join(' ')];
    });
  });
  const own = (name: string): string => (columns.includes(name) ? own(`${name}_`) : name);
  return csvLines([[own('ruleId'), own('ruleName'), ...columns, own('evidence')], ...rows]);
}

export const planLines = (planned: readonly PlannedRule[]): string[] =>
  planned.flatMap(({ plan }) =>
    plan === null ? [] : [`-- reads ${visibleText(readsOf(plan))}`, plan.sql.trimEnd(), ''],
  );

export const planJson = (planned: readonly PlannedRule[]) => ({
  rules: planned.map(({ rule: { rule }, window, plan, failure }) => ({
    ruleId: rule.id,
    name: rule.name,
    window: windowJson(window),
    sql: plan?.sql ?? null,
    reads:
      plan === null
        ? null
        : { from: plan.from, inputs: plan.inputs, partition: plan.column, days: plan.days, files: plan.files },
    failure: failure === null ? null : { code: CODES[failure.reach], message: failure.message },
  })),
});

function readsOf({ from, inputs, column, days, files }: ReadPlan): string {
  const logs = files === null ? from : `${files} ${files === 1 ? 'file' : 'files'} of ${from}`;
  const which = [...inputs, logs].join(' and ');
  if (days === null) return `${which}, all of it: there are no partitions`;
  const [first, last] = [days[0], days.at(-1)];
  const span = first === last ? `the day ${first}` : `the ${days.length} days ${first} to ${last}`;
  return column === null ? `${which}, ${span}` : `${which}, the partitions (${column}) of ${span}`;
}

const windowJson = ({ start, end }: Window) => ({
  start: new Date(start).toISOString(),
  end: new Date(end).toISOString(),
});

const CODES: { readonly [Reach in HuntFailure['reach']]: string } = {
  rule: 'RP5003',
  query: 'RP5401',
  store: 'RP5402',
  cancelled: 'RP5403',
};

/** What went wrong, a line each; what holds for many rules is said once. */
export function failureLines(rules: readonly Pick<HuntedRule, 'rule' | 'failure'>[], engine: string): string[] {
  const lines = rules.flatMap(({ rule: { rule }, failure }) => {
    if (failure === null) return [];
    const what = failure.reach === 'rule' ? `cannot be hunted in ${engine}: ${failure.message}` : failure.message;
    const said = `error ${CODES[failure.reach]}: ${visibleText(what)}`;
    return failure.reach === 'store' ? [said] : [`${visibleText(rule.source.file ?? rule.name)}: ${said}`];
  });
  return [...new Set(lines)];
}
