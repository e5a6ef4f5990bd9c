import { all, any, type Formula } from './formula.js';

/** `(x or u) and (y or u)` as `u or (x and y)`, where u says that a text has escapes: it is said once a text. */
export function factored(formula: Formula): Formula {
  if (formula.kind === 'or') return any(formula.of.map(factored));
  if (formula.kind !== 'and') return formula;
  const operands = formula.of.map(factored);
  const groups = new Map<string, { readonly escape: Formula; readonly rest: Formula[] }>();
  const others: Formula[] = [];
  for (const operand of operands) {
    const escape = operand.kind === 'or' ? operand.of.find(isEscape) : undefined;
    if (escape === undefined || operand.kind !== 'or') {
      others.push(operand);
      continue;
    }
    const group = groups.get(escape.key) ?? { escape, rest: [] };
    group.rest.push(any(operand.of.filter((member) => member.key !== escape.key)));
    groups.set(escape.key, group);
  }
  return all([...others, ...[...groups.values()].map(({ escape, rest }) => any([all(rest), escape]))]);
}

const isEscape = (formula: Formula): boolean => {
  if (formula.kind !== 'atom' || formula.value.kind !== 'pattern') return false;
  const [part, ...more] = formula.value.parts;
  return (
    formula.modifiers[0] === 'contains' &&
    more.length === 0 &&
    part !== undefined &&
    'text' in part &&
    part.text === '\\'
  );
};
