/**
 * CREATE EXTERNAL TABLE as Athena takes it, which is Hive's language rather than Trino's.
 * https://docs.aws.amazon.com/athena/latest/ug/create-table.html
 */
export interface HiveTable {
  /** Whole lines above the statement. */
  readonly comment: readonly string[];
  readonly database: string | null;
  readonly name: string;
  readonly columns: readonly HiveColumn[];
  readonly partitions: readonly HiveColumn[];
  readonly serde: string;
  readonly inputFormat: string;
  readonly outputFormat: string;
  readonly location: string;
  readonly properties: readonly (readonly [key: string, value: string])[];
}

export interface HiveColumn {
  readonly name: string;
  readonly type: HiveType;
}

export type HiveType =
  | 'string'
  | { readonly map: readonly [HiveType, HiveType] }
  | { readonly array: HiveType }
  | { readonly struct: readonly HiveColumn[] };
