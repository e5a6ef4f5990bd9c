import type {
  Arithmetic,
  ArithmeticOperator,
  CallSite,
  ComparisonOperator,
  EvalEnvironment,
  Expression,
  Logic,
} from '../syntax/expression.js';
import { refuseAt, type Place } from '../syntax/source.js';
import type { Row } from '../data/row.js';
import {
  compareText,
  FieldText,
  fromField,
  isMulti,
  numberOf,
  scalarsOf,
  textOf,
  type EvalValue,
  type Scalar,
} from '../data/values.js';

/** The value of an expression on a row. */
export function evaluate(expression: Expression, row: Row, environment: EvalEnvironment): EvalValue {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'field':
      return fromField(row.get(expression.name));
    case 'call': {
      const site: CallSite = {
        place: expression.place,
        name: expression.name,
        args: expression.args,
        row,
        environment,
        evaluate: (argument, on = row) => evaluate(argument, on, environment),
      };
      return expression.definition.call(site);
    }
    case 'unary': {
      const value = evaluate(expression.operand, row, environment);
      if (expression.operator === 'not') {
        const truth = truthOf(value, expression.place);
        return truth === null ? null : !truth;
      }
      const number = value === null ? null : numberOf(single(value, expression.place));
      return number === null ? null : -number;
    }
    case 'arithmetic':
      return evaluateArithmetic(expression, row, environment);
    case 'comparison':
      return compareValues(
        expression.operator,
        evaluate(expression.left, row, environment),
        evaluate(expression.right, row, environment),
      );
    case 'logic':
      return evaluateLogic(expression, row, environment);
  }
}

/** The truth of a condition: null for null. Numbers and text are no conditions. */
export function truthOf(value: EvalValue, place: Place): boolean | null {
  if (value === null || typeof value === 'boolean') return value;
  return refuseAt(place, 'a condition must be true or false; this is a number or text');
}

/** AND, OR and XOR with null as "unknown"; the operands that cannot change the result are not evaluated. */
function evaluateLogic(expression: Logic, row: Row, environment: EvalEnvironment): boolean | null {
  let result = truthOf(evaluate(expression.operands[0]!, row, environment), expression.place);
  for (const operand of expression.operands.slice(1)) {
    if (expression.operator === 'and' && result === false) return false;
    if (expression.operator === 'or' && result === true) return true;
    const next = truthOf(evaluate(operand, row, environment), expression.place);
    if (expression.operator === 'and') result = next === false ? false : result === null || next === null ? null : true;
    else if (expression.operator === 'or')
      result = next === true ? true : result === null || next === null ? null : false;
    else result = result === null || next === null ? null : result !== next;
  }
  return result;
}

/** True when one pair of values compares so; null when a side is null. */
export function compareValues(operator: ComparisonOperator, left: EvalValue, right: EvalValue): boolean | null {
  if (left === null || right === null) return null;
  if (!isMulti(left) && !isMulti(right)) return compareScalars(operator, left, right);
  return scalarsOf(left).some((a) => scalarsOf(right).some((b) => compareScalars(operator, a, b) === true));
}

function compareScalars(operator: ComparisonOperator, left: Scalar, right: Scalar): boolean | null {
  if (typeof left === 'boolean' || typeof right === 'boolean') {
    if (typeof left !== typeof right || (operator !== '=' && operator !== '!=')) return null;
    return (left === right) === (operator === '=');
  }
  const numbers = bothNumbers(left, right);
  const order = numbers === null ? compareText(textOf(left), textOf(right)) : numbers[0] - numbers[1];
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/**
 * Two fields compare as numbers when both look like numbers; a field and a number likewise. A string literal, or the
 * result of a text function, makes the comparison one of text unless the other side is a number.
 */
function bothNumbers(left: Scalar, right: Scalar): readonly [number, number] | null {
  const plainText = typeof left === 'string' || typeof right === 'string';
  if (plainText && typeof left !== 'number' && typeof right !== 'number') return null;
  const a = numberOf(left);
  const b = numberOf(right);
  return a === null || b === null ? null : [a, b];
}

function evaluateArithmetic(expression: Arithmetic, row: Row, environment: EvalEnvironment): EvalValue {
  let result = evaluate(expression.first, row, environment);
  for (const { operator, operand } of expression.rest) {
    const right = evaluate(operand, row, environment);
    if (result === null || right === null) return null;
    result = apply(operator, single(result, expression.place), single(right, expression.place), expression.place);
  }
  return result;
}

function apply(operator: ArithmeticOperator, left: Scalar, right: Scalar, place: Place): EvalValue {
  if (typeof left === 'boolean' || typeof right === 'boolean')
    refuseAt(place, `'${operator}' takes no true or false; use tostring() or if()`);
  if (operator === '.') return textOf(left) + textOf(right);
  if (operator === '+' && !(isNumber(left) && isNumber(right)) && isText(left) && isText(right))
    return textOf(left) + textOf(right);
  const a = numberOf(left);
  const b = numberOf(right);
  if (a === null || b === null) return null;
  const value = calculate(operator, a, b);
  return Number.isFinite(value) ? value : null;
}

const isNumber = (value: Scalar): boolean =>
  typeof value === 'number' || (value instanceof FieldText && value.number !== null);
const isText = (value: Scalar): boolean => typeof value === 'string' || value instanceof FieldText;

function calculate(operator: ArithmeticOperator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    default:
      return left % right;
  }
}

function single(value: Exclude<EvalValue, null>, place: Place): Scalar {
  if (isMulti(value)) refuseAt(place, "an operator on a multivalue field: Splunk's manual gives no result for it");
  return value;
}
