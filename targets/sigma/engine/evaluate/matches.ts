import type { EventView } from '../events/event-view.js';
import type { FieldPath } from '../events/field-path.js';
import type { Condition, Detection, DetectionItem, ValueTest } from '../model.js';
import { isInBlock } from '../values/cidr.js';
import { datePart } from '../values/date-part.js';
import { compare, numberOf } from '../values/number.js';

/** Whether an event fulfils the condition of a rule. */
export function matchesCondition(condition: Condition, event: EventView): boolean {
  switch (condition.kind) {
    case 'detection':
      return matchesDetection(condition.detection, event);
    case 'not':
      return !matchesCondition(condition.of, event);
    case 'and':
      return condition.of.every((inner) => matchesCondition(inner, event));
    case 'or':
      return condition.of.some((inner) => matchesCondition(inner, event));
  }
}

function matchesDetection(detection: Detection, event: EventView): boolean {
  switch (detection.kind) {
    case 'item':
      return matchesItem(detection.item, event);
    case 'every':
      return detection.of.every((inner) => matchesDetection(inner, event));
    case 'some':
      return detection.of.some((inner) => matchesDetection(inner, event));
  }
}

/** `neq` is the plain opposite: a missing field differs from every value, and of several values it is none. */
function matchesItem({ field, linking, negated, tests }: DetectionItem, event: EventView): boolean {
  const matches = (test: ValueTest): boolean => (field === null ? inMessage(test, event) : inField(test, field, event));
  return (linking === 'every' ? tests.every(matches) : tests.some(matches)) !== negated;
}

function inMessage(test: ValueTest, event: EventView): boolean {
  return test.kind === 'text' && event.message.some(test.matches);
}

/** A list matches when one of its elements does; several values of one item may match different elements. */
function inField(test: ValueTest, path: FieldPath, event: EventView): boolean {
  const field = event.field(path);
  switch (test.kind) {
    case 'text':
      return field.texts.some(test.matches);
    case 'null':
      return field.isNull;
    case 'exists':
      // "only verifies the presence of a field, not its value, be it empty or null" (modifiers appendix)
      return field.present === test.expected;
    case 'cidr':
      return field.texts.some(({ text }) => isInBlock(text, test.block));
    case 'field': {
      const others = new Set(event.field(test.other).texts.map(({ folded }) => folded));
      return field.texts.some(({ folded }) => others.has(folded));
    }
    case 'number': {
      const { part } = test;
      const numbers = part === null ? field.values.map(numberOf) : field.texts.map(({ text }) => datePart(text, part));
      return numbers.some((number) => number !== null && compare(number, test.operator, test.value));
    }
  }
}
