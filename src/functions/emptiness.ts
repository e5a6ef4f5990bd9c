import { functions } from './function-entry.js';

/** A string is empty but never null; other types are null but never empty. */
export const EMPTINESS = functions(
  {
    name: 'isempty',
    negated: ['isnotempty', 'notempty'],
    page: 'isempty-function',
    nulls: 'never',
    choice: 'a dynamic value holding "" is empty',
    evaluate: ([value]) => value === null || value === '',
  },
  {
    name: 'isnull',
    negated: ['isnotnull', 'notnull'],
    page: 'isnull-function',
    nulls: 'never',
    evaluate: ([value], { types }) => types[0] !== 'string' && value === null,
  },
);
