import type { Dialect, Field } from './fields.js';
import { GUID } from './read-rule.js';
import type { LocatedText, RuleFile } from './rule-file.js';
import type { MappingEntry, MappingNode, ScalarNode, SourceNode } from './source-node.js';

/** A rule as a resource of Azure, in one of the JSON forms that hold one. */
export interface ArmRule {
  readonly properties: MappingNode;
  readonly kind: Field | null;
  readonly id: string | null;
  readonly dialect: Dialect;
}

/** JSON that is no template: texts stand for themselves. */
export const PLAIN_JSON: Dialect = {
  keysIgnoreCase: true,
  textOf: (file, _key, node) => file.located(node),
};

/** Of Azure's JSON forms: a template (also within a template), a list of the REST interface, one resource, bare properties. */
export function armRules(root: SourceNode): readonly ArmRule[] {
  if (root.kind === 'sequence') return root.items.flatMap(armRules);
  if (root.kind !== 'mapping') return [];
  const resources = get(root, 'resources');
  if (resources !== undefined || get(root, '$schema') !== undefined) return templateRules(root, []);
  const list = get(root, 'value');
  if (list?.kind === 'sequence') return armRules(list);
  if (get(root, 'properties')?.kind === 'mapping') return resourceRules(root, []);
  return [{ properties: root, kind: null, id: null, dialect: PLAIN_JSON }];
}

/** @param outer the templates around this one, the nearest first */
function templateRules(template: MappingNode, outer: readonly MappingNode[]): readonly ArmRule[] {
  const resources = get(template, 'resources');
  const items =
    resources?.kind === 'sequence'
      ? resources.items
      : resources?.kind === 'mapping'
        ? resources.entries.map((entry) => entry.value)
        : [];
  return items.flatMap((item) => (item.kind === 'mapping' ? resourceRules(item, [template, ...outer]) : []));
}

function resourceRules(resource: MappingNode, templates: readonly MappingNode[]): readonly ArmRule[] {
  const rules: ArmRule[] = [];
  const properties = get(resource, 'properties');
  const type = textOf(get(resource, 'type'))?.toLowerCase() ?? '';
  if (properties?.kind === 'mapping') {
    const dialect = templates.length === 0 ? PLAIN_JSON : templateDialect(templates);
    const id = resourceId(resource, templates);
    if (isRule(type, properties)) rules.push({ properties, kind: fieldOf(resource, 'kind'), id, dialect });
    else if (isHuntingQuery(type, properties))
      rules.push({ properties: huntingQuery(properties), kind: null, id, dialect });
    for (const key of ['mainTemplate', 'template']) {
      const nested = get(properties, key);
      if (nested?.kind === 'mapping') rules.push(...templateRules(nested, templates));
    }
  }
  const children = get(resource, 'resources');
  if (children?.kind === 'sequence') rules.push(...templateRules(resource, templates));
  return rules;
}

const isRule = (type: string, properties: MappingNode): boolean =>
  type.endsWith('/alertrules') ||
  type.endsWith('/alertruletemplates') ||
  (type === '' && get(properties, 'query') !== undefined);

const isHuntingQuery = (type: string, properties: MappingNode): boolean =>
  type.endsWith('/savedsearches') && textOf(get(properties, 'category'))?.toLowerCase() === 'hunting queries';

/**
 * A saved search keeps a hunting query's description, tactics and techniques as tags, the latter two as one text with commas:
 * here it gets the keys of a rule.
 */
function huntingQuery(properties: MappingNode): MappingNode {
  const entries = properties.entries.filter(({ key }) => !SAVED_SEARCH_KEYS.has(key.text.toLowerCase()));
  const tags = get(properties, 'tags');
  for (const tag of tags?.kind === 'sequence' ? tags.items : []) {
    const name = tag.kind === 'mapping' ? get(tag, 'name') : undefined;
    const value = tag.kind === 'mapping' ? get(tag, 'value') : undefined;
    if (name?.kind !== 'scalar' || value?.kind !== 'scalar') continue;
    const isList = name.text === 'tactics' || name.text === 'techniques';
    if (isList || name.text === 'description') entries.push({ key: name, value: isList ? listOf(value) : value });
  }
  return { ...properties, entries };
}

