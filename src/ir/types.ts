/** The scalar types of KQL: https://learn.microsoft.com/kusto/query/scalar-data-types/ */
export const KQL_TYPES = [
  'bool',
  'int',
  'long',
  'real',
  'decimal',
  'string',
  'datetime',
  'timespan',
  'guid',
  'dynamic',
] as const;

export type KqlType = (typeof KQL_TYPES)[number];

export interface Column {
  readonly name: string;
  readonly type: KqlType;
}
