import { NO_SPAN } from '../../../diagnostics/diagnostic.js';
import { regexFault } from '../../../functions/regex.js';
import { listPart, part, requiredPart, simpleName, type SyntaxNode } from '../../../kql/syntax.js';
import type { Call, Expression, Literal } from '../../expression.js';
import { freshName, passThrough, reference } from '../../hidden.js';
import type { Assignment, Extend, Relation } from '../../relation.js';
import type { Column, KqlType } from '../../types.js';
import type { Value } from '../../value.js';
import { columnsOf, refuse, spanOf, type LoweringContext } from '../context.js';
import { lowerExpression } from '../lower-expression.js';
import { parameterText, refuseParameters, type LowerOperator } from './lower-operator.js';

/**
 * `parse` takes a text apart by delimiters. It is written with what targets know already: a regular expression with a group a
 * column, `extract` and a conversion. `simple`: every value must be of its type, or none counts; `relaxed`: each for itself;
 * `regex`: the delimiters are patterns. https://learn.microsoft.com/kusto/query/parse-operator
 */
export const lowerParse: LowerOperator = (context, operator, input) => {
  const { text, fields, matched } = readParse(context, operator, input);
  const made = fields.map(({ column, value }): Assignment => ({
    name: column.name,
    value:
      matched === null ? value : call('iff', [matched, value, literal(column.type, missing(column.type))], column.type),
  }));
  return withText(context, operator, text, made);
};

/** `parse-where` drops the rows that do not match: https://learn.microsoft.com/kusto/query/parse-where-operator */
export const lowerParseWhere: LowerOperator = (context, operator, input) => {
  const { text, fields, pattern, matched } = readParse(context, operator, input);
  const matches = call('matches regex', [textOf(text), pattern], 'bool');
  const span = spanOf(context, operator);
  const where: Relation = { op: 'where', input: text, predicate: matched ?? matches, columns: text.columns, span };
  const made = fields.map(({ column, value }): Assignment => ({ name: column.name, value }));
  return withText(context, operator, where, made);
};

interface Field {
  readonly column: Column;
  readonly value: Expression;
}

interface Parse {
  /** The input with the text in a column of its own, the last. */
  readonly text: Extend;
  readonly pattern: Literal;
  readonly fields: readonly Field[];
  /** What must be true for any value to count; null where each counts for itself. */
  readonly matched: Expression | null;
}

const CONVERSIONS: Partial<Readonly<Record<KqlType, string>>> = {
  bool: 'tobool',
  int: 'toint',
  long: 'tolong',
  real: 'todouble',
  decimal: 'todecimal',
  datetime: 'todatetime',
  timespan: 'totimespan',
  guid: 'toguid',
  dynamic: 'parse_json',
};

function readParse(context: LoweringContext, operator: SyntaxNode, input: Relation): Parse {
  const parameters = refuseParameters(context, operator, ['kind', 'flags']);
  const kind = parameterText(parameters.get('kind')) ?? 'simple';
  const columns = columnsOf(context, operator);
  const text = withTextColumn(context, operator, input);
  const parts = listPart(operator, 'Patterns');
  const names = parts.filter((node) => isField(context, node)).map((node) => fieldName(context, node));
  const source = sourceOf(context, parts, kind === 'regex', parameterText(parameters.get('flags')) ?? '');
  const fault = regexFault(source);
  if (fault !== null) refuse(context, operator, 'RP2007', fault);
  const pattern = literal('string', source) as Literal;
  const fields = names.map((name, index): Field => {
    const column = columns.find((each) => each.name === name);
    if (column === undefined) return refuse(context, operator, 'RP2004', `a column '${name}' of this kind`);
    const found = call('extract', [pattern, literal('long', BigInt(index + 1)), textOf(text)], 'string');
    const convert = CONVERSIONS[column.type];
    return { column, value: convert === undefined ? found : call(convert, [found], column.type) };
  });
  const typed = fields.filter(({ column }) => column.type !== 'string' && column.type !== 'dynamic');
  const conditions = [
    call('matches regex', [textOf(text), pattern], 'bool'),
    ...typed.map(({ value }) => call('not', [call('isnull', [value], 'bool')], 'bool')),
  ];
  const matched = kind === 'simple' && typed.length > 0 ? call('and', conditions, 'bool') : null;
  return { text, pattern, fields, matched };
}

/** The text may be an expression that is read once a column: it is computed first. */
function withTextColumn(context: LoweringContext, operator: SyntaxNode, input: Relation): Extend {
  const value = lowerExpression(context, requiredPart(operator, 'Expression'));
  const span = spanOf(context, operator);
  const name = freshName(
    '_text',
    [...input.columns, ...columnsOf(context, operator)].map((column) => column.name),
  );
  const asText = value.type === 'string' ? value : call('tostring', [value], 'string');
  return {
    op: 'extend',
    input,
    assignments: [{ name, value: asText }],
    columns: [...input.columns, { name, type: 'string' }],
    span,
  };
}

const textOf = ({ columns }: Relation): Expression => reference(columns.at(-1) ?? { name: '', type: 'string' });

/** The columns set from the text, which itself goes again. */
function withText(
  context: LoweringContext,
  operator: SyntaxNode,
  input: Relation,
  made: readonly Assignment[],
): Relation {
  const columns = columnsOf(context, operator);
  const span = spanOf(context, operator);
  const assignments = columns.map((column) => made.find(({ name }) => name === column.name) ?? passThrough(column));
  return { op: 'project', keyword: 'project-away', input, assignments, columns, span };
}

const isField = (context: LoweringContext, node: SyntaxNode): boolean =>
  ['NameDeclaration', 'NameAndTypeDeclaration'].includes(context.kusto.kindOf(node));

const fieldName = (context: LoweringContext, node: SyntaxNode): string =>
  simpleName(context.kusto.kindOf(node) === 'NameDeclaration' ? node : requiredPart(node, 'Name'));

/** Delimiters stand where they stand, columns and stars take as little as they can; what ends the pattern takes the rest. */
function sourceOf(context: LoweringContext, parts: readonly SyntaxNode[], isRegex: boolean, flags: string): string {
  const pieces = parts.map((node, index) => {
    const isLast = index === parts.length - 1;
    const isStar = (each: SyntaxNode | undefined): boolean =>
      each !== undefined && context.kusto.kindOf(each) === 'StarExpression';
    if (isField(context, node)) return isLast ? '(.*)' : groupOf(node, isRegex || isStar(parts[index + 1]));
    if (isStar(node)) return isLast ? '.*' : '.*?';
    const delimiter = String(node.LiteralValue);
    return isRegex ? `(?:${delimiter})` : delimiter.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
  });
  return `(?${isRegex ? flags.replace(/[^imsU]/g, '') || 's' : 's'})^${pieces.join('')}`;
}

/** How a number is read where nothing but itself says where it ends, and in `regex` always. */
const NUMBERS: Readonly<Record<string, string>> = {
  int: '(-?\\d+)',
  long: '(-?\\d+)',
  real: '(-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)',
  double: '(-?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)',
};

const groupOf = (node: SyntaxNode, endsItself: boolean): string =>
  (endsItself ? NUMBERS[part(node, 'Type')?.toString().trim() ?? ''] : undefined) ?? '(.*?)';

const missing = (type: KqlType): Value => (type === 'string' ? '' : null);
const literal = (type: KqlType, value: Value): Literal => ({ kind: 'literal', type, value, span: NO_SPAN });
const call = (fn: string, args: readonly Expression[], type: KqlType): Call => ({
  kind: 'call',
  fn,
  args,
  type,
  span: NO_SPAN,
});
