import type * as t from '@babel/types';
import type { Expression } from '../../../src/ir/expression.js';
import { isArray, type Value } from '../../../src/ir/value.js';
import { text as textOfValue } from '../../../src/functions/json.js';
import { listed } from '../../../src/functions/listed.js';
import * as b from '../ast/builders.js';
import { asDynamic } from './dynamic.js';
import { boolOf } from './lowered.js';
import type { LowerCall, Lowering } from './lowering.js';

const lowerAscii = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** The values of a list that is written in the query, arrays opened up; null when a part is computed. */
export function writtenList(list: readonly Expression[]): readonly Value[] | null {
  const values = list.map((item) => (item.kind === 'literal' ? item.value : undefined));
  return values.includes(undefined) ? null : listed(values as readonly Value[]);
}

export const hasArrays = (list: readonly Expression[]): boolean =>
  list.some((item) => item.type === 'dynamic' && (item.kind !== 'literal' || isArray(item.value)));

/** Texts of a list, in lower case: a constant, or what dynamic values hold. */
export function foldedTexts(list: readonly Expression[], x: Lowering): t.Expression {
  const written = writtenList(list);
  if (written === null) return x.helper('foldedTexts', ...list.map((item) => asDynamic(item, x)));
  return b.array([...new Set(written.map((value) => lowerAscii(textOfValue(value))))].map(b.str));
}

/** `has_any` and `has_all`. */
export const hasTerms =
  (helper: 'hasAnyTerm' | 'hasAllTerms'): LowerCall =>
  ({ args }, x) => {
    const [value, ...terms] = args as [Expression, ...Expression[]];
    const texts = foldedTexts(terms, x);
    const list = texts.type === 'ArrayExpression' ? x.constant('TERMS', texts) : texts;
    return boolOf(x.helper(helper, x.helper('lowerAscii', x.text(value)), list));
  };
