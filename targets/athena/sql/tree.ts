/**
 * The SQL that this target writes, as a tree: one for both dialects, named in Trino's terms. What a dialect spells
 * differently (types, JSON paths, integer division, rows that unnest to columns) is a node of its own; everything else is
 * plain text to the printer.
 */

export type SqlExpression =
  | { readonly kind: 'column'; readonly table: string | null; readonly name: string }
  | { readonly kind: 'field'; readonly object: SqlExpression; readonly name: string }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'double'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  /** A point in time, milliseconds since 1970: a timestamp with time zone. */
  | { readonly kind: 'instant'; readonly millis: number }
  /** A length of time in milliseconds. */
  | { readonly kind: 'interval'; readonly millis: number }
  | { readonly kind: 'current-timestamp' }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly SqlExpression[] }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: SqlExpression;
      readonly right: SqlExpression;
    }
  /** The order of two doubles, where NaN is neither less nor more than anything. */
  | {
      readonly kind: 'order-of-reals';
      readonly operator: BinaryOperator;
      readonly left: SqlExpression;
      readonly right: SqlExpression;
    }
  /** Division of integers that truncates towards zero. */
  | { readonly kind: 'quotient'; readonly left: SqlExpression; readonly right: SqlExpression }
  | { readonly kind: 'logical'; readonly operator: 'AND' | 'OR'; readonly operands: readonly SqlExpression[] }
  | { readonly kind: 'not'; readonly operand: SqlExpression }
  | { readonly kind: 'negate'; readonly operand: SqlExpression }
  | { readonly kind: 'is-null'; readonly operand: SqlExpression; readonly negated: boolean }
  | { readonly kind: 'is-distinct'; readonly left: SqlExpression; readonly right: SqlExpression }
  | { readonly kind: 'in'; readonly operand: SqlExpression; readonly items: readonly SqlExpression[] }
  | { readonly kind: 'case'; readonly branches: readonly CaseBranch[]; readonly otherwise: SqlExpression | null }
  | { readonly kind: 'cast'; readonly operand: SqlExpression; readonly type: SqlType }
  /** NULL instead of an error. */
  | { readonly kind: 'try'; readonly operand: SqlExpression }
  | { readonly kind: 'array'; readonly items: readonly SqlExpression[] }
  /** A field of an anonymous row, from 1. */
  | { readonly kind: 'subscript'; readonly object: SqlExpression; readonly at: number }
  | { readonly kind: 'lambda'; readonly parameters: readonly string[]; readonly body: SqlExpression }
  /** A JSON path of keys, as the literal argument of a JSON function. */
  | { readonly kind: 'json-path'; readonly keys: readonly string[] }
  /** JSON text of an object with those of the entries (texts) that are not NULL. */
  | { readonly kind: 'json-object'; readonly entries: readonly JsonEntry[] }
  /** A JSON object with all entries, whose values are of SQL's type JSON; NULL is null. */
  | { readonly kind: 'json-bag'; readonly entries: readonly JsonEntry[] }
  /** The number of a dotted IPv4 address, known to be one, without its prefix. */
  | { readonly kind: 'ipv4-number'; readonly operand: SqlExpression }
  /** JSON text with each character beyond U+FFFF as itself, which Trino writes as two escapes. */
  | { readonly kind: 'unescaped'; readonly operand: SqlExpression }
  /** NULL for what the type does not hold. */
  | { readonly kind: 'try-cast'; readonly operand: SqlExpression; readonly type: SqlType }
  /** An array with a one-entry object for each entry of a JSON object; NULL for any other JSON. */
  | { readonly kind: 'one-entry-bags'; readonly json: SqlExpression }
  /** An aggregate function over the rows of a group. No arguments: `count(*)`. */
  | {
      readonly kind: 'aggregate';
      readonly name: string;
      readonly args: readonly SqlExpression[];
      readonly distinct: boolean;
      readonly orderBy: readonly SqlOrder[];
      readonly filter: SqlExpression | null;
    }
  /** A function over the rows around this one. `rows`: an aggregate runs from the first row to this one. */
  | {
      readonly kind: 'over';
      readonly call: SqlExpression;
      readonly partitionBy: readonly SqlExpression[];
      readonly orderBy: readonly SqlOrder[];
      readonly rows: boolean;
    }
  /** Whether the operand is among a column of a table; NULL never is. */
  | {
      readonly kind: 'in-query';
      readonly operand: SqlExpression;
      readonly table: string;
      readonly column: string;
      readonly negated: boolean;
    }
  /** Whether a table has rows for which all conditions hold. */
  | {
      readonly kind: 'exists';
      readonly table: string;
      readonly alias: string;
      readonly where: readonly SqlExpression[];
      readonly negated: boolean;
    };

