import type { Value } from '../../ir/value.js';
import { equal } from '../compare.js';

/** What sets and searches in arrays take for the same: `==`, and null is the same as null. */
export const sameValue = (left: Value, right: Value): boolean =>
  left === null || right === null ? left === right : equal(left, right);
