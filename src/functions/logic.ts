import type { Value } from '../ir/value.js';
import { functions } from './function-entry.js';

/** Three-valued logic: https://learn.microsoft.com/kusto/query/scalar-data-types/null-values */
export const LOGIC = functions(
  {
    name: 'and',
    page: 'logical-operators',
    nulls: 'arguments',
    evaluate: (args) => (args.includes(false) ? false : args.includes(null) ? null : true),
  },
  {
    name: 'or',
    page: 'logical-operators',
    nulls: 'arguments',
    evaluate: (args) => (args.includes(true) ? true : args.includes(null) ? null : false),
  },
  { name: 'not', page: 'not-function', nulls: 'strict', evaluate: ([value]) => value !== true },
  {
    name: 'iff',
    aliases: ['iif'],
    page: 'iff-function',
    nulls: 'arguments',
    choice: 'a null condition takes the last argument',
    evaluate: ([condition, yes, no]) => (condition === true ? yes! : no!),
  },
  {
    name: 'case',
    page: 'case-function',
    nulls: 'arguments',
    choice: 'a null condition counts as false',
    evaluate: (args) => {
      for (let index = 0; index + 1 < args.length; index += 2) {
        if (args[index] === true) return args[index + 1]!;
      }
      return args.at(-1)!;
    },
  },
  {
    name: 'coalesce',
    page: 'coalesce-function',
    nulls: 'arguments',
    evaluate: (args, { result }) =>
      args.find((value: Value) => value !== null && value !== '') ?? (result === 'string' ? '' : null),
  },
);
