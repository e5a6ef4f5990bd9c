import { NO_SPAN } from '../../src/diagnostics/diagnostic.js';
import type { RuleIR } from '../../src/ir/rule-ir.js';
import type { Trigger } from '../../src/rule/model.js';
import type { Conversion, Reason, TargetOptions } from '../../src/target/target.js';
import { reason } from './codes.js';
import { printSigma, printTimespan } from './document/print.js';
import { assumptionsOf } from './emit/assumptions.js';
import { documentsOf, type Pair, type Part, type Parts } from './emit/documents.js';
import { metadataOf } from './emit/metadata.js';
import type { Formula } from './logic/formula.js';
import { widen } from './logic/widen.js';
import { createContext, type Context } from './lowering/context.js';
import { flowOf } from './lowering/flow.js';
import { isRefusal, type Flow, type Link, type Stream } from './lowering/flow-model.js';
import { pairingsOf } from './lowering/pairing.js';
import { readsOf, type Term } from './lowering/term.js';
import { isSettings, readSettings } from './settings.js';

/** Converts a rule to one Sigma rule, or to correlations with their parts in one file. Pure; never throws for a rule. */
export function convert(ir: RuleIR, options: TargetOptions): Conversion {
  const settings = readSettings(options);
  if (!isSettings(settings)) return unsupported([settings]);
  const { rule } = ir;
  const period = rule.schedule?.period ?? null;
  const context = createContext(ir.query, period);
  const flow = flowOf(context, ir.plan);
  if (isRefusal(flow)) return unsupported([flow.reason]);

  const parts = partsOf(context, flow);
  const formulas = [...parts.alone, ...parts.pairs.flatMap(({ left, right }) => [left, right])].map(
    (part) => part.formula,
  );
  if (formulas.length === 0) return unsupported([...parts.reasons, reason('RP3031', [], ir.plan.span)]);
  if (formulas.some(isAlways)) return unsupported([...parts.reasons, reason('RP3030', [], ir.plan.span)]);

  const timespan = settings.timespan ?? period;
  const reasons = [...parts.reasons, ...flow.reasons, ...triggerReasons(rule.trigger)];
  if (parts.pairs.length > 0) {
    if (timespan === null) return unsupported([reason('RP3034', [], NO_SPAN)]);
    if (period !== null && timespan < period) {
      return unsupported([
        reason('RP3035', ['sigma.timespan', `at least ${printTimespan(period)}, the query period`], NO_SPAN),
      ]);
    }
    reasons.push(reason('RP3010', [printTimespan(timespan)], joinSpan(flow)));
  }
  const told = distinct(reasons);
  const documents = documentsOf(rule, parts, timespan ?? 0, metadataOf(rule, settings, told));
  return {
    target: 'sigma',
    fidelity: told.length === 0 ? 'exact' : 'broader',
    reasons: told,
    assumptions: [
      ...assumptionsOf(formulas),
      ...(parts.pairs.some(({ groups }) => groups.length > 0) ? [reason('RP3060', [], NO_SPAN)] : []),
      ...computedColumns(ir, flow),
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

const isAlways = (formula: Formula): boolean => formula.kind === 'constant' && formula.value;
const isNever = (formula: Formula): boolean => formula.kind === 'constant' && !formula.value;

/** The tests of all that is flagged, widened to what Sigma can say; what can never match is gone. */
function partsOf(context: Context, flow: Flow): Parts {
  const alone: Part[] = [];
  const pairs: Pair[] = [];
  const reasons: Reason[] = [];
  const streams = new Map(flow.streams.map((stream) => [stream.id, stream]));
  for (const item of flow.flagged) {
    if (item.kind === 'link') {
      const found = pairsOf(context, flow, item, streams);
      pairs.push(...found.pairs);
      reasons.push(...found.reasons);
      continue;
    }
    const stream = streams.get(item.stream);
    if (stream === undefined) continue;
    const widened = widen(stream.filter);
    if (isNever(widened.formula)) continue;
    alone.push(partOf(stream, widened.formula));
    reasons.push(...widened.reasons);
  }
  return { alone, pairs, reasons };
}

function pairsOf(
  context: Context,
  flow: Flow,
  link: Link,
  streams: ReadonlyMap<number, Stream>,
): { readonly pairs: readonly Pair[]; readonly reasons: readonly Reason[] } {
  const [leftStream, rightStream] = [streams.get(link.left), streams.get(link.right)];
  const pairs: Pair[] = [];
  const reasons: Reason[] = [];
  if (leftStream === undefined || rightStream === undefined) return { pairs, reasons };
  for (const pairing of pairingsOf(context, flow, link)) {
    const [left, right] = [widen(pairing.left), widen(pairing.right)];
    if (isNever(left.formula) || isNever(right.formula)) continue;
    pairs.push({
      left: partOf(leftStream, left.formula),
      right: partOf(rightStream, right.formula),
      groups: pairing.groups,
      blank: pairing.blank,
    });
    reasons.push(...left.reasons, ...right.reasons, ...pairing.reasons);
  }
  return { pairs, reasons };
}

const partOf = ({ id, name, logSource }: Stream, formula: Formula): Part => ({ stream: id, name, logSource, formula });

const joinSpan = (flow: Flow): Reason['span'] => flow.flagged.find((item) => item.kind === 'link')?.span ?? NO_SPAN;

const COMPARISON = { gt: 'more than', lt: 'fewer than', eq: 'exactly', ne: 'other than' } as const;

function triggerReasons({ operator, threshold }: Trigger): readonly Reason[] {
  const isAnyRow = (operator === 'gt' && threshold === 0) || (operator === 'ne' && threshold === 0);
  return isAnyRow ? [] : [reason('RP3016', [`${COMPARISON[operator]} ${threshold}`], NO_SPAN)];
}

/** Columns that are more than a raw field by another name flag nothing, but someone will miss them. */
function computedColumns(ir: RuleIR, flow: Flow): readonly Reason[] {
  const computed = ir.output.filter(({ name }) => !isRaw(flow.columns.get(name))).map(({ name }) => name);
  return computed.length === 0 ? [] : [reason('RP3055', [computed.join(', ')], NO_SPAN)];
}

const isRaw = (term: Term | undefined): boolean =>
  term !== undefined &&
  (term.kind === 'flag' ? readsOf(term).length === 1 : term.kind === 'field' && term.fold === null);

/** Each reason once, in the order of the query. */
function distinct(reasons: readonly Reason[]): readonly Reason[] {
  const byText = new Map(reasons.map((r) => [`${r.span.start} ${r.span.end} ${r.code} ${r.message}`, r]));
  return [...byText.values()].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
