import Handlebars from 'handlebars';
import { namedByRule } from '../../../src/ir/passes/output-columns.js';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import type { Rule, Schedule, Trigger } from '../../../src/rule/model.js';
import type { Notes } from '../notes.js';
import { confValue, stanzaName, templateText } from './conf-value.js';
import { cronOf, span } from './cron.js';
import { riskObjects } from './risk.js';
import { SAVED_SEARCH_TEMPLATE } from './template.js';

const handlebars = Handlebars.create();
handlebars.registerHelper('line', confValue);
// Nothing here is HTML; the helpers own the escaping.
const render = handlebars.compile(SAVED_SEARCH_TEMPLATE, {
  noEscape: true,
  strict: true,
  knownHelpersOnly: true,
  knownHelpers: { line: true },
});

const RELATIONS = { gt: 'greater than', lt: 'less than', eq: 'equal to', ne: 'not equal to' } as const satisfies Record<
  Trigger['operator'],
  string
>;

/** savedsearches.conf: 1 debug, 2 info, 3 warn, 4 error, 5 severe, 6 fatal. */
const SEVERITIES = {
  Informational: { alert: 2, notable: 'informational' },
  Low: { alert: 3, notable: 'low' },
  Medium: { alert: 4, notable: 'medium' },
  High: { alert: 5, notable: 'high' },
} as const;

const NRT_EVERY = 60_000;

/** How an app holds a saved search; on its own it goes by the rule's name and runs as often as the rule. */
export interface SavedSearchPlace {
  /** The stanza, where two rules would share one. */
  readonly stanza?: string;
  /** Milliseconds: it runs no more often than that, and looks back no less. */
  readonly every?: number;
}

/**
 * The saved search of a rule with its schedule, its trigger, and the settings by which Enterprise Security takes it for a
 * correlation search (savedsearches.conf.spec; the keys of `action.correlationsearch`, `notable` and `risk` as Splunk's own
 * content has them).
 *
 * @param search The search on one line.
 */
export function renderSavedSearch(ir: RuleIR, search: string, notes: Notes, place: SavedSearchPlace = {}): string {
  const { rule } = ir;
  const timing = timingOf(rule, notes, place.every);
  const title = template(rule.alertDetails.displayNameFormat ?? rule.name, ir);
  const risk = riskObjects(rule).filter(({ risk_object_field: name }) =>
    ir.output.some((column) => column.name === name),
  );
  return render({
    comment: `${rule.name} (${rule.id}${rule.version === null ? '' : `, version ${rule.version}`}), converted from Microsoft Sentinel`,
    remarks: timing.remarks,
    stanza: stanzaName(place.stanza ?? rule.name),
    name: rule.name,
    description: rule.description,
    search,
    schedule: timing.schedule,
    trigger: { relation: RELATIONS[rule.trigger.operator], quantity: rule.trigger.threshold },
    severity: SEVERITIES[rule.severity ?? 'Medium'],
    digestMode: rule.eventGrouping === 'SingleAlert' ? 1 : 0,
    suppression: suppressionOf(ir),
    annotations: JSON.stringify(annotations(rule)),
    metadata: JSON.stringify({
      deployment: { source: 'Microsoft Sentinel' },
      detection_id: rule.id,
      detection_version: rule.version ?? '',
    }),
    title,
    longTitle: template(rule.alertDetails.descriptionFormat ?? rule.description, ir),
    notableFields: [...new Set(namedByRule(rule))]
      .filter((name) => ir.output.some((column) => column.name === name))
      .join(','),
    risk: risk.length === 0 ? '' : JSON.stringify(risk),
  });
}

interface Timing {
  readonly schedule: { readonly cron: string; readonly earliest: string; readonly latest: string } | null;
  readonly remarks: readonly string[];
}

/**
 * From minute to minute, so that runs which start late neither miss an event nor see it twice. `earliest` is inclusive and
 * `latest` exclusive (Search Manual, "Time modifiers").
 */
function timingOf(rule: Rule, notes: Notes, every: number | undefined): Timing {
  const schedule = scheduleOf(rule, every);
  if (schedule === null) return { schedule: null, remarks: ['a hunting query: choose the time range when you run it'] };
  const { frequency, period } = schedule;
  const cron = cronOf(frequency);
  const remarks: string[] = [];
  if (cron.every !== frequency) {
    notes.assume('RP3156', span(frequency), span(cron.every));
    remarks.push(`cron cannot repeat every ${span(frequency)}: this runs every ${span(cron.every)}`);
  }
  return { schedule: { cron: cron.expression, earliest: `-${span(period)}@m`, latest: '@m' }, remarks };
}

/** When a rule runs and how far it looks back, both in milliseconds and at least `every`; null for a hunting query. */
export function scheduleOf({ kind, schedule }: Rule, every = 0): Schedule | null {
  if (kind === 'Hunting') return null;
  const { frequency, period } = schedule ?? { frequency: NRT_EVERY, period: NRT_EVERY };
  return { frequency: Math.max(frequency, every), period: Math.max(period, every) };
}

/** With an alert for each result Splunk asks for the fields that tell results apart. */
function suppressionOf({ rule, output }: RuleIR): { readonly period: string; readonly fields: string } | null {
  if (rule.suppression === null) return null;
  const fields = rule.eventGrouping === 'SingleAlert' ? '' : output.map(({ name }) => name).join(',');
  return { period: span(rule.suppression), fields };
}

/** ATT&CK techniques by ID; Enterprise Security looks the tactics up from them. */
const annotations = (rule: Rule): { readonly mitre_attack: readonly string[] } => ({ mitre_attack: rule.techniques });

/** `{{Column}}` of Sentinel as `$Column$` of Splunk. */
function template(format: string, { output }: RuleIR): string {
  return format
    .split(/(\{\{[^{}]*\}\})/)
    .map((part) => {
      const name = /^\{\{\s*([^{}]*?)\s*\}\}$/.exec(part)?.[1];
      return name !== undefined && output.some((column) => column.name === name) ? `$${name}$` : templateText(part);
    })
    .join('');
}
