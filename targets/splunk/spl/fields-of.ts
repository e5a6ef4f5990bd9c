import type { Condition, Value } from './expression.js';

/** The names of all fields that an expression reads. */
export function fieldsOf(expression: Value | Condition): ReadonlySet<string> {
  const names = new Set<string>();
  const pending: (Value | Condition)[] = [expression];
  while (pending.length > 0) {
    const node = pending.pop()!;
    if (node.kind === 'field') names.add(node.name);
    else pending.push(...childrenOf(node));
  }
  return names;
}

/** All string constants of an expression. */
export function textsOf(expression: Value | Condition): readonly string[] {
  const texts: string[] = [];
  const pending: (Value | Condition)[] = [expression];
  while (pending.length > 0) {
    const node = pending.pop()!;
    if (node.kind === 'text') texts.push(node.value);
    else pending.push(...childrenOf(node));
  }
  return texts;
}

function childrenOf(node: Value | Condition): readonly (Value | Condition)[] {
  switch (node.kind) {
    case 'field':
    case 'text':
    case 'number':
      return [];
    case 'call':
    case 'test':
      return node.args;
    case 'binary':
    case 'compare':
      return [node.left, node.right];
    case 'if':
      return [node.when, node.then, node.otherwise];
    case 'case':
      return [
        ...node.branches.flatMap(({ when, value }) => [when, value]),
        ...(node.otherwise === null ? [] : [node.otherwise]),
      ];
    case 'and':
    case 'or':
      return node.operands;
    case 'not':
      return [node.operand];
  }
}
