import type {
  Condition,
  DetectionItem,
  Metadata,
  PatternPart,
  Selection,
  SigmaCorrelation,
  SigmaDocument,
  SigmaRule,
  SigmaValue,
} from './model.js';
import { block, list, map, plain, printYaml, quoted, scalar, type Yaml } from '../../../src/documents/yaml.js';

/** The text of a Sigma file: one document, or several parted by `---`. Attributes in SigmaHQ's order. */
export const printSigma = (documents: readonly SigmaDocument[]): string =>
  printYaml(documents.map((document) => (document.kind === 'rule' ? ruleNode(document) : correlationNode(document))));

const ruleNode = (rule: SigmaRule): Yaml =>
  map(
    ['title', plain(rule.title)],
    ['id', plain(rule.id)],
    rule.name === null ? null : ['name', plain(rule.name)],
    ...head(rule.metadata),
    ['logsource', map(['product', plain(rule.logSource.product)], ['service', plain(rule.logSource.service)])],
    [
      'detection',
      map(...rule.detection.selections.map((selection) => [selection.name, selectionNode(selection)] as const), [
        'condition',
        plain(printCondition(rule.detection.condition)),
      ]),
    ],
    ...tail(rule.metadata),
  );

const correlationNode = (rule: SigmaCorrelation): Yaml =>
  map(
    ['title', plain(rule.title)],
    ['id', plain(rule.id)],
    ...head(rule.metadata),
    [
      'correlation',
      map(
        ['type', plain(rule.type)],
        ['rules', list(rule.rules.map(plain))],
        // The schema wants `group-by` even where nothing is grouped.
        ['group-by', list(rule.groupBy.map(plain))],
        ['timespan', plain(printTimespan(rule.timespan))],
        rule.aliases.length === 0
          ? null
          : [
              'aliases',
              map(
                ...rule.aliases.map(
                  (alias) =>
                    [
                      alias.name,
                      map(...alias.fields.map(({ rule: name, field }) => [name, plain(field)] as const)),
                    ] as const,
                ),
              ),
            ],
        [
          'condition',
          map(rule.condition.field === null ? null : ['field', plain(rule.condition.field)], [
            rule.condition.operator,
            scalar(rule.condition.value),
          ]),
        ],
      ),
    ],
    ...tail(rule.metadata),
  );

type Entry = readonly [string, Yaml] | null;

function head(metadata: Metadata | null): Entry[] {
  if (metadata === null) return [];
  const { related, description, references, author, tags } = metadata;
  return [
    related.length === 0
      ? null
      : ['related', list(related.map(({ id, type }) => map(['id', plain(id)], ['type', plain(type)])))],
    ['status', plain('experimental')],
    description === '' ? null : ['description', block(description)],
    references.length === 0 ? null : ['references', list(references.map(plain))],
    ['author', plain(author)],
    tags.length === 0 ? null : ['tags', list(tags.map(plain))],
  ];
}

function tail(metadata: Metadata | null): Entry[] {
  if (metadata === null) return [];
  return [
    ['falsepositives', list(metadata.falsePositives.map(plain))],
    metadata.level === null ? null : ['level', plain(metadata.level)],
  ];
}

function selectionNode(selection: Selection): Yaml {
  const [only, ...others] = selection.maps.map((items) =>
    map(...items.map((item) => [[item.field, ...item.modifiers].join('|'), itemNode(item)] as const)),
  );
  return others.length === 0 && only !== undefined ? only : list([...(only === undefined ? [] : [only]), ...others]);
}

function itemNode(item: DetectionItem): Yaml {
  const values = item.values.map(valueNode);
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : list(values);
}

function valueNode(value: SigmaValue): Yaml {
  switch (value.kind) {
    case 'pattern':
      return quoted(value.parts.map(printPart).join(''));
    case 'regex':
      return quoted(value.source);
    case 'field':
      return quoted(value.name);
    case 'number':
    case 'boolean':
      return scalar(value.value);
    case 'null':
      return scalar(null);
    case 'placeholder':
      return quoted(`%${value.name}%`);
  }
}

/**
 * A backslash is always doubled: whether a single one is plain depends on what follows it, and with `|contains` that may
 * be a wildcard that a backend adds (sigma-rules-specification, "Escaping").
 */
const printPart = (part: PatternPart): string =>
  'text' in part ? part.text.replace(/[\\*?]/g, (special) => `\\${special}`) : part.wildcard === 'many' ? '*' : '?';

export function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'name':
      return condition.name;
    case 'quantified':
      return `${condition.quantifier} of ${condition.pattern}`;
    case 'not':
      return `not ${inParentheses(condition.of)}`;
    case 'and':
    case 'or':
      return condition.of.map(inParentheses).join(` ${condition.kind} `);
  }
}

const inParentheses = (condition: Condition): string =>
  condition.kind === 'and' || condition.kind === 'or' ? `(${printCondition(condition)})` : printCondition(condition);

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const;

/** `1d`, `90m`: the largest unit without a remainder; less than a second is rounded up, for a window must not shrink. */
export function printTimespan(milliseconds: number): string {
  const [unit, length] = UNITS.find(([, size]) => milliseconds % size === 0) ?? UNITS[3];
  return `${Math.max(1, Math.ceil(milliseconds / length))}${unit}`;
}
