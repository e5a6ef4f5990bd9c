import { add, subtract } from '../arithmetic.js';
import { order } from '../compare.js';
import { functions } from '../function-entry.js';

export const AROUND = functions({
  name: 'around',
  page: 'around-function',
  nulls: 'own',
  choice: 'null also where an end of the range is out of the range of its type; both ends belong to it',
  evaluate: ([value, center, delta]) => {
    if (value == null || center == null || delta == null) return null;
    const [low, high] = [subtract([center, delta]), add([center, delta])];
    if (low === null || high === null) return null;
    return (order(value, low) ?? -1) >= 0 && (order(value, high) ?? 1) <= 0;
  },
});
