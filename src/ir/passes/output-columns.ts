import type { Rule } from '../../rule/model.js';
import { operatorOf } from '../operators/registry.js';
import type { Relation } from '../relation.js';
import { inputsOf } from '../traverse.js';
import type { Column } from '../types.js';

/**
 * The columns that a row of a rule reports.
 *
 * A query that ends in a `project` or a `summarize` says so itself. A query that lets its table's columns flow through would report all
 * of them, twice after a self-join; no port repeats that. There the report is what the query makes (extend, mv-expand, on
 * either side of a join), what the rule names (entities, custom details, alert texts) and the time of the event.
 */
export function outputColumns(rule: Rule, query: Relation): readonly Column[] {
  if (isProjected(query)) return query.columns;
  const wanted = new Set([...definedColumns(query), ...namedByRule(rule), 'TimeGenerated']);
  return query.columns.filter(({ name }) => wanted.has(name));
}

/** Whether the query itself says which columns come out: its last word on columns is a `project`, a `summarize`, … */
function isProjected(relation: Relation): boolean {
  const { output } = operatorOf(relation);
  const word = typeof output === 'function' ? output(relation) : output;
  if (word !== 'passes') return word === 'states';
  return inputsOf(relation).every(isProjected);
}

/** Names of the output columns that are not simply a table's own. */
export function definedColumns(relation: Relation): Set<string> {
  const made = new Set(operatorOf(relation).makes(relation));
  if (relation.op === 'join') {
    const right = definedColumns(relation.right);
    const renamed = relation.rightNames.filter((_, index) => right.has(relation.right.columns[index]?.name ?? ''));
    return new Set([...definedColumns(relation.left), ...renamed]);
  }
  const below = inputsOf(relation).flatMap((input) => [...definedColumns(input)]);
  return new Set([...below, ...made].filter((name) => relation.columns.some((column) => column.name === name)));
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
