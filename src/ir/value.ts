/**
 * KQL values at run time, as the reference interpreter and literals hold them. The JavaScript type tells the KQL type of
 * a dynamic value: bigint = long, number = real, Map = property bag. A string is never null; every other type has null.
 */
export type Value =
  null | boolean | bigint | number | string | DateTime | TimeSpan | Guid | Decimal | readonly Value[] | Bag;

/** A property bag keeps the order of its keys; a Map, so that a key named `__proto__` is only a key. */
export type Bag = ReadonlyMap<string, Value>;

/** 100 ns ticks since 0001-01-01T00:00:00Z, 0 .. 9999-12-31 (https://learn.microsoft.com/kusto/query/scalar-data-types/datetime). */
export class DateTime {
  constructor(readonly ticks: bigint) {}
}

/** A signed number of 100 ns ticks (https://learn.microsoft.com/kusto/query/scalar-data-types/timespan). */
export class TimeSpan {
  constructor(readonly ticks: bigint) {}
}

/** Canonical lower-case text, `74be27de-1e4e-49d9-b579-fe0b331d3642`. */
export class Guid {
  constructor(readonly text: string) {}
}

/** `digits` / 10^`scale`, exact. */
export class Decimal {
  constructor(
    readonly digits: bigint,
    readonly scale: number,
  ) {}
}

export const isBag = (value: Value): value is Bag => value instanceof Map;
export const isArray = (value: Value): value is readonly Value[] => Array.isArray(value);
