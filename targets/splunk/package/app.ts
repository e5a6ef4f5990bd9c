import Handlebars from 'handlebars';
import type { External } from '../../../src/ir/relation.js';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import { sourceTables } from '../../../src/ir/traverse.js';
import type { Artifact, Package, PackageInput, PackageNote, TargetOptions } from '../../../src/target/target.js';
import { reason } from '../codes.js';
import { lookupStub } from '../lookup-stub.js';
import { lowerRule } from '../lower/lower-rule.js';
import { Notes } from '../notes.js';
import { NO_SPAN } from '../../../src/diagnostics/diagnostic.js';
import { stanzaName } from '../saved-search/conf-value.js';
import { span } from '../saved-search/cron.js';
import { renderSavedSearch, scheduleOf } from '../saved-search/saved-search.js';
import { readSettings, sourceTerms, type Settings } from '../settings.js';
import type { SearchTerm } from '../spl/command.js';
import { printSearchOnOneLine, printTerms } from '../spl/print.js';
import { macroPrefix, uniqueStanzas } from './names.js';
import { APP_TEMPLATE, MACROS_TEMPLATE, META } from './templates.js';

const handlebars = Handlebars.create();
const compile = (template: string): HandlebarsTemplateDelegate =>
  handlebars.compile(template, { noEscape: true, strict: true, knownHelpersOnly: true });
const [renderApp, renderMacros] = [compile(APP_TEMPLATE), compile(MACROS_TEMPLATE)];

/**
 * AppInspect, which Splunk Cloud asks for, warns of more than twelve runs an hour. Rules that run more often, near-real-time
 * ones above all, run every five minutes over the last five: each event is still looked at.
 */
const LEAST_EVERY = 5 * 60_000;

/** An app with all rules as saved searches, which find their events and their time by two macros. */
export function packageApp({ rules }: PackageInput, options: TargetOptions): Package {
  const settings = readSettings(options.settings);
  if ('length' in settings) return { artifacts: [], notes: settings };
  const prefix = macroPrefix(settings.app);
  const stanzas = uniqueStanzas(rules.map(({ rule }) => stanzaName(rule.rule.name)));
  const searches = rules.map(({ rule }, index) => savedSearch(rule, stanzas[index]!, settings, prefix));
  const lookups = lookupStubs(searches.flatMap(({ externals }) => externals));

  const source = settings.macro === null ? printTerms(sourceTerms(settings, 'AWSCloudTrail')) : null;
  const wantsFindings =
    settings['guardduty-macro'] === null && rules.some(({ rule }) => sourceTables(rule.plan).has('AWSGuardDuty'));
  const findings = wantsFindings ? printTerms(sourceTerms(settings, 'AWSGuardDuty')) : null;
  const file = (path: string, content: string): Artifact => ({
    path: `${settings.app}/${path}`,
    content,
    role: 'config',
  });
  return {
    artifacts: [
      file('default/app.conf', renderApp({ app: settings.app, version: settings.version })),
      file('default/macros.conf', renderMacros({ prefix, source, findings })),
      file('default/savedsearches.conf', searches.map(({ stanza }) => stanza).join('\n')),
      file('metadata/default.meta', META),
      ...lookups.map(({ path, content }) => file(path, content)),
    ],
    notes: [
      ...rules.flatMap(({ rule }) => slowed(rule)),
      ...lookups.map(({ path }) => reason('RP3117', NO_SPAN, path)),
    ],
  };
}

interface Packaged {
  readonly stanza: string;
  readonly externals: readonly External[];
}

function savedSearch(rule: RuleIR, stanza: string, settings: Settings, prefix: string): Packaged {
  const notes = new Notes();
  const macro = settings.macro ?? `${prefix}_cloudtrail`;
  const schedule = scheduleOf(rule.rule, LEAST_EVERY);
  const time: readonly SearchTerm[] =
    schedule === null ? [] : [{ kind: 'macro', name: `${prefix}_window`, args: [span(schedule.period)] }];
  const findings = settings['guardduty-macro'] ?? `${prefix}_guardduty`;
  const lowered = lowerRule(rule, { ...settings, macro, 'guardduty-macro': findings }, time, notes);
  if (lowered === null) throw new Error(`${rule.rule.name} was converted, and cannot be packaged`);
  const search = printSearchOnOneLine(lowered.search);
  return {
    stanza: renderSavedSearch(rule, search, notes, { stanza, every: LEAST_EVERY }),
    externals: lowered.externals,
  };
}

/** A file an input, with the columns that any of the rules reads of it. */
function lookupStubs(externals: readonly External[]): Artifact[] {
  const files = new Map<string, External>();
  for (const external of externals) {
    const known = files.get(external.name)?.columns ?? [];
    const more = external.columns.filter(({ name }) => !known.some((column) => column.name === name));
    files.set(external.name, { ...external, columns: [...known, ...more] });
  }
  return [...files.values()].map(lookupStub);
}

function slowed({ rule }: RuleIR): PackageNote[] {
  const [own, app] = [scheduleOf(rule), scheduleOf(rule, LEAST_EVERY)];
  if (own === null || app === null || own.frequency === app.frequency) return [];
  return [reason('RP3116', NO_SPAN, rule.name, span(own.frequency), span(app.frequency))];
}
