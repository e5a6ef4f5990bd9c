import type { Rule } from '../../../src/rule/model.js';
import type { Metadata, SigmaCorrelation, SigmaRule } from '../document/model.js';
import { snakeCase, toDetection } from './detection.js';
import type { BurstPart } from './documents.js';
import { freshLabel, inWords, labelOf, withoutKeys } from './labels.js';
import { documentId, titleOf } from './metadata.js';

/** For each burst the rule whose matches are counted, and the correlation that counts them. */
export function burstDocuments(
  rule: Rule,
  bursts: readonly BurstPart[],
  isOnly: boolean,
  labels: Set<string>,
  metadata: Metadata,
): readonly (SigmaRule | SigmaCorrelation)[] {
  const labelled = bursts.map((burst) => ({ burst, label: freshLabel(labelOfBurst(burst), labels) }));
  const named = (label: string): string => `${snakeCase(rule.slug)}_${label}`;
  return [
    ...labelled.map(({ burst: { part }, label }): SigmaRule => ({
      kind: 'rule',
      title: titleOf(rule, inWords(label)),
      id: documentId(rule, label),
      name: named(label),
      metadata: null,
      logSource: part.logSource,
      detection: toDetection(part.formula),
    })),
    ...labelled.map(({ burst, label }): SigmaCorrelation => {
      const { measure, condition, groupBy, timespan } = burst;
      return {
        kind: 'correlation',
        title: titleOf(rule, isOnly ? '' : inWords(`many_${label}`)),
        id: documentId(rule, `correlation ${named(label)}`),
        metadata,
        type: measure.kind === 'events' ? 'event_count' : 'value_count',
        rules: [named(label)],
        aliases: [],
        groupBy: groupBy.map(({ field }) => field),
        timespan,
        condition: { ...condition, field: measure.kind === 'events' ? null : measure.field },
      };
    }),
  ];
}

const labelOfBurst = ({ part, blank }: BurstPart): string =>
  [labelOf(part), ...(blank.length === 0 ? [] : [withoutKeys(blank)])].join('_');
