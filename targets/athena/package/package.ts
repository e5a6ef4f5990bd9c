import { NO_SPAN } from '../../../src/diagnostics/diagnostic.js';
import type { Package, PackageInput, PackageNote, PackagedRule, TargetOptions } from '../../../src/target/target.js';
import { reason } from '../codes.js';
import { printTable } from '../ddl/print.js';
import { DEFAULT_SETTINGS, readSettings, type AthenaSettings } from '../settings.js';
import { cloudTrailTable } from './cloudtrail-table.js';
import { hasDynamicReference, printTemplates, type NamedQuery } from './template.js';

/** Beside the query of each rule: the table that they read, and a template that saves them all in Athena. */
export function packageQueries({ rules }: PackageInput, options: TargetOptions): Package {
  const { settings, faults } = readSettings(options.settings ?? {});
  if (faults.length > 0) return { artifacts: [], notes: faults };
  const ddl = printTable(cloudTrailTable(settings));
  const logicalIds = uniqueIds(['cloud-trail-table', ...rules.map(({ rule }) => rule.rule.slug)]);
  const table: NamedQuery = {
    logicalId: logicalIds[0]!,
    name: `Create the table ${settings.table}`,
    description: 'Run once, before the queries of the detections',
    query: ddl,
  };
  const queries = rules.map((rule, index) => namedQuery(rule, logicalIds[index + 1]!));
  const sound = queries.filter(({ query }) => !hasDynamicReference(query));
  const templates = printTemplates([table, ...sound], {
    table: settings.table,
    database: settings.database ?? 'default',
  });
  return {
    artifacts: [
      { path: 'create-table.sql', content: ddl, role: 'config' },
      ...templates.map((content, index) => ({
        path: index === 0 ? 'named-queries.template.yml' : `named-queries-${index + 1}.template.yml`,
        content,
        role: 'config' as const,
      })),
    ],
    notes: [
      ...placeholders(settings),
      ...queries.filter((query) => !sound.includes(query)).map(({ name }) => reason('RP3231', [name], NO_SPAN)),
    ],
  };
}

function namedQuery({ rule: { rule }, artifacts }: PackagedRule, logicalId: string): NamedQuery {
  const query = artifacts.find(({ role }) => role === 'query');
  if (query === undefined) throw new Error(`${rule.name} has no query to package`);
  return { logicalId, name: rule.name, description: rule.description || rule.name, query: query.content };
}

function placeholders(settings: AthenaSettings): PackageNote[] {
  const open = (['location', 'accounts'] as const).filter((name) => settings[name] === DEFAULT_SETTINGS[name]);
  return open.length === 0 ? [] : [reason('RP3230', [open.map((name) => `athena.${name}`).join(', ')], NO_SPAN)];
}

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
