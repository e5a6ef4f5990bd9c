/**
 * Expressions of `eval` and `where` (Splunk Search Reference, "Evaluation functions"). A field holds text, a number,
 * several values or nothing (NULL), but never a Boolean: hence two unions, and `if` and `case` as the way between them.
 */

export type Value = Field | Text | Numeral | Call | Binary | If | Case;

/** A field of the row, quoted by the printer if its name needs it. */
export interface Field {
  readonly kind: 'field';
  readonly name: string;
}

export interface Text {
  readonly kind: 'text';
  readonly value: string;
}

export interface Numeral {
  readonly kind: 'number';
  readonly value: number;
}

export interface Call {
  readonly kind: 'call';
  readonly fn: ValueFunction;
  readonly args: readonly Value[];
}

/** `.` concatenates; the others calculate with doubles. */
export interface Binary {
  readonly kind: 'binary';
  readonly op: '.' | '+' | '-' | '*' | '/';
  readonly left: Value;
  readonly right: Value;
}

export interface If {
  readonly kind: 'if';
  readonly when: Condition;
  readonly then: Value;
  readonly otherwise: Value;
}

/** The value of the first true condition; NULL when none is true and there is no `otherwise`. */
export interface Case {
  readonly kind: 'case';
  readonly branches: readonly { readonly when: Condition; readonly value: Value }[];
  readonly otherwise: Value | null;
}

export type Condition = Compare | Test | And | Or | Not;

export interface Compare {
  readonly kind: 'compare';
  readonly op: '==' | '!=' | '<' | '<=' | '>' | '>=';
  readonly left: Value;
  readonly right: Value;
}

/** A function that answers true or false. */
export interface Test {
  readonly kind: 'test';
  readonly fn: 'cidrmatch' | 'isnull' | 'isnotnull' | 'in' | 'json_valid' | 'match' | 'true' | 'false';
  readonly args: readonly Value[];
}

export interface And {
  readonly kind: 'and';
  readonly operands: readonly Condition[];
}

export interface Or {
  readonly kind: 'or';
  readonly operands: readonly Condition[];
}

export interface Not {
  readonly kind: 'not';
  readonly operand: Condition;
}

export type ValueFunction =
  | 'ceiling'
  | 'coalesce'
  | 'floor'
  | 'json_array_to_mv'
  | 'json_entries'
  | 'json_extract'
  | 'json_extract_exact'
  | 'len'
  | 'lower'
  | 'mv_to_json_array'
  | 'mvappend'
  | 'mvcount'
  | 'mvdedup'
  | 'mvfind'
  | 'mvindex'
  | 'mvmap'
  | 'mvrange'
  | 'mvsort'
  | 'mvzip'
  | 'now'
  | 'null'
  | 'nullif'
  | 'replace'
  | 'split'
  | 'strptime'
  | 'substr'
  | 'tonumber'
  | 'tostring'
  | 'trim'
  | 'true'
  | 'upper';

export const field = (name: string): Field => ({ kind: 'field', name });
export const text = (value: string): Text => ({ kind: 'text', value });
export const number = (value: number): Numeral => ({ kind: 'number', value });
export const call = (fn: ValueFunction, ...args: readonly Value[]): Call => ({ kind: 'call', fn, args });
export const binary = (op: Binary['op'], left: Value, right: Value): Binary => ({ kind: 'binary', op, left, right });
export const NULL: Value = call('null');
/** `true()` where a function takes a Boolean. */
export const TRUTH: Value = call('true');

export const compare = (op: Compare['op'], left: Value, right: Value): Compare => ({
  kind: 'compare',
  op,
  left,
  right,
});
export const test = (fn: Test['fn'], ...args: readonly Value[]): Test => ({ kind: 'test', fn, args });
export const TRUE: Condition = test('true');
export const FALSE: Condition = test('false');

const isTest = (condition: Condition, fn: Test['fn']): boolean => condition.kind === 'test' && condition.fn === fn;

/** Flattens, and drops what cannot matter, so that nobody reads `true() AND x`. */
export function and(...operands: readonly Condition[]): Condition {
  const flat = operands.flatMap((operand) => (operand.kind === 'and' ? operand.operands : [operand]));
  const kept = flat.filter((operand) => !isTest(operand, 'true'));
  if (kept.some((operand) => isTest(operand, 'false'))) return FALSE;
  return kept.length === 0 ? TRUE : kept.length === 1 ? kept[0]! : { kind: 'and', operands: kept };
}

export function or(...operands: readonly Condition[]): Condition {
  const flat = operands.flatMap((operand) => (operand.kind === 'or' ? operand.operands : [operand]));
  const kept = flat.filter((operand) => !isTest(operand, 'false'));
  if (kept.some((operand) => isTest(operand, 'true'))) return TRUE;
  return kept.length === 0 ? FALSE : kept.length === 1 ? kept[0]! : { kind: 'or', operands: kept };
}

/** Only for conditions that are never NULL: `NOT` of NULL is NULL. */
export function not(operand: Condition): Condition {
  if (isTest(operand, 'true')) return FALSE;
  if (isTest(operand, 'false')) return TRUE;
  if (operand.kind === 'not') return operand.operand;
  if (isTest(operand, 'isnull')) return test('isnotnull', ...(operand as Test).args);
  if (isTest(operand, 'isnotnull')) return test('isnull', ...(operand as Test).args);
  if (operand.kind === 'compare') return { ...operand, op: OPPOSITE[operand.op] };
  return { kind: 'not', operand };
}

const OPPOSITE = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
} as const satisfies Record<Compare['op'], Compare['op']>;

export function choose(when: Condition, then: Value, otherwise: Value): Value {
  if (isTest(when, 'true')) return then;
  if (isTest(when, 'false')) return otherwise;
  return { kind: 'if', when, then, otherwise };
}
