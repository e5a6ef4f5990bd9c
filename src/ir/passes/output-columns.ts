import type { Rule } from '../../rule/model.js';
import type { Relation } from '../relation.js';
import type { Column } from '../types.js';

/**
 * The columns that a row of a rule reports.
 *
 * A query that ends in a `project` says so itself. A query that lets its table's columns flow through would report all
 * of them, twice after a self-join; no port repeats that. There the report is what the query makes (extend, mv-expand, on
 * either side of a join), what the rule names (entities, custom details, alert texts) and the time of the event.
 */
export function outputColumns(rule: Rule, query: Relation): readonly Column[] {
  if (isProjected(query)) return query.columns;
  const wanted = new Set([...definedColumns(query), ...namedByRule(rule), 'TimeGenerated']);
  return query.columns.filter(({ name }) => wanted.has(name));
}

function isProjected(relation: Relation): boolean {
  switch (relation.op) {
    case 'project':
      return relation.keyword === 'project' || isProjected(relation.input);
    case 'datatable':
      return true;
    case 'source':
    case 'join':
      return false;
    case 'where':
    case 'extend':
    case 'mv-expand':
    case 'let':
      return isProjected(relation.input);
  }
}

/** Names of the output columns that are not simply a table's own. */
export function definedColumns(relation: Relation): Set<string> {
  switch (relation.op) {
    case 'source':
      return new Set();
    case 'datatable':
      return new Set(relation.columns.map(({ name }) => name));
    case 'where':
    case 'let':
      return definedColumns(relation.input);
    case 'extend':
      return new Set([...definedColumns(relation.input), ...relation.assignments.map(({ name }) => name)]);
    case 'mv-expand': {
      const index = relation.itemIndex === null ? [] : [relation.itemIndex];
      return new Set([...definedColumns(relation.input), ...relation.items.map(({ name }) => name), ...index]);
    }
    case 'project': {
      const before = definedColumns(relation.input);
      const made = relation.assignments.filter(
        ({ name, value }) => value.kind !== 'column' || value.name !== name || before.has(name),
      );
      return new Set(made.map(({ name }) => name));
    }
    case 'join': {
      const right = definedColumns(relation.right);
      const renamed = relation.rightNames.filter((_, index) => right.has(relation.right.columns[index]?.name ?? ''));
      return new Set([...definedColumns(relation.left), ...renamed]);
    }
  }
}

/** The columns that a rule's own fields read: entity mappings, custom details, alert details. */
export function namedByRule(rule: Rule): string[] {
  const { displayNameFormat, descriptionFormat, severityColumn, tacticsColumn, dynamicProperties } = rule.alertDetails;
  const placeholders = [displayNameFormat, descriptionFormat].flatMap((format) =>
    [...(format ?? '').matchAll(/\{\{\s*([^{}]+?)\s*\}\}/g)].map((match) => match[1] ?? ''),
  );
  return [
    ...rule.entityMappings.flatMap(({ fieldMappings }) => fieldMappings.map(({ column }) => column)),
    ...rule.customDetails.map(({ column }) => column),
    ...placeholders,
    ...[severityColumn, tacticsColumn].filter((name) => name !== null),
    ...dynamicProperties.map(({ column }) => column),
  ];
}
