import type { MappingNode, SourceNode } from '../../../../src/rule/source-node.js';
import { CORRELATION_TYPES } from '../model.js';
import type { CorrelationType, Criterion, NumberOperator, SigmaCorrelation, SigmaDocument } from '../model.js';
import { readIdentity } from './identity.js';
import { entryOf, readList, readMapping, readNumber, readText, requireEntry } from './read.js';
import type { Source } from './source.js';

const KEYS = ['type', 'rules', 'aliases', 'group-by', 'timespan', 'condition', 'generate'];
const OPERATORS: readonly NumberOperator[] = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'];
const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const MAX_RULES = 100;

/** Finds the document that a correlation names. */
export type Resolve = (reference: string, at: SourceNode) => SigmaDocument;

/**
 * https://sigmahq.io/sigma-specification/specification/sigma-correlation-rules-specification.html, the types with numbers
 * by the JSON schema 2.1.0. @throws QueryError
 */
export function readCorrelation(document: MappingNode, resolve: Resolve, source: Source): SigmaCorrelation {
  const identity = readIdentity(document, 'the correlation', source);
  const body = readMapping(requireEntry(document, 'correlation', 'the document', source).value, 'correlation', source);
  for (const { key } of body.entries) {
    if (!KEYS.includes(key.text)) throw source.fault('RP5205', [`key ${key.text} of a correlation`], key);
  }
  const type = readType(requireEntry(body, 'type', 'correlation', source).value, source);
  const rules = readRules(requireEntry(body, 'rules', 'correlation', source).value, resolve, source);
  const groupBy = entryOf(body, 'group-by');
  const aliases = entryOf(body, 'aliases');
  return {
    kind: 'correlation',
    ...identity,
    type,
    rules,
    // Mandatory and optional in the same paragraph of the specification; without it all events are one group.
    groupBy: groupBy === undefined ? [] : readTexts(groupBy.value, 'group-by', source),
    aliases: aliases === undefined ? new Map() : readAliases(aliases.value, rules, source),
    timespan: readTimespan(requireEntry(body, 'timespan', 'correlation', source).value, source),
    ...readCondition(type, entryOf(body, 'condition')?.value, rules.length, body, source),
  };
}

function readType(node: SourceNode, source: Source): CorrelationType {
  const text = readText(node, 'type', source);
  const type = CORRELATION_TYPES.find((known) => known === text);
  if (type === undefined) throw source.fault('RP5205', [`correlation type ${text}`], node);
  return type;
}

function readTexts(node: SourceNode, what: string, source: Source): readonly string[] {
  const texts = new Set<string>();
  for (const item of readList(node, what, source)) {
    source.count(item);
    const text = readText(item, what, source);
    if (texts.has(text)) throw source.fault('RP5202', [what, `different texts (${text} is repeated)`], item);
    texts.add(text);
  }
  return [...texts];
}

function readRules(node: SourceNode, resolve: Resolve, source: Source): readonly SigmaDocument[] {
  const items = readList(node, 'rules', source);
  if (items.length === 0 || items.length > MAX_RULES) {
    throw source.fault('RP5202', ['rules', `1 to ${MAX_RULES} names or ids`], node);
  }
  const rules = new Set<SigmaDocument>();
  for (const item of items) {
    const rule = resolve(readText(item, 'rules', source), item);
    if (rules.has(rule)) throw source.fault('RP5202', ['rules', `different rules (${rule.title} is repeated)`], item);
    rules.add(rule);
  }
  return [...rules];
}

function readAliases(
  node: SourceNode,
  rules: readonly SigmaDocument[],
  source: Source,
): ReadonlyMap<string, ReadonlyMap<SigmaDocument, string>> {
  const aliases = new Map<string, ReadonlyMap<SigmaDocument, string>>();
  for (const { key, value } of readMapping(node, 'aliases', source).entries) {
    const fields = new Map<SigmaDocument, string>();
    for (const entry of readMapping(value, `alias ${key.text}`, source).entries) {
      source.count(entry.key);
      const rule = rules.find(({ name, id }) => entry.key.text === name || entry.key.text === id);
      if (rule === undefined) throw source.fault('RP5243', [entry.key.text], entry.key);
      fields.set(rule, readText(entry.value, `alias ${key.text}`, source));
    }
    const without = rules.find((rule) => !fields.has(rule));
    if (without !== undefined) throw source.fault('RP5244', [key.text, without.name ?? without.title], key);
    aliases.set(key.text, fields);
  }
  return aliases;
}

function readTimespan(node: SourceNode, source: Source): number {
  const match = /^([1-9][0-9]{0,8})([smhd])$/.exec(readText(node, 'timespan', source));
  if (match === null) throw source.fault('RP5202', ['timespan', 'a number and s, m, h or d, such as 90m'], node);
  return Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS];
}

/**
 * Several criteria all hold ("to define a range"). Without a condition, `temporal` and `temporal_ordered` ask for all rules.
 * What a percentile is compared with is said nowhere but in pySigma, which has a key `percentile` beside the criterion.
 */
function readCondition(
  type: CorrelationType,
  node: SourceNode | undefined,
  ruleCount: number,
  body: MappingNode,
  source: Source,
): Pick<SigmaCorrelation, 'criteria' | 'field' | 'percentile'> {
  const isTemporal = type === 'temporal' || type === 'temporal_ordered';
  if (node === undefined) {
    if (!isTemporal) throw source.fault('RP5245', [type, 'condition'], body);
    return { criteria: [{ operator: 'gte', value: ruleCount }], field: null, percentile: null };
  }
  if (node.kind === 'scalar') throw source.fault('RP5205', ['a correlation condition that is a text'], node);
  const criteria: Criterion[] = [];
  let field: string | null = null;
  let percentile: number | null = null;
  for (const { key, value } of readMapping(node, 'condition', source).entries) {
    const operator = OPERATORS.find((known) => known === key.text);
    if (operator !== undefined) {
      criteria.push({ operator, value: readThreshold(type, key.text, value, source) });
    } else if (key.text === 'field') {
      if (value.kind === 'sequence')
        throw source.fault('RP5205', ['a list of fields in a correlation condition'], value);
      field = readText(value, 'field', source);
    } else if (key.text === 'percentile') {
      percentile = readNumber(value, 'percentile', source);
      if (percentile <= 0 || percentile > 100)
        throw source.fault('RP5202', ['percentile', 'a number above 0, up to 100'], value);
    } else throw source.fault('RP5205', [`key ${key.text} of a correlation condition`], key);
  }
  if (criteria.length === 0) throw source.fault('RP5202', ['condition', `one of ${OPERATORS.join(', ')}`], node);
  const needs = { field: type.startsWith('value_'), percentile: type === 'value_percentile' };
  for (const [key, value] of [
    ['field', field],
    ['percentile', percentile],
  ] as const) {
    if (needs[key] && value === null) throw source.fault('RP5245', [type, key], node);
    if (!needs[key] && value !== null) throw source.fault('RP5246', [type, key], node);
  }
  return { criteria, field, percentile };
}

function readThreshold(type: CorrelationType, operator: string, node: SourceNode, source: Source): number {
  const value = readNumber(node, operator, source);
  const counts = type.endsWith('_count') || type.startsWith('temporal');
  if (counts && !Number.isInteger(value)) throw source.fault('RP5202', [operator, 'a whole number'], node);
  return value;
}
