import { DAY, HOUR, MINUTE } from './duration.js';
import { readBoolean, readChoice, readDuration, readInteger, takeRequired } from './field-values.js';
import type { Fields } from './fields.js';
import type { Rule, Schedule, Trigger } from './model.js';
import { LIMITS } from './vocabulary.js';

const SHORTEST = 5 * MINUTE;
const LONGEST = 14 * DAY;

const OPERATORS: readonly Trigger['operator'][] = ['gt', 'lt', 'eq', 'ne'];
const OPERATOR_NAMES: Readonly<Record<string, Trigger['operator']>> = {
  GreaterThan: 'gt',
  LessThan: 'lt',
  Equal: 'eq',
  NotEqual: 'ne',
};

/** An alert as soon as there is a row: what NRT rules do, and how hunting queries are read. */
const ANY_ROW: Trigger = { operator: 'gt', threshold: 0 };

const SCHEDULE_KEYS = ['queryFrequency', 'queryPeriod', 'triggerOperator', 'triggerThreshold'] as const;

/** Frequency, period and trigger, with the limits of https://learn.microsoft.com/azure/sentinel/scheduled-rules-overview. */
export function readSchedule(fields: Fields, kind: Rule['kind']): Pick<Rule, 'schedule' | 'trigger'> {
  if (kind !== 'Scheduled') {
    for (const key of SCHEDULE_KEYS) {
      const field = fields.take(key);
      if (field !== null) fields.file.report('RP1017', [field.name, kind], field.keyOffset);
    }
    return { schedule: null, trigger: ANY_ROW };
  }
  return { schedule: readTimes(fields), trigger: readTrigger(fields) };
}

/** A rule without kind that says when it runs is an analytic rule, not a hunting query. */
export const hasSchedule = (fields: Fields): boolean => SCHEDULE_KEYS.some((key) => fields.take(key) !== null);

function readTimes(fields: Fields): Schedule | null {
  const every = takeRequired(fields, "how often the rule runs, such as '1h'", 'queryFrequency');
  const over = takeRequired(fields, "how far back the query looks, such as '1h'", 'queryPeriod');
  const frequency = every && readDuration(fields, every, SHORTEST, LONGEST);
  const period = over && readDuration(fields, over, SHORTEST, LONGEST);
  if (over === null || frequency === null || period === null) return null;
  if (period < frequency) fields.file.report('RP1022', [], over.node.start);
  if (period >= 2 * DAY && frequency < HOUR) fields.file.report('RP1023', [], over.node.start);
  return { frequency, period };
}

function readTrigger(fields: Fields): Trigger {
  const operatorField = takeRequired(fields, "'gt', 'lt', 'eq' or 'ne'", 'triggerOperator');
  const thresholdField = takeRequired(fields, 'the number of rows to compare with, such as 0', 'triggerThreshold');
  const operator = operatorField && readChoice(fields, operatorField, OPERATORS, OPERATOR_NAMES);
  const threshold = thresholdField && readInteger(fields, thresholdField, 0, LIMITS.triggerThreshold);
  return { operator: operator ?? ANY_ROW.operator, threshold: threshold ?? ANY_ROW.threshold };
}

/** Milliseconds that the rule rests after an alert, or null. A duration without `suppressionEnabled` has no effect. */
export function readSuppression(fields: Fields): number | null {
  const enabledField = fields.take('suppressionEnabled');
  const durationField = fields.take('suppressionDuration');
  const duration = durationField && readDuration(fields, durationField, SHORTEST, DAY);
  const enabled = enabledField && readBoolean(fields, enabledField);
  if (enabled !== true || enabledField === null) return null;
  if (durationField === null) {
    const what = "how long the rule rests after an alert, such as '5h'";
    fields.file.report('RP1011', ['suppressionDuration', what], enabledField.keyOffset);
  }
  return duration;
}
