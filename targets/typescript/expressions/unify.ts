import { asBigInt } from './convert.js';
import { isWhole, safeBounds, type Lowered } from './lowered.js';
import type { Lowering } from './lowering.js';

/** Values of one KQL type, each from its own place, in one TypeScript type. */
export function unify(values: readonly { readonly writer: Lowering; readonly value: Lowered }[]): readonly Lowered[] {
  const isNull = ({ node }: Lowered): boolean => node.type === 'NullLiteral';
  const present = values.map(({ value }) => value).filter((value) => !isNull(value));
  const nullable = values.some(({ value }) => value.nullable);
  const [first] = values;
  if (first === undefined || present.length === 0) return values.map(({ value }) => value);
  const { type } = first.value;
  if (!isWhole(type)) {
    const isTexts = present.every((value) => value.isTexts === true);
    return values.map(({ value }) => ({
      ...{ type, nullable, bounds: null, node: value.node },
      ...(isTexts ? { isTexts } : {}),
    }));
  }
  const bounds = present.map((value) => value.bounds);
  const known = bounds.filter((bound) => bound !== null);
  const common =
    known.length < bounds.length
      ? null
      : safeBounds(Math.min(...known.map(({ low }) => low)), Math.max(...known.map(({ high }) => high)));
  return values.map(({ value, writer }) => {
    const node = common === null && !isNull(value) ? asBigInt(value, writer) : value.node;
    return { type, nullable, bounds: common, node };
  });
}
