import type { RuleIR } from '../ir/rule-ir.js';
import { printRelation } from '../ir/print.js';
import { relationToJson } from '../ir/to-json.js';
import type { Json } from '../target/engine.js';
import { indicatorsOf, type Indicator } from './indicators.js';
import { madeBy } from './output-fields.js';
import { pipelinesOf, type Pipeline } from './stages.js';

export interface Explanation {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly severity: string | null;
  readonly attack: { readonly tactics: readonly string[]; readonly techniques: readonly string[] };
  /** Other rules that look for the same API call. */
  readonly sameAction: readonly { readonly id: string; readonly name: string; readonly actions: readonly string[] }[];
  readonly pipelines: readonly Pipeline[];
  /** With the number of rules of the corpus that look for the same, this one included. */
  readonly indicators: readonly (Indicator & { readonly rules: number })[];
  readonly outputFields: readonly { readonly field: string; readonly type: string; readonly source: string }[];
  readonly entities: readonly { readonly type: string; readonly fields: Readonly<Record<string, string>> }[];
  readonly ir: { readonly text: string; readonly plan: Json };
}

/** What a rule says, told from its IR; `corpus` is the rules to compare it with, itself included or not. */
export function explain(rule: RuleIR, corpus: readonly RuleIR[]): Explanation {
  const others = corpus.filter((other) => other.rule.id !== rule.rule.id);
  const seen = others.map((other) => new Set(indicatorsOf(other.source).map((indicator) => JSON.stringify(indicator))));
  const { id, name, description, severity, tactics, techniques, entityMappings } = rule.rule;
  return {
    id,
    name,
    description,
    severity,
    attack: { tactics, techniques },
    sameAction: sameAction(rule, others),
    pipelines: pipelinesOf(rule.source, rule.query),
    indicators: indicatorsOf(rule.source).map((indicator) => ({
      ...indicator,
      rules: 1 + seen.filter((indicators) => indicators.has(JSON.stringify(indicator))).length,
    })),
    outputFields: rule.output.map((column) => ({
      field: column.name,
      type: column.type,
      source: madeBy(rule.source, column.name),
    })),
    entities: entityMappings.map(({ entityType, fieldMappings }) => ({
      type: entityType,
      fields: Object.fromEntries(fieldMappings.map(({ identifier, column }) => [identifier, column])),
    })),
    ir: { text: printRelation(rule.plan), plan: relationToJson(rule.plan) },
  };
}

/** The API calls that a rule asks for, by any operator that names whole values. */
const actionsOf = (rule: RuleIR): string[] =>
  indicatorsOf(rule.source)
    .filter(({ field, operator }) => field === 'EventName' && ['==', 'in', '=~', 'in~'].includes(operator))
    .map(({ value }) => value);

function sameAction(rule: RuleIR, others: readonly RuleIR[]): Explanation['sameAction'] {
  const actions = new Set(actionsOf(rule));
  return others
    .map((other) => ({
      id: other.rule.id,
      name: other.rule.name,
      actions: [...new Set(actionsOf(other))].filter((action) => actions.has(action)),
    }))
    .filter(({ actions: shared }) => shared.length > 0);
}
