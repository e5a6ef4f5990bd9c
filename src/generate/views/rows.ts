import { evaluate } from '../../interpreter/evaluate.js';
import type { Expression } from '../../ir/expression.js';
import type {
  Assignment,
  Extend,
  Let,
  MvExpand,
  Project,
  Sort,
  Take,
  Union,
  Where,
  Window,
} from '../../ir/relation.js';
import { isArray, isBag, type Value } from '../../ir/value.js';
import { assign } from '../moves.js';
import type { View } from '../view.js';
import { viewOf, type Build } from './build.js';

export function whereView(build: Build, { input, predicate }: Where): View {
  const view = build.view(input);
  build.constraints.push({ view, test: predicate, source: 'where', groups: build.groups.length });
  return view;
}

export const sameRows = (build: Build, { input }: Let | Sort | Take): View => build.view(input);

export const unionView = (build: Build, { inputs }: Union): View => build.view(inputs[build.fork(inputs.length)]!);

export function assignmentsView(build: Build, { input, assignments }: Extend | Project): View {
  const below = build.view(input);
  return over(build, below, new Map(assignments.map(({ name, value }: Assignment) => [name, value])));
}

/** Columns computed from a row; the rest are its own. */
function over(build: Build, below: View, made: ReadonlyMap<string, Assignment['value']>): View {
  return viewOf(build, {
    value: (name) => {
      const expression = made.get(name);
      return expression === undefined ? below.value(name) : evaluate(expression, below.scope);
    },
    assign: (name, value) => {
      const expression = made.get(name);
      return expression === undefined ? below.assign(name, value) : assign(expression, value, below);
    },
    origin: (name) => {
      const expression = made.get(name);
      if (expression === undefined) return below.origin(name);
      return expression.kind === 'column' ? below.origin(expression.name) : null;
    },
  });
}

/** The row of one element: the first, or the second of two. */
export function mvExpandView(build: Build, { input, items, itemIndex, bagExpansion }: MvExpand): View {
  const below = build.view(input);
  const position = build.fork(2);
  const item = (name: string) => items.find((each) => each.name === name);
  const [first] = items;
  if (first !== undefined) {
    const test = reaches(first.value, position);
    build.constraints.push({ view: below, test, source: 'where', groups: build.groups.length });
  }
  return viewOf(build, {
    value: (name) => {
      if (name === itemIndex) return BigInt(position);
      const found = item(name);
      return found === undefined
        ? below.value(name)
        : element(evaluate(found.value, below.scope), position, bagExpansion);
    },
    *assign(name, value) {
      const found = item(name);
      if (found === undefined) yield* below.assign(name, value);
      else {
        const current = evaluate(found.value, below.scope);
        yield* assign(found.value, withElement(current, position, value), below);
        // A scalar stands for itself.
        if (position === 0) yield* assign(found.value, value, below);
      }
    },
    origin: (name) => (item(name) === undefined && name !== itemIndex ? below.origin(name) : null),
  });
}

/** An empty array has no row; null and a scalar have one. */
function reaches(value: Expression, position: number): Expression {
  const { span } = value;
  const length: Expression = { kind: 'call', fn: 'array_length', args: [value], type: 'long', span };
  const bound: Expression = { kind: 'literal', type: 'long', value: BigInt(position), span };
  return { kind: 'call', fn: position === 0 ? '!=' : '>', args: [length, bound], type: 'bool', span };
}

function element(value: Value, position: number, bagExpansion: MvExpand['bagExpansion']): Value {
  if (isArray(value)) return value[position] ?? null;
  if (!isBag(value)) return position === 0 ? value : null;
  const entry = [...value][position];
  if (entry === undefined) return null;
  return bagExpansion === 'array' ? entry : new Map([entry]);
}

function withElement(value: Value, position: number, put: Value): Value {
  const list: Value[] = isArray(value) ? [...value] : [];
  while (list.length < position) list.push('other-s000');
  list[position] = put;
  return list;
}

/** Columns that look at other rows: as in a table of this one row. Predicates on them are left to chance. */
export function windowView(build: Build, { input, calls }: Window): View {
  const below = build.view(input);
  const call = (name: string) => calls.find((each) => each.name === name);
  return viewOf(build, {
    value: (name) => {
      const found = call(name);
      if (found === undefined) return below.value(name);
      if (found.fn === 'row_cumsum') return evaluate(found.args[0]!, below.scope);
      if (found.fn === 'prev' || found.fn === 'next') return found.type === 'string' ? '' : null;
      return 1n;
    },
    assign: (name, value) => {
      const found = call(name);
      if (found === undefined) return below.assign(name, value);
      return found.fn === 'row_cumsum' ? assign(found.args[0]!, value, below) : [];
    },
    origin: (name) => (call(name) === undefined ? below.origin(name) : null),
  });
}
