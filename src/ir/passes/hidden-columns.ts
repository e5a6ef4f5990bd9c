import { NO_SPAN } from '../../diagnostics/diagnostic.js';
import { tableByName } from '../../schema/tables.js';
import type { ColumnReference } from '../expression.js';
import type { Assignment, Datatable, Join, MvExpand, Relation, Source } from '../relation.js';
import type { Column } from '../types.js';

/** A query that carries hidden columns behind its own, and which of them say what. */
export interface WithHidden {
  readonly relation: Relation;
  readonly hidden: readonly Column[];
  readonly evidence: readonly string[];
  /** Canonical order of the rows, most significant first. */
  readonly order: readonly string[];
}

/**
 * Carries through the query what KQL does not show: the ID of the event behind a row, and the columns that put rows into
 * a canonical order (event time, event ID, then the position in each mv-expand). Targets lower them like any column.
 */
export function addHiddenColumns(relation: Relation): WithHidden {
  switch (relation.op) {
    case 'source':
      return hideInSource(relation);
    case 'datatable':
      return hideInDatatable(relation);
    case 'join':
      return hideInJoin(relation);
    case 'mv-expand':
      return hideInMvExpand(relation);
    case 'where':
    case 'extend':
    case 'let': {
      const input = addHiddenColumns(relation.input);
      return {
        ...input,
        relation: { ...relation, input: input.relation, columns: [...relation.columns, ...input.hidden] },
      };
    }
    case 'project': {
      const input = addHiddenColumns(relation.input);
      const assignments = [...relation.assignments, ...input.hidden.map(passThrough)];
      const columns = [...relation.columns, ...input.hidden];
      return { ...input, relation: { ...relation, input: input.relation, assignments, columns } };
    }
  }
}

const reference = ({ name, type }: Column): ColumnReference => ({ kind: 'column', name, type, span: NO_SPAN });
export const passThrough = (column: Column): Assignment => ({ name: column.name, value: reference(column) });

function hideInSource(relation: Source): WithHidden {
  const table = tableByName(relation.table);
  if (table === undefined) return { relation, hidden: [], evidence: [], order: [] };
  const hidden: Column[] = [
    { name: '_eventTime', type: 'datetime' },
    { name: '_eventId', type: 'string' },
  ];
  const assignments: Assignment[] = [
    { name: '_eventTime', value: reference({ name: table.timeColumn, type: 'datetime' }) },
    { name: '_eventId', value: reference({ name: table.idColumn, type: 'string' }) },
  ];
  const columns = [...relation.columns, ...hidden];
  return {
    relation: { op: 'extend', input: relation, assignments, columns, span: relation.span },
    hidden,
    evidence: ['_eventId'],
    order: ['_eventTime', '_eventId'],
  };
}

function hideInDatatable(relation: Datatable): WithHidden {
  const hidden: Column[] = [{ name: '_row', type: 'long' }];
  const rows = relation.rows.map((row, index) => [
    ...row,
    { kind: 'literal', type: 'long', value: BigInt(index), span: NO_SPAN } as const,
  ]);
  return {
    relation: { ...relation, rows, columns: [...relation.columns, ...hidden] },
    hidden,
    evidence: [],
    order: ['_row'],
  };
}

function hideInMvExpand(relation: MvExpand): WithHidden {
  const input = addHiddenColumns(relation.input);
  if (relation.itemIndex !== null) {
    const columns = [...relation.columns, ...input.hidden];
    return {
      ...input,
      relation: { ...relation, input: input.relation, columns },
      order: [...input.order, relation.itemIndex],
    };
  }
  const item: Column = { name: freshName('_item', [...relation.columns, ...input.hidden]), type: 'long' };
  const hidden = [...input.hidden, item];
  return {
    ...input,
    relation: { ...relation, input: input.relation, itemIndex: item.name, columns: [...relation.columns, ...hidden] },
    hidden,
    order: [...input.order, item.name],
  };
}

function hideInJoin(relation: Join): WithHidden {
  const left = addHiddenColumns(relation.left);
  const right = addHiddenColumns(relation.right);
  const sides = { left: left.relation, right: right.relation, leftOrder: left.order };
  if (relation.kind === 'leftsemi' || relation.kind === 'leftanti') {
    return { ...left, relation: { ...relation, ...sides, columns: [...relation.columns, ...left.hidden] } };
  }
  if (relation.kind === 'rightsemi' || relation.kind === 'rightanti') {
    return { ...right, relation: { ...relation, ...sides, columns: [...relation.columns, ...right.hidden] } };
  }
  const taken = [...relation.columns, ...left.hidden];
  const renamed = new Map<string, string>();
  for (const { name } of right.hidden) {
    const fresh = freshName(name, taken);
    renamed.set(name, fresh);
    taken.push({ name: fresh, type: 'string' });
  }
  const newName = (name: string): string => renamed.get(name) ?? name;
  const hidden = [...left.hidden, ...right.hidden.map(({ name, type }) => ({ name: newName(name), type }))];
  const rightNames = [...relation.rightNames, ...right.hidden.map(({ name }) => newName(name))];
  // Left's own columns, left's hidden ones, then the right side: the order in which a join hands its columns on.
  const leftCount = relation.columns.length - relation.rightNames.length;
  const columns = [
    ...relation.columns.slice(0, leftCount),
    ...left.hidden,
    ...relation.columns.slice(leftCount),
    ...hidden.slice(left.hidden.length),
  ];
  return {
    relation: { ...relation, ...sides, rightNames, columns },
    hidden,
    evidence: [...left.evidence, ...right.evidence.map(newName)],
    order: [...left.order, ...right.order.map(newName)],
  };
}

/** `name`, or `name1`, `name2`, … as Kusto's own joins count. */
function freshName(name: string, taken: readonly Column[]): string {
  const used = new Set(taken.map((column) => column.name));
  if (!used.has(name)) return name;
  for (let suffix = 1; ; suffix++) {
    if (!used.has(`${name}${suffix}`)) return `${name}${suffix}`;
  }
}
