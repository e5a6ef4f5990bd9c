import type * as t from '@babel/types';
import type { External } from '../../../../src/ir/relation.js';
import type { Column } from '../../../../src/ir/types.js';
import * as b from '../../ast/builders.js';
import { withDoc } from '../../ast/print.js';
import * as s from '../../ast/statements.js';
import {
  interfaceDeclaration,
  keyword,
  orNull,
  readonlyArray,
  reference,
  typeLiteral,
  type TypeMember,
} from '../../ast/type-nodes.js';
import { dynamicOf, refused, safeBounds, stringOf, valueOf, wholeOf, type Lowered } from '../../expressions/lowered.js';
import type { QueryWriter, WriteOrigin } from '../query-writer.js';
import { writeSteps } from '../steps.js';

/** An input of the detector that its caller fills. */
export interface ExternalInput {
  readonly relation: External;
  readonly rowType: string;
  /** The private field that holds its rows. */
  readonly field: string;
}

/** Rows that the caller hands over: `externaldata`, a watchlist. */
export const writeExternal: WriteOrigin<'external'> = (query, pipeline, { relation }, sink) => {
  const { field, rowType } = inputOf(query, relation);
  const writer = query.writer(pipeline);
  const read = [...pipeline.variables.values()].filter((variable) => query.isRead(variable));
  const isRead = read.some(({ definition }) => definition.kind === 'cell');
  writer.loop(isRead ? 'row' : '_row', b.privateField(field));
  for (const variable of read) {
    const { definition } = variable;
    if (definition.kind !== 'cell') continue;
    writer.provide(variable, () => {
      const cell = readCell(definition.column, query);
      if (cell !== null) return cell;
      query.parts.refuse('RP3303', [`a column of type ${variable.type} of ${rowType}`], relation.span);
      return refused(variable.type);
    });
  }
  writeSteps(writer, pipeline.steps);
  sink(writer);
  query.finishWith(writer);
};

function inputOf(query: QueryWriter, relation: External): ExternalInput {
  const known = query.externals.find((input) => input.relation.name === relation.name);
  if (known !== undefined) return known;
  const rowType = query.typeName(`${relation.name}Row`, 'InputRow');
  const field = query.parts.members.unique(relation.name);
  const input = { relation, rowType, field };
  query.externals.push(input);
  const members = relation.columns.map((column): TypeMember => ({ name: column.name, type: cellType(column, query) }));
  const declaration = s.exported(interfaceDeclaration(rowType, members));
  query.declarations.push(withDoc(declaration, [`A row of the input ${relation.name}.`]));
  return input;
}

/** How a caller writes a cell; what is no value of the column's type counts as null. */
function cellType({ type }: Column, query: QueryWriter): t.TSType {
  switch (type) {
    case 'string':
      return keyword('string');
    case 'bool':
      return orNull(keyword('boolean'));
    case 'int':
    case 'long':
    case 'real':
      return orNull(keyword('number'));
    case 'dynamic':
      query.parts.helpers.add('Dynamic');
      return reference('Dynamic');
    default:
      return orNull(keyword('string'));
  }
}

const SAFE = safeBounds(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

function readCell({ name, type }: Column, { parts }: QueryWriter): Lowered | null {
  const row = b.id('row');
  // A name that all objects have is only read where the row has it itself.
  const isInherited = name in {};
  const cell = isInherited ? parts.helper('valueAt', row, b.array([b.str(name)])) : b.property(row, name);
  switch (type) {
    case 'string':
      return stringOf(parts.helper('text', cell));
    case 'bool':
      return valueOf('bool', parts.helper('boolCell', cell), true);
    case 'int':
    case 'long':
      return wholeOf(parts.helper('wholeCell', cell), SAFE, true);
    case 'real':
      return valueOf('real', parts.helper('realCell', cell), true);
    case 'datetime':
      return valueOf('datetime', parts.helper('dateTime', cell), true);
    case 'dynamic':
      return dynamicOf(parts.helper('dynamicValue', cell));
    case 'timespan':
    case 'guid':
    case 'decimal':
      return null;
  }
}

/** The member of `Options` that holds them. */
export function externalsMember(inputs: readonly ExternalInput[]): TypeMember[] {
  if (inputs.length === 0) return [];
  const members = inputs.map(({ relation, rowType }): TypeMember => ({
    name: relation.name,
    type: readonlyArray(reference(rowType)),
  }));
  return [{ name: 'externals', type: typeLiteral(members) }];
}

/** A line for each input: where its rows come from. */
export const externalDoc = ({ relation }: ExternalInput): string => {
  const { source, name, uris, format } = relation;
  if (source === 'watchlist') return `externals.${name}: the rows of the Sentinel watchlist ${name}`;
  return `externals.${name}: the rows of ${uris.join(', ')}${format === null ? '' : ` (${format})`}, read by the caller`;
};
