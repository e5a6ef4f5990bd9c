import { text } from '../functions/json.js';
import type { Expression, Literal } from '../ir/expression.js';
import type { Relation } from '../ir/relation.js';
import { operatorsOf } from '../ir/traverse.js';
import { childrenOf } from '../ir/walk-expression.js';

/** A field, an operator and a value that a rule looks for. */
export interface Indicator {
  readonly field: string;
  readonly operator: string;
  /** Empty for tests without a value (`isempty`). */
  readonly value: string;
}

/** The comparisons of columns with constants in all `where` of a query, a line each value, in the order of the text. */
export function indicatorsOf(query: Relation): Indicator[] {
  const found = new Map<string, Indicator>();
  for (const operator of operatorsOf(query)) {
    if (operator.op !== 'where') continue;
    for (const indicator of inPredicate(operator.predicate, false)) found.set(JSON.stringify(indicator), indicator);
  }
  return [...found.values()];
}

function inPredicate(expression: Expression, negated: boolean): Indicator[] {
  if (expression.kind !== 'call') return [];
  const { fn, args } = expression;
  if (fn === 'not') return args.flatMap((arg) => inPredicate(arg, !negated));
  if (fn === 'and' || fn === 'or') return args.flatMap((arg) => inPredicate(arg, negated));
  const field = fieldOf(args[0]);
  const values = args.slice(1);
  if (field === null || !values.every((value) => value.kind === 'literal')) return [];
  const operator = operatorName(fn, negated);
  if (values.length === 0) return [{ field, operator, value: '' }];
  return (values as readonly Literal[]).map((value) => ({ field, operator, value: text(value.value) }));
}

const NEGATED: Readonly<Record<string, string>> = {
  isempty: 'isnotempty',
  isnull: 'isnotnull',
  '==': '!=',
  '!=': '==',
  '=~': '!~',
};

function operatorName(fn: string, negated: boolean): string {
  if (!negated) return fn;
  return NEGATED[fn] ?? (fn.startsWith('!') ? fn.slice(1) : `!${fn}`);
}

/** `RequestParameters.policyDocument` for a value reached through conversions and members. */
function fieldOf(expression: Expression | undefined): string | null {
  if (expression === undefined) return null;
  switch (expression.kind) {
    case 'column':
      return expression.name;
    case 'member': {
      const object = fieldOf(expression.object);
      return object === null ? null : `${object}.${expression.key}`;
    }
    case 'index': {
      const object = fieldOf(expression.object);
      const { index } = expression;
      return object === null || index.kind !== 'literal' ? null : `${object}[${text(index.value)}]`;
    }
    case 'call': {
      const [only, ...rest] = childrenOf(expression);
      return rest.length === 0 && ['tostring', 'parse_json', 'tolower', 'toupper'].includes(expression.fn)
        ? fieldOf(only)
        : null;
    }
    case 'literal':
    case 'toscalar':
    case 'in-table':
      return null;
  }
}
