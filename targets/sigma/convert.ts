import { NO_SPAN } from '../../src/diagnostics/diagnostic.js';
import type { RuleIR } from '../../src/ir/rule-ir.js';
import type { Trigger } from '../../src/rule/model.js';
import type { Conversion, Reason, TargetOptions } from '../../src/target/target.js';
import { reason } from './codes.js';
import { printSigma, printTimespan } from './document/print.js';
import { assumptionsOf, type Counted } from './emit/assumptions.js';
import { documentsOf, type Parts } from './emit/documents.js';
import { loosened } from './emit/loosened.js';
import { metadataOf } from './emit/metadata.js';
import type { Formula } from './logic/formula.js';
import { createContext } from './lowering/context.js';
import type { Flow } from './lowering/flow-model.js';
import { originOf } from './lowering/flow.js';
import { partsOf } from './lowering/parts.js';
import { readsOf, type Term } from './lowering/term.js';
import { isSettings, readSettings } from './settings.js';

/** Converts a rule to one Sigma rule, or to correlations with their parts in one file. Pure; never throws for a rule. */
export function convert(ir: RuleIR, options: TargetOptions): Conversion {
  const settings = readSettings(options);
  if (!isSettings(settings)) return unsupported([settings]);
  const { rule } = ir;
  const period = rule.schedule?.period ?? null;
  const context = createContext(ir, settings.timespan);
  const origin = originOf(context, ir.plan);
  if (origin.kind === 'refusal') return unsupported([origin.reason]);
  if (origin.kind === 'inline') return unsupported([reason('RP3033', ['rows without events'], origin.span)]);

  const parts = partsOf(context, origin.flows);
  const formulas = formulasOf(parts);
  if (formulas.length === 0) return unsupported([...parts.reasons, reason('RP3031', [], ir.plan.span)]);
  if (formulas.some(isAlways)) return unsupported([...parts.reasons, reason('RP3030', [], ir.plan.span)]);
  const spans = [...parts.pairs, ...parts.bursts].map(({ timespan }) => timespan);
  if (
    period !== null &&
    settings.timespan !== null &&
    settings.timespan < period &&
    spans.includes(settings.timespan)
  ) {
    return unsupported([
      reason('RP3035', ['sigma.timespan', `at least ${printTimespan(period)}, the query period`], NO_SPAN),
    ]);
  }

  const told = distinct([...parts.reasons, ...loosened(formulas), ...triggerReasons(rule.trigger)]);
  const documents = documentsOf(rule, parts, metadataOf(rule, settings, told));
  const isGrouped = [...parts.pairs.map(({ groups }) => groups), ...parts.bursts.map(({ groupBy }) => groupBy)].some(
    (by) => by.length > 0,
  );
  return {
    target: 'sigma',
    fidelity: told.length === 0 ? 'exact' : 'broader',
    reasons: told,
    assumptions: [
      ...assumptionsOf(formulas, countedIn(parts)),
      ...(isGrouped ? [reason('RP3060', [], NO_SPAN)] : []),
      ...computedColumns(ir, origin.flows),
      ...(options.window === undefined ? [] : [reason('RP3056', [], NO_SPAN)]),
    ],
    artifacts: [{ path: `${rule.slug}.yml`, content: printSigma(documents), role: 'query' }],
  };
}

const unsupported = (reasons: readonly Reason[]): Conversion => ({
  target: 'sigma',
  fidelity: 'unsupported',
  reasons: distinct(reasons),
  assumptions: [],
  artifacts: [],
});

const formulasOf = ({ alone, pairs, bursts }: Parts): readonly Formula[] =>
  [...alone, ...pairs.flatMap(({ left, right }) => [left, right]), ...bursts.map(({ part }) => part)].map(
    ({ formula }) => formula,
  );

const isAlways = (formula: Formula): boolean => formula.kind === 'constant' && formula.value;

/** What correlations that count read beside the tests of their rules. */
const countedIn = ({ bursts }: Parts): readonly Counted[] =>
  bursts.flatMap(({ groupBy, measure }) => [
    ...groupBy.map(({ field, isRequired, isSingle }) => ({
      field,
      assumes: [isSingle ? ('single' as const) : ('member' as const), ...(isRequired ? ['required' as const] : [])],
    })),
    ...(measure.kind === 'values' ? [{ field: measure.field, assumes: ['member' as const] }] : []),
  ]);

const COMPARISON = { gt: 'more than', lt: 'fewer than', eq: 'exactly', ne: 'other than' } as const;

function triggerReasons({ operator, threshold }: Trigger): readonly Reason[] {
  const isAnyRow = (operator === 'gt' && threshold === 0) || (operator === 'ne' && threshold === 0);
  return isAnyRow ? [] : [reason('RP3016', [`${COMPARISON[operator]} ${threshold}`], NO_SPAN)];
}

/** Columns that are more than a raw field by another name flag nothing, but someone will miss them. */
function computedColumns(ir: RuleIR, flows: readonly Flow[]): readonly Reason[] {
  const computed = ir.output.filter(({ name }) => !flows.every(({ columns }) => isRaw(columns.get(name))));
  return computed.length === 0 ? [] : [reason('RP3055', [computed.map(({ name }) => name).join(', ')], NO_SPAN)];
}

const isRaw = (term: Term | undefined): boolean =>
  term !== undefined &&
  (term.kind === 'flag' ? readsOf(term).length === 1 : term.kind === 'field' && term.fold === null);

/** Each reason once, in the order of the query. */
function distinct(reasons: readonly Reason[]): readonly Reason[] {
  const byText = new Map(reasons.map((r) => [`${r.span.start} ${r.span.end} ${r.code} ${r.message}`, r]));
  return [...byText.values()].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
