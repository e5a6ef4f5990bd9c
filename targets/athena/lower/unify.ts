import type { Span } from '../../../src/diagnostics/diagnostic.js';
import type { KqlType } from '../../../src/ir/types.js';
import { NULL, cast, integer } from '../sql/build.js';
import type { SqlExpression } from '../sql/tree.js';
import { arrayCell, describe, type Cell } from './cell.js';
import type { LoweringContext } from './context.js';
import { toJsonText } from './dynamic.js';
import { solid, toText } from './text.js';

/** Several cells brought to one physical form, for the branches of CASE and for coalesce. */
export interface Unified {
  readonly sqls: readonly SqlExpression[];
  /** The cell of an expression that returns one of them. */
  readonly cell: (sql: SqlExpression) => Cell;
}

export function unify(cells: readonly Cell[], type: KqlType, context: LoweringContext, span: Span): Unified {
  if (type === 'string') {
    const texts = cells.map((cell) => toText(cell, context, span));
    if (texts.some((text) => text.unordered === true)) context.refuse('RP3208', [], span);
    return {
      sqls: texts.map((text) => (text.sql.kind === 'null' ? solid(text) : text.sql)),
      cell: (sql) => ({ form: 'text', sql, nullable: texts.some((text) => text.nullable) }),
    };
  }
  const forms = new Set(cells.map((cell) => cell.form).filter((form) => form !== 'null'));
  if (type === 'dynamic') return unifyDynamic(cells, forms, context, span);
  const [form] = [...forms];
  const sqls = cells.map((cell) => ('sql' in cell ? cell.sql : NULL));
  if (forms.size === 0) return { sqls, cell: () => ({ form: 'null' }) };
  if (forms.size === 1 && form === 'boolean') return { sqls, cell: (sql) => ({ form, sql, nullable: true }) };
  if (forms.size === 1 && form === 'integer') {
    const integers = cells.flatMap((cell) => (cell.form === 'integer' ? [cell] : []));
    const least = integers
      .map((cell) => cell.least)
      .reduce((a, b) => (a === null || b === null ? null : a < b ? a : b));
    return { sqls, cell: (sql) => ({ form, sql, nullable: true, least, small: integers.every((cell) => cell.small) }) };
  }
  if (forms.size === 1 && (form === 'instant' || form === 'double')) return { sqls, cell: (sql) => ({ form, sql }) };
  if ([...forms].every((each) => each === 'interval' || each === 'duration')) {
    const millis = cells.map((cell) =>
      cell.form === 'interval' ? integer(cell.millis) : 'sql' in cell ? cell.sql : NULL,
    );
    return { sqls: millis, cell: (sql) => ({ form: 'duration', sql }) };
  }
  if ([...forms].every((each) => each === 'integer' || each === 'double')) {
    const doubles = cells.map((cell) =>
      cell.form === 'integer' ? cast(cell.sql, 'double') : 'sql' in cell ? cell.sql : NULL,
    );
    return { sqls: doubles, cell: (sql) => ({ form: 'double', sql }) };
  }
  context.refuse('RP3202', ['a choice', cells.map(describe).join(' and ')], span);
  return { sqls, cell: () => ({ form: 'null' }) };
}

function unifyDynamic(
  cells: readonly Cell[],
  forms: ReadonlySet<Cell['form']>,
  context: LoweringContext,
  span: Span,
): Unified {
  const [form] = [...forms];
  if (forms.size === 0) return { sqls: cells.map(() => NULL), cell: () => ({ form: 'null' }) };
  if (forms.size === 1 && form === 'dynamic-text') {
    return {
      sqls: cells.map((cell) => ('sql' in cell ? cell.sql : NULL)),
      cell: (sql) => ({ form, sql, loose: sql }),
    };
  }
  const elements = new Set(cells.flatMap((cell) => (cell.form === 'array' ? [cell.element] : [])));
  const [element] = [...elements];
  if (forms.size === 1 && form === 'array' && elements.size === 1) {
    return {
      sqls: cells.map((cell) => ('sql' in cell ? cell.sql : NULL)),
      cell: (sql) => arrayCell(sql, element),
    };
  }
  return {
    sqls: cells.map((cell) => toJsonText(cell, context, span)),
    cell: (document) => ({ form: 'json', document, parsed: false, keys: [], trusted: true, made: true }),
  };
}
