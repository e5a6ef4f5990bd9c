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
  | { readonly kind: 'lambda'; readonly parameters: readonly string[]; readonly body: SqlExpression }
  /** A JSON path of keys, as the literal argument of a JSON function. */
  | { readonly kind: 'json-path'; readonly keys: readonly string[] }
  /** JSON text of an object with those of the entries (texts) that are not NULL. */
  | { readonly kind: 'json-object'; readonly entries: readonly JsonEntry[] }
  /** An array with a one-entry object for each entry of a JSON object; NULL for any other JSON. */
  | { readonly kind: 'one-entry-bags'; readonly json: SqlExpression }
  | {
      readonly kind: 'row-number';
      readonly partitionBy: readonly SqlExpression[];
      readonly orderBy: readonly SqlExpression[];
    };

export type SqlExpressionKind = SqlExpression['kind'];
export type SqlNode<Kind extends SqlExpressionKind> = Extract<SqlExpression, { kind: Kind }>;

export type BinaryOperator = '=' | '<>' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%' | '||';

export interface CaseBranch {
  readonly when: SqlExpression;
  readonly then: SqlExpression;
}

export interface JsonEntry {
  readonly key: string;
  readonly value: SqlExpression;
}

/** Named for what they hold; `instant` is a timestamp with time zone. */
export type SqlType =
  'text' | 'boolean' | 'bigint' | 'double' | 'json' | 'instant' | 'text-array' | 'json-array' | 'json-map';

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
      readonly type: 'INNER' | 'LEFT';
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
  readonly columns: readonly SqlColumn[];
  readonly from: SqlFrom;
  /** All of them hold. */
  readonly where: readonly SqlExpression[];
}

export interface SqlCte {
  readonly name: string;
  readonly select: SqlSelect;
}

export interface SqlQuery {
  readonly ctes: readonly SqlCte[];
  readonly select: SqlSelect;
}
