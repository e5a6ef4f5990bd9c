import { NO_SPAN } from '../../../src/diagnostics/diagnostic.js';
import type { Package, PackageInput, PackageNote, PackagedRule, TargetOptions } from '../../../src/target/target.js';
import { reason } from '../codes.js';
import { inputTables, type InputTable } from '../external-ddl.js';
import { readsTable } from '../reads-table.js';
import { DEFAULT_SETTINGS, readSettings, type AthenaSettings } from '../settings.js';
import { packageTables } from './tables.js';
import { hasDynamicReference, printTemplates, type NamedQuery } from './template.js';

/** Beside the query of each rule: the tables that they read, and a template that saves them all in Athena. */
export function packageQueries({ rules }: PackageInput, options: TargetOptions): Package {
  const { settings, faults } = readSettings(options.settings ?? {});
  if (faults.length > 0) return { artifacts: [], notes: faults };
  const irs = rules.map(({ rule }) => rule);
  const inputs = inputTables(irs);
  const tables = packageTables(irs, inputs, settings);
  const slugs = [...tables.map(({ slug }) => slug), ...irs.map(({ rule }) => rule.slug)];
  const logicalIds = uniqueIds(slugs);
  const creations = tables.map(({ name, description, artifact }, index): NamedQuery => {
    return { logicalId: logicalIds[index]!, name: `Create the table ${name}`, description, query: artifact.content };
  });
  const queries = rules.map((rule, index) => namedQuery(rule, logicalIds[tables.length + index]!));
  const all = [...creations, ...queries];
  const sound = all.filter(({ query }) => !hasDynamicReference(query));
  const templates = printTemplates(sound, { table: settings.table, database: settings.database ?? 'default' });
  return {
    artifacts: [
      ...tables.map(({ artifact }) => artifact),
      ...templates.map((content, index) => ({
        path: index === 0 ? 'named-queries.template.yml' : `named-queries-${index + 1}.template.yml`,
        content,
        role: 'config' as const,
      })),
    ],
    notes: [
      ...placeholders(settings, [
        ...(['location', 'accounts'] as const),
        ...(readsTable(irs, 'AWSGuardDuty') ? (['findingsLocation'] as const) : []),
        ...(inputs.length > 0 ? (['inputs'] as const) : []),
      ]),
      ...inputs.filter(({ data }) => data.length > 1).map(ambiguous),
      ...all.filter((query) => !sound.includes(query)).map(({ name }) => reason('RP3231', [name], NO_SPAN)),
    ],
  };
}

function namedQuery({ rule: { rule }, artifacts }: PackagedRule, logicalId: string): NamedQuery {
  const query = artifacts.find(({ role }) => role === 'query');
  if (query === undefined) throw new Error(`${rule.name} has no query to package`);
  return { logicalId, name: rule.name, description: rule.description || rule.name, query: query.content };
}

function placeholders(settings: AthenaSettings, used: readonly (keyof AthenaSettings)[]): PackageNote[] {
  const open = used.filter((name) => settings[name] === DEFAULT_SETTINGS[name]);
  return open.length === 0 ? [] : [reason('RP3230', [open.map((name) => `athena.${name}`).join(', ')], NO_SPAN)];
}

const ambiguous = ({ table, data }: InputTable): PackageNote =>
  reason('RP3232', [table.name, data.join(' and ')], NO_SPAN);

/** `suspicious-command` is SuspiciousCommand. Slugs differ, their letters and digits alone may not. */
function uniqueIds(slugs: readonly string[]): readonly string[] {
  const used = new Set<string>();
  return slugs.map((slug) => {
    const id = slug.replace(/(?:^|-)([a-z0-9])/g, (_, first: string) => first.toUpperCase());
    let unique = id;
    for (let count = 2; used.has(unique); count++) unique = `${id}X${count}`;
    used.add(unique);
    return unique;
  });
}
