import type { Call, Expression } from '../../../src/ir/expression.js';
import { choose, type Value } from '../spl/expression.js';
import type { LoweringContext } from './context.js';
import { dynamicText, NULL_DYNAMIC, quotedJson, type Dynamic } from './dynamic.js';

/** `iff` and `case`, which take any type: a null condition counts as false in both languages. */
export function choice(
  expression: Call,
  context: LoweringContext,
  branch: (expression: Expression) => Value,
): Value | null {
  const { fn, args } = expression;
  if (fn === 'iff') return choose(context.holds(args[0]!), branch(args[1]!), branch(args[2]!));
  if (fn !== 'case') return null;
  const branches = [];
  for (let index = 0; index + 1 < args.length; index += 2) {
    branches.push({ when: context.holds(args[index]!), value: branch(args[index + 1]!) });
  }
  return { kind: 'case', branches, otherwise: branch(args.at(-1)!) };
}

/** A choice between strings is one; other values are chosen as JSON, where each keeps its type. */
export function dynamicChoice(expression: Call, context: LoweringContext): Dynamic {
  const values = new Map<Expression, Dynamic>();
  const chosen = choice(expression, context, (branch) => {
    const value: Dynamic =
      branch.type === 'string'
        ? { kind: 'scalar', value: context.text(branch), nullable: false }
        : branch.type === 'dynamic'
          ? context.dynamic(branch)
          : { kind: 'opaque', value: context.value(branch) };
    values.set(branch, value);
    return quotedJson(value);
  });
  if (chosen === null) {
    context.refuse('RP3102', expression.span, expression.fn);
    return NULL_DYNAMIC;
  }
  const branches = [...values.values()];
  if (branches.some(({ kind }) => kind === 'opaque')) context.assume('RP3158', `what ${expression.fn} chooses from`);
  if (branches.some(({ kind }) => kind !== 'scalar'))
    return { kind: 'json', root: chosen, path: [], spelled: false, empty: false };
  const text = choice(expression, context, (branch) => dynamicText(values.get(branch)!) as Value);
  return { kind: 'scalar', value: text!, nullable: true };
}
