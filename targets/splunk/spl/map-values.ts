import type { Condition, Value } from './expression.js';

type Change = (value: Value) => Value;

/**
 * An expression with each value in it changed, from the outside in; what comes out of a change is not looked into when it is
 * another. Left alone are the second argument of `mvmap`, in which a field is one of its values, and texts that are compared
 * with no text, for in a field they may count as numbers.
 */
export const mapValues = <E extends Value | Condition>(expression: E, change: Change): E =>
  (isCondition(expression) ? mapCondition(expression, change) : mapParts(expression, change)) as E;

const isCondition = (node: Value | Condition): node is Condition =>
  ['compare', 'test', 'and', 'or', 'not'].includes(node.kind);

function mapValue(value: Value, change: Change): Value {
  const changed = change(value);
  return changed === value ? mapParts(value, change) : changed;
}

function mapParts(value: Value, change: Change): Value {
  const map = (part: Value): Value => mapValue(part, change);
  switch (value.kind) {
    case 'field':
    case 'text':
    case 'number':
      return value;
    case 'call':
      return value.fn === 'mvmap'
        ? { ...value, args: [map(value.args[0]!), ...value.args.slice(1)] }
        : { ...value, args: value.args.map(map) };
    case 'binary':
      return { ...value, left: map(value.left), right: map(value.right) };
    case 'if':
      return {
        ...value,
        when: mapCondition(value.when, change),
        then: map(value.then),
        otherwise: map(value.otherwise),
      };
    case 'case':
      return {
        ...value,
        branches: value.branches.map(({ when, value: then }) => ({
          when: mapCondition(when, change),
          value: map(then),
        })),
        otherwise: value.otherwise === null ? null : map(value.otherwise),
      };
  }
}

function mapCondition(condition: Condition, change: Change): Condition {
  const map = (part: Value): Value => mapValue(part, change);
  switch (condition.kind) {
    case 'compare': {
      const { left, right } = condition;
      const isOfTexts = left.kind === 'text' || right.kind === 'text';
      const within = (part: Value): Value => (isOfTexts || isNumber(part) ? map(part) : mapParts(part, change));
      return { ...condition, left: within(left), right: within(right) };
    }
    case 'test':
      return { ...condition, args: condition.args.map(map) };
    case 'and':
    case 'or':
      return { ...condition, operands: condition.operands.map((operand) => mapCondition(operand, change)) };
    case 'not':
      return { ...condition, operand: mapCondition(condition.operand, change) };
  }
}

const NUMBERS: ReadonlySet<string> = new Set(['ceiling', 'floor', 'len', 'mvcount', 'tonumber', 'strptime', 'now']);

function isNumber(value: Value): boolean {
  if (value.kind === 'call') return NUMBERS.has(value.fn);
  if (value.kind === 'if') return isNumber(value.then) && isNumber(value.otherwise);
  return value.kind === 'number' || (value.kind === 'binary' && value.op !== '.');
}
