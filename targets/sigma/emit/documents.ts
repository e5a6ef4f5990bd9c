import type { Rule } from '../../../src/rule/model.js';
import type { Reason } from '../../../src/target/target.js';
import type { Alias, LogSource, Metadata, SigmaCorrelation, SigmaDocument, SigmaRule } from '../document/model.js';
import type { Formula } from '../logic/formula.js';
import type { Group } from '../lowering/pairing.js';
import type { BurstCondition, BurstKey, Measure } from '../logic/burst.js';
import { burstDocuments } from './burst-documents.js';
import { snakeCase, toDetection } from './detection.js';
import { freshLabel, inWords, labelOf, withoutKeys } from './labels.js';
import { documentId, titleOf } from './metadata.js';

/** The tests of one stream of events, without bounds. */
export interface Part {
  readonly stream: number;
  /** What to call it: a `let` variable or null. */
  readonly name: string | null;
  readonly logSource: LogSource;
  readonly formula: Formula;
}

/** A part whose events are counted. */
export interface BurstPart {
  readonly part: Part;
  readonly measure: Measure;
  readonly condition: BurstCondition;
  readonly groupBy: readonly BurstKey[];
  /** Keys one of which is empty in these events. */
  readonly blank: readonly string[];
  /** Milliseconds. */
  readonly timespan: number;
}

/** Two parts whose events are joined. */
export interface Pair {
  readonly left: Part;
  readonly right: Part;
  readonly groups: readonly Group[];
  /** Keys of the join that both leave empty. */
  readonly blank: readonly string[];
  /** Milliseconds. */
  readonly timespan: number;
}

export interface Parts {
  readonly alone: readonly Part[];
  readonly pairs: readonly Pair[];
  readonly bursts: readonly BurstPart[];
  readonly reasons: readonly Reason[];
}

/** The documents of a file: rules for events flagged by themselves, then the parts of correlations, then those. */
export function documentsOf(rule: Rule, { alone, pairs, bursts }: Parts, metadata: Metadata): readonly SigmaDocument[] {
  const isOnly = alone.length + pairs.length + bursts.length === 1;
  const labels = new Set<string>();
  const rules = alone.map((part): SigmaRule => {
    const label = isOnly ? '' : freshLabel(labelOf(part), labels);
    return {
      kind: 'rule',
      title: titleOf(rule, inWords(label)),
      id: documentId(rule, label),
      name: null,
      metadata,
      logSource: part.logSource,
      detection: toDetection(part.formula),
    };
  });
  const names = namesOf(rule, pairs, labels);
  const bases = [...names.values()].map(({ part, name, label }): SigmaRule => ({
    kind: 'rule',
    title: titleOf(rule, inWords(label)),
    id: documentId(rule, label),
    name,
    metadata: null,
    logSource: part.logSource,
    detection: toDetection(part.formula),
  }));
  const paired = new Set<string>();
  const correlations = pairs.map((pair) => {
    const label = isOnly ? '' : freshLabel(pairLabel(pair, pairs), paired);
    return correlation(rule, pair, label, names, metadata);
  });
  return [...rules, ...bases, ...correlations, ...burstDocuments(rule, bursts, isOnly, labels, metadata)];
}

interface Named {
  readonly part: Part;
  readonly name: string;
  readonly label: string;
}

const keyOf = ({ stream, formula }: Part): string => `${stream} ${formula.key}`;

/** Each part of a pair once, with a name that says what it is and, where a stream has several, what it is grouped by. */
function namesOf(rule: Rule, pairs: readonly Pair[], labels: Set<string>): ReadonlyMap<string, Named> {
  const sides = pairs.flatMap(({ left, right, groups, blank }) => [
    { part: left, fields: groups.map((group) => group.left), blank },
    { part: right, fields: groups.map((group) => group.right), blank },
  ]);
  const variants = new Map<number, Map<string, readonly string[]>>();
  for (const { part, fields } of sides) {
    const known = variants.get(part.stream) ?? new Map<string, readonly string[]>();
    variants.set(part.stream, known.set(keyOf(part), fields));
  }
  const named = new Map<string, Named>();
  for (const { part, fields, blank } of sides) {
    if (named.has(keyOf(part))) continue;
    const others = [...(variants.get(part.stream) ?? [])].filter(([key]) => key !== keyOf(part));
    const suffix =
      others.length > 0
        ? `_${suffixOf(
            fields,
            blank,
            others.flatMap(([, names]) => names),
          )}`
        : '';
    const label = freshLabel(`${labelOf(part)}${suffix}`, labels);
    named.set(keyOf(part), { part, label, name: `${snakeCase(rule.slug)}_${label}` });
  }
  return named;
}

function suffixOf(fields: readonly string[], blank: readonly string[], others: readonly string[]): string {
  if (fields.length === 0) return blank.length === 0 ? 'without_key' : withoutKeys(blank);
  return `by_${fields.map((field) => snakeCase(shortName(field, others))).join('_and_')}`;
}

/**
 * As many of a path's last keys as it takes to tell it from the others; of two paths of which one ends as the other, the
 * shorter one may keep the name.
 */
function shortName(field: string, others: readonly string[]): string {
  const keys = field.split('.');
  for (let count = 1; count < keys.length; count++) {
    const name = keys.slice(-count).join('.');
    const isTaken = others.some(
      (other) => other !== field && other.endsWith(`.${name}`) && other.length <= field.length,
    );
    if (!isTaken) return name;
  }
  return field;
}

function correlation(
  rule: Rule,
  pair: Pair,
  label: string,
  names: ReadonlyMap<string, Named>,
  metadata: Metadata,
): SigmaCorrelation {
  const rules = [pair.left, pair.right].map((part) => names.get(keyOf(part))?.name ?? '');
  const { groupBy, aliases } = grouping(pair.groups, rules);
  return {
    kind: 'correlation',
    title: titleOf(rule, inWords(label)),
    id: documentId(rule, `correlation ${rules.join(' ')}`),
    metadata,
    type: 'temporal',
    rules,
    aliases,
    groupBy,
    timespan: pair.timespan,
    // The specification lets a temporal correlation go without, but an engine then fires on a single rule.
    condition: { operator: 'gte', value: rules.length, field: null },
  };
}

const pairLabel = ({ groups, blank }: Pair, all: readonly Pair[]): string => {
  const others = all.flatMap((pair) => pair.groups.map(({ right }) => right));
  return `paired_${suffixOf(
    groups.map(({ right }) => right),
    blank,
    others,
  )}`;
};

/** Fields of one name are grouped by it; others need an alias, called as the query calls the column. */
function grouping(
  groups: readonly Group[],
  rules: readonly string[],
): { readonly groupBy: readonly string[]; readonly aliases: readonly Alias[] } {
  const [leftRule = '', rightRule = ''] = rules;
  const groupBy = new Set<string>();
  const aliases: Alias[] = [];
  for (const { name, left, right } of groups) {
    if (left === right) {
      groupBy.add(left);
      continue;
    }
    let alias = snakeCase(name) === '' ? 'key' : snakeCase(name);
    while (groupBy.has(alias)) alias = `${alias}_2`;
    groupBy.add(alias);
    aliases.push({
      name: alias,
      fields: [
        { rule: leftRule, field: left },
        { rule: rightRule, field: right },
      ],
    });
  }
  return { groupBy: [...groupBy], aliases };
}