export type SqlExpressionKind = SqlExpression['kind'];
export type SqlNode<Kind extends SqlExpressionKind> = Extract<SqlExpression, { kind: Kind }>;

export type BinaryOperator = '=' | '<>' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%' | '||';

export interface SqlOrder {
  readonly value: SqlExpression;
  readonly direction: 'asc' | 'desc';
  readonly nulls: 'first' | 'last';
}

export interface CaseBranch {
  readonly when: SqlExpression;
  readonly then: SqlExpression;
}

export interface JsonEntry {
  readonly key: string;
  readonly value: SqlExpression;
}

/** Named for what they hold; `instant` is a timestamp with time zone, `decimal` whole numbers of 38 digits. */
export type SqlType =
  | 'text'
  | 'boolean'
  | 'int'
  | 'bigint'
  | 'double'
  | 'decimal'
  | 'json'
  | 'instant'
  | 'text-array'
  | 'bigint-array'
  | 'double-array'
  | 'boolean-array'
  | 'json-array'
  | 'json-map';

export interface SqlColumn {
  readonly value: SqlExpression;
  readonly alias: string;
}

export type SqlFrom =
  | { readonly kind: 'table'; readonly database: string | null; readonly name: string; readonly alias: string | null }
  | {
      readonly kind: 'values';
      readonly rows: readonly (readonly SqlExpression[])[];
      readonly alias: string;
      readonly columns: readonly string[];
    }
  | {
      readonly kind: 'join';
      readonly left: SqlFrom;
      readonly right: SqlFrom;
      readonly type: 'INNER' | 'LEFT' | 'FULL';
      readonly on: readonly SqlExpression[];
    }
  | SqlUnnest;

/** `input` CROSS JOIN UNNEST(`array`) WITH ORDINALITY. */
export interface SqlUnnest {
  readonly kind: 'unnest';
  readonly input: SqlFrom;
  readonly array: SqlExpression;
  readonly alias: string;
  /** Names for the element; for an array of rows one for each of `fields`. */
  readonly columns: readonly string[];
  /** The fields of an element that is a row, which Trino unnests to a column each; null for other elements. */
  readonly fields: readonly string[] | null;
  /** Name of the one-based position, or null when nothing reads it. */
  readonly ordinality: string | null;
}

export interface SqlSelect {
  readonly distinct?: boolean;
  readonly columns: readonly SqlColumn[];
  readonly from: SqlFrom;
  /** All of them hold. */
  readonly where: readonly SqlExpression[];
  /** One-based positions of columns, or expressions that are none. */
  readonly groupBy?: readonly (number | SqlExpression)[];
  /** All of them hold. */
  readonly having?: readonly SqlExpression[];
  readonly orderBy?: readonly SqlOrder[];
  readonly limit?: number | null;
}

/** The rows of all, which have the same columns in order. */
export interface SqlUnion {
  readonly union: readonly SqlSelect[];
}

export interface SqlCte {
  readonly name: string;
  readonly body: SqlSelect | SqlUnion;
}

export interface SqlQuery {
  readonly ctes: readonly SqlCte[];
  readonly select: SqlSelect;
}
