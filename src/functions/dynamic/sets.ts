import { isArray } from '../../ir/value.js';
import { functions } from '../function-entry.js';
import { sameValue } from './same-value.js';

export const SETS = functions({
  name: 'set_has_element',
  page: 'set-has-element-function',
  nulls: 'own',
  choice: 'null when the set is no array; numbers are the same by value, null is the same as null',
  evaluate: ([set, value]) => (isArray(set!) ? set.some((element) => sameValue(element, value!)) : null),
});
