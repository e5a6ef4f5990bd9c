import { isArray, type Value } from '../ir/value.js';

/** What `in`, `has_any` and `has_all` compare with: a dynamic array stands for its elements, nested arrays for theirs. */
export const listed = (values: readonly Value[]): readonly Value[] =>
  values.some(isArray) ? values.flatMap((value) => (isArray(value) ? listed(value) : [value])) : values;