const SAVED_SEARCH_KEYS: ReadonlySet<string> = new Set([
  'category',
  'tags',
  'etag',
  'functionalias',
  'functionparameters',
]);

function listOf(scalar: ScalarNode): SourceNode {
  const texts = scalar.text.split(',').map((text) => text.trim());
  const items = texts.filter((text) => text !== '').map((text): ScalarNode => ({ ...scalar, text, style: 'plain' }));
  return { kind: 'sequence', items, start: scalar.start, end: scalar.end };
}

/** The GUID in a resource's name or ID: both are expressions around it in what the portal exports. */
function resourceId(resource: MappingNode, templates: readonly MappingNode[]): string | null {
  for (const key of ['name', 'id']) {
    const node = get(resource, key);
    const text = node?.kind === 'scalar' ? (lookUp(node, templates) ?? node).text : '';
    const guid = GUID.exec(text)?.[0];
    if (guid !== undefined) return guid;
  }
  return null;
}

/** https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions */
const templateDialect = (templates: readonly MappingNode[]): Dialect => ({
  keysIgnoreCase: true,
  textOf(file: RuleFile, key: string, node: ScalarNode): LocatedText | null {
    if (node.style !== 'json-string' || !isExpression(node.text))
      return file.located(node, node.text.startsWith('[[') ? 1 : 0);
    const value = lookUp(node, templates);
    if (value !== null) return file.located(value);
    const expression = node.text.length > 60 ? `${node.text.slice(0, 60)}…` : node.text;
    file.report('RP1051', [key, expression], node.start);
    return null;
  },
});

const isExpression = (text: string): boolean => text.startsWith('[') && !text.startsWith('[[') && text.endsWith(']');

const REFERENCE = /^\[(variables|parameters)\('([^']{1,200})'\)((?:\.\w{1,200}){0,10})\]$/;

/** The text behind `[variables('a').b]` or a parameter's default, through a few references; null for all other expressions. */
function lookUp(node: ScalarNode, templates: readonly MappingNode[]): ScalarNode | null {
  let scalar = node;
  for (let steps = 0; steps < 5; steps++) {
    const match = REFERENCE.exec(scalar.text);
    if (match === null) return isExpression(scalar.text) ? null : scalar;
    const path = [match[1] ?? '', match[2] ?? '', ...(match[1] === 'parameters' ? ['defaultValue'] : [])];
    path.push(...(match[3] ?? '').split('.').filter((step) => step !== ''));
    const found = templates.map((template) => at(template, path)).find((value) => value?.kind === 'scalar');
    if (found?.kind !== 'scalar') return null;
    scalar = found;
  }
  return null;
}

function at(node: SourceNode, path: readonly string[]): SourceNode | undefined {
  let value: SourceNode | undefined = node;
  for (const step of path) value = value?.kind === 'mapping' ? get(value, step) : undefined;
  return value;
}

/** Every text of a template may refer to any of its variables, so a search through all of them each time would not do. */
const ENTRIES = new WeakMap<MappingNode, ReadonlyMap<string, MappingEntry>>();

function fieldOf(node: MappingNode, key: string): Field | null {
  let entries = ENTRIES.get(node);
  if (entries === undefined) {
    // Backwards, so that of keys that differ in case only the first one counts.
    entries = new Map([...node.entries].reverse().map((entry) => [entry.key.text.toLowerCase(), entry]));
    ENTRIES.set(node, entries);
  }
  const entry = entries.get(key.toLowerCase());
  return entry === undefined ? null : { name: entry.key.text, keyOffset: entry.key.start, node: entry.value };
}

const get = (node: MappingNode, key: string): SourceNode | undefined => fieldOf(node, key)?.node;
const textOf = (node: SourceNode | undefined): string | undefined => (node?.kind === 'scalar' ? node.text : undefined);
