import type { DetectionItem } from '../document/model.js';
import { asJunction, forEachAtom, type Atom, type Formula } from '../logic/formula.js';

/**
 * A formula on its way to a detection: tests of one field are items, which may have several values. Built from formulas
 * without bounds.
 */
export type Logic =
  | { readonly kind: 'item'; readonly item: DetectionItem }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Logic[] }
  | { readonly kind: 'not'; readonly of: Logic };

/** @throws Error for what is no test: callers have widened the formula, taken thresholds out and looked at constants. */
export function toLogic(formula: Formula): Logic {
  switch (formula.kind) {
    case 'atom':
      return itemOf(formula);
    case 'not':
      return { kind: 'not', of: toLogic(formula.of) };
    case 'and':
      return junction('and', formula.of.flatMap(separate).map(toLogic));
    case 'or':
      return junction('or', withValueLists(formula.of.map(toLogic)));
    case 'constant':
    case 'threshold':
    case 'bounded':
      throw new Error(`a ${formula.kind} formula has no detection`);
  }
}

/** `not (a or b)` is two exclusions, unless both are of one field: then they read as one. */
function separate(part: Formula): readonly Formula[] {
  const parts = asJunction(part, 'and');
  if (parts === null) return [part];
  const fields = new Set<string>();
  forEachAtom(part, ({ field }) => fields.add(field));
  return fields.size === 1 ? [part] : parts.flatMap(separate);
}

const itemOf = ({ field, modifiers, value }: Atom): Logic => ({
  kind: 'item',
  item: { field, modifiers, values: [value] },
});

function junction(kind: 'and' | 'or', of: readonly Logic[]): Logic {
  const [only] = of;
  return of.length === 1 && only !== undefined ? only : { kind, of };
}

/** Alternatives of one field in one map item: `eventName: [a, b]`. Null must not stand in a list (Sigma rules, "Lists"). */
function withValueLists(of: readonly Logic[]): readonly Logic[] {
  const lists = new Map<string, number>();
  const result: Logic[] = [];
  for (const part of of) {
    const [value] = part.kind === 'item' ? part.item.values : [];
    if (part.kind !== 'item' || value === undefined || value.kind === 'null' || isEmptyText(part.item)) {
      result.push(part);
      continue;
    }
    const key = itemKey(part.item);
    const at = lists.get(key);
    const earlier = at === undefined ? undefined : result[at];
    if (at === undefined || earlier?.kind !== 'item') {
      lists.set(key, result.length);
      result.push(part);
    } else {
      result[at] = { kind: 'item', item: { ...earlier.item, values: [...earlier.item.values, ...part.item.values] } };
    }
  }
  return result;
}

/** `field: ''` stays beside `field: null`: the two read as one test. */
export const isEmptyText = ({ values: [value, ...others] }: DetectionItem): boolean =>
  others.length === 0 && value?.kind === 'pattern' && value.parts.length === 0;

export const itemKey = ({ field, modifiers }: DetectionItem): string => [field, ...modifiers].join('|');

/** As one map, every item of which holds; null when it is more than that. */
export function asMap(logic: Logic): readonly DetectionItem[] | null {
  if (logic.kind === 'item') return [logic.item];
  if (logic.kind !== 'and') return null;
  const groups = new Map<string, DetectionItem[]>();
  for (const part of logic.of) {
    if (part.kind !== 'item') return null;
    groups.set(itemKey(part.item), [...(groups.get(itemKey(part.item)) ?? []), part.item]);
  }
  const items = [...groups.values()].flatMap(allOf);
  return new Set(items.map(itemKey)).size === items.length ? items : null;
}

/** As a list of maps, one of which holds; null when it is more than that. */
export function asMaps(logic: Logic): readonly (readonly DetectionItem[])[] | null {
  const map = asMap(logic);
  if (map !== null) return [map];
  if (logic.kind !== 'or') return null;
  const maps: (readonly DetectionItem[])[] = [];
  for (const part of logic.of) {
    const inner = asMap(part);
    if (inner === null) return null;
    maps.push(inner);
  }
  return maps;
}

/** `field|contains|all: [a, b]`. Of other tests, and of lists, each needs a map of its own. */
export function allOf(items: readonly DetectionItem[]): readonly DetectionItem[] {
  const [first] = items;
  // Single values come together; a list of alternatives stays by itself.
  const single = items.filter(({ values }) => values.length === 1);
  if (first === undefined || single.length < 2) return items;
  const [modifier] = first.modifiers;
  if (modifier !== 'contains' && modifier !== 're') return items;
  const lists = items.filter(({ values }) => values.length > 1);
  return [
    { ...first, modifiers: [...first.modifiers, 'all'], values: single.flatMap(({ values }) => values) },
    ...lists,
  ];
}
