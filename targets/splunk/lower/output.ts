import type { RuleIR } from '../../../src/ir/rule-ir.js';
import { call, field, text, type Value } from '../spl/expression.js';
import { isQuotableName } from '../spl/quote.js';
import { dynamicText, listText } from './dynamic.js';
import { rename } from './rename.js';
import type { Binding, Scope } from './scope.js';
import type { Assignment, Stage } from './stage.js';

/** The field with the IDs of the events behind a row. */
export const EVIDENCE = 'evidence';

/** The end of the search: one field a column under its KQL name, and the evidence. */
export function lowerOutput(rule: RuleIR, scope: Scope, stage: Stage): void {
  const { notes } = stage;
  for (const { name, type } of rule.output) {
    if (!isQuotableName(name) || name === EVIDENCE || name === '_raw' || name === '_time')
      notes.refuse('RP3107', rule.plan.span, name);
    if (type === 'guid') notes.refuse('RP3104', rule.plan.span, type, 'output');
  }
  if (notes.reasons.length > 0) return;

  const ids = rule.hidden.evidence.map((name) => evidenceId(scope.get(name)!, stage));
  const sources = new Map(rule.output.map(({ name }) => [name, fieldOf(scope.get(name)!, stage)]));
  const assignments = [
    ...lists(rule, scope, sources),
    ...separate(sources, stage),
    ...(ids.length === 0 ? [] : [{ field: EVIDENCE, value: evidence(ids) }]),
  ];
  if (assignments.length > 0) stage.emit({ command: 'eval', assignments });
  rename(
    [...sources].map(([to, from]) => ({ from, to })),
    stage,
  );
  stage.emit({ command: 'table', fields: [...sources.keys(), ...(ids.length === 0 ? [] : [EVIDENCE])] });
}

const fieldOf = (binding: Binding, stage: Stage): string =>
  binding.kind === 'raw' ? stage.readRaw(binding.column).field : binding.field;

/** Arrays of strings as the text of a JSON array; JSON of another spelling, whose strings are in quotes, as KQL shows it. */
function lists(rule: RuleIR, scope: Scope, sources: ReadonlyMap<string, string>): Assignment[] {
  const made = rule.output.flatMap(({ name }): [string, Assignment][] => {
    const binding = scope.get(name)!;
    const source = sources.get(name)!;
    const dynamic = binding.kind === 'field' ? binding.dynamic : null;
    if (dynamic?.kind === 'list') return [[source, { field: source, value: listText(field(source)) }]];
    const whole =
      dynamic?.kind === 'json' && dynamic.path.length === 0 && !dynamic.spelled ? dynamicText(dynamic) : null;
    return whole === null || typeof whole === 'string' ? [] : [[source, { field: source, value: whole }]];
  });
  return [...new Map(made).values()];
}

/** Gives columns that share a field one each; `sources` then says which. */
function separate(sources: Map<string, string>, stage: Stage): Assignment[] {
  const owner = new Map<string, string>();
  for (const [name, source] of sources) if (!owner.has(source) || name === source) owner.set(source, name);
  const made: Assignment[] = [];
  for (const [name, source] of sources) {
    if (owner.get(source) === name) continue;
    const copy = stage.names.take(name);
    made.push({ field: copy, value: field(source) });
    sources.set(name, copy);
  }
  return made;
}

function evidenceId(binding: Binding, stage: Stage): Value {
  const type = binding.kind === 'raw' ? binding.column.type : binding.type;
  const source = field(fieldOf(binding, stage));
  if (type !== 'dynamic') return call('nullif', source, text(''));
  // `stats values()` made a list of it, which went through a join as JSON if at all.
  return binding.kind === 'field' && binding.dynamic?.kind === 'list' ? source : call('json_array_to_mv', source);
}

/** The distinct event IDs, sorted, none for an event without one. */
const evidence = (ids: readonly Value[]): Value =>
  ids.length === 1 ? ids[0]! : call('mvsort', call('mvdedup', call('mvappend', ...ids)));
