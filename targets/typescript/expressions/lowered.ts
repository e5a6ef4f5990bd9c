import type * as t from '@babel/types';
import type { KqlType } from '../../../src/ir/types.js';
import * as b from '../ast/builders.js';
import { keyword, orNull, readonlyArray, reference } from '../ast/type-nodes.js';

/**
 * A KQL expression as TypeScript. How the types are held:
 *
 * | KQL | TypeScript | why |
 * |---|---|---|
 * | string | `string` | never null |
 * | bool, real | `boolean`, `number` | |
 * | int, long | `number` with `bounds`, else `bigint` | exact: a `number` only where it cannot leave the safe integers |
 * | datetime, guid | `string` | canonical text; a datetime to 100 ns, and its text sorts as the time does |
 * | timespan | `bigint` | ticks of 100 ns |
 * | dynamic | JSON value | |
 */
export interface Lowered {
  readonly type: KqlType;
  readonly nullable: boolean;
  readonly node: t.Expression;
  /** For int and long: what the value must lie between. Null: it may be any 64-bit number and is held as a `bigint`. */
  readonly bounds: Bounds | null;
  /** Of a dynamic value that is known to be a text or null: the text or undefined. */
  readonly maybeText?: t.Expression;
  /** Of a dynamic value that is known to be an array of texts. */
  readonly isTexts?: true;
  /** A nullable bool often has a simpler form when it is only asked whether it is true, or whether it is false. */
  readonly isTrue?: () => t.Expression;
  readonly isFalse?: () => t.Expression;
}

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** Bounds, or null when the values in them are not all safe integers. */
export const safeBounds = (low: number, high: number): Bounds | null =>
  Number.isSafeInteger(low) && Number.isSafeInteger(high) ? { low, high } : null;

/** A JavaScript string has fewer than 2^30 code units. */
const MAX_LENGTH = 2 ** 30;
export const POSITION: Bounds = { low: -1, high: MAX_LENGTH };
export const LENGTH: Bounds = { low: 0, high: MAX_LENGTH };
/** No run sees more rows than this. */
export const COUNT: Bounds = { low: 0, high: 2 ** 45 };

export const stringOf = (node: t.Expression): Lowered => ({ type: 'string', nullable: false, node, bounds: null });

export const boolOf = (node: t.Expression): Lowered => ({ type: 'bool', nullable: false, node, bounds: null });

/** Three-valued: `node` is only asked for where the value itself is needed. */
export const ternaryOf = (parts: {
  node: () => t.Expression;
  isTrue: () => t.Expression;
  isFalse: () => t.Expression;
}): Lowered => ({
  type: 'bool',
  nullable: true,
  bounds: null,
  get node() {
    return parts.node();
  },
  isTrue: parts.isTrue,
  isFalse: parts.isFalse,
});

export const dynamicOf = (node: t.Expression, nullable = true): Lowered => ({
  type: 'dynamic',
  nullable,
  node,
  bounds: null,
});

/** An array of texts, as `split` gives it. */
export const textsOf = (node: t.Expression): Lowered => ({ ...dynamicOf(node, false), isTexts: true });

/** A text of such an array, undefined where there is none. */
export const maybeTextOf = (node: t.Expression): Lowered => ({
  ...dynamicOf(b.logical(node, '??', b.nul())),
  maybeText: node,
});

export const wholeOf = (node: t.Expression, bounds: Bounds | null, nullable = false): Lowered => ({
  type: 'long',
  nullable,
  node,
  bounds,
});

export const valueOf = (type: KqlType, node: t.Expression, nullable: boolean): Lowered => ({
  type,
  nullable,
  node,
  bounds: null,
});

/** Stands for what was refused; the module is never printed then. */
export const refused = (type: KqlType): Lowered => ({
  type,
  nullable: type !== 'string',
  node: type === 'string' ? b.str('') : b.nul(),
  bounds: null,
});

export const isWhole = (type: KqlType): boolean => type === 'int' || type === 'long';

/** Whether an expression costs nothing to evaluate twice. */
export const isSimple = (node: t.Expression): boolean =>
  node.type === 'Identifier' ||
  node.type === 'StringLiteral' ||
  node.type === 'NumericLiteral' ||
  node.type === 'BigIntLiteral' ||
  node.type === 'BooleanLiteral' ||
  node.type === 'NullLiteral' ||
  (node.type === 'MemberExpression' && !node.computed && node.object.type === 'Identifier');

/** The TypeScript type that holds a lowered value; `named` notes that the module must declare a type. */
export function typeNode({ type, nullable, bounds, isTexts }: Lowered, named: (name: string) => void): t.TSType {
  const alias = (name: string): t.TSType => {
    named(name);
    return reference(name);
  };
  switch (type) {
    case 'string':
      return keyword('string');
    // The type itself includes null.
    case 'dynamic': {
      if (isTexts !== true) return alias('Dynamic');
      const texts = readonlyArray(keyword('string'));
      return nullable ? orNull(texts) : texts;
    }
    case 'bool':
      return nullable ? orNull(keyword('boolean')) : keyword('boolean');
    case 'real':
      return nullable ? orNull(keyword('number')) : keyword('number');
    case 'int':
    case 'long': {
      const base = keyword(bounds === null ? 'bigint' : 'number');
      return nullable ? orNull(base) : base;
    }
    case 'datetime':
      return nullable ? orNull(alias('DateTime')) : alias('DateTime');
    case 'timespan':
      return nullable ? orNull(alias('TimeSpan')) : alias('TimeSpan');
    case 'guid':
    case 'decimal':
      return nullable ? orNull(keyword('string')) : keyword('string');
  }
}
