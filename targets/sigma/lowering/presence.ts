import { atom, any, type Atom, type Formula } from '../logic/formula.js';

/** Whether every event that passes holds a value in the field, neither missing nor null nor "". */
export function impliesPresent(formula: Formula, stream: number, field: string): boolean {
  switch (formula.kind) {
    case 'atom':
      return formula.field === field && isPositive(formula);
    case 'and':
      return formula.of.some((operand) => impliesPresent(operand, stream, field));
    case 'or':
      return formula.of.every((operand) => impliesPresent(operand, stream, field));
    case 'not': {
      const empty = emptyField(stream, field);
      const excluded = formula.of.kind === 'or' ? formula.of.of : [formula.of];
      return [...emptyTests(empty)].every((key) => excluded.some((operand) => operand.key === key));
    }
    default:
      return false;
  }
}

function isPositive({ value, modifiers }: Atom): boolean {
  switch (value.kind) {
    case 'pattern':
      return value.parts.some((part) => 'text' in part && part.text !== '');
    case 'number':
    case 'boolean':
      return true;
    default:
      // A pattern of a regular expression may match nothing, as a list from outside may hold an empty text.
      return modifiers.includes('cidr');
  }
}

/** The field is missing, null or "". */
export const emptyField = (stream: number, field: string): Formula =>
  any([atom(stream, field, [], { kind: 'pattern', parts: [] }), atom(stream, field, [], { kind: 'null' })]);

const emptyTests = (empty: Formula): readonly string[] =>
  empty.kind === 'or' ? empty.of.map(({ key }) => key) : [empty.key];
