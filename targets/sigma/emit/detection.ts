import type { Condition, Detection, DetectionItem, Selection } from '../document/model.js';
import type { Formula } from '../logic/formula.js';
import { allOf, asMaps, isEmptyText, itemKey, toLogic, type Logic } from './logic.js';

/**
 * Lays a formula out as an expert would: what is tested for equality in one `selection`, each further alternative in a
 * selection of its own, what must not be in a `filter`, and a condition that hardly needs reading.
 */
export function toDetection(formula: Formula): Detection {
  const draft = new Draft();
  const logic = toLogic(formula);
  const conjuncts = logic.kind === 'and' ? logic.of : [logic];
  const { maps, others } = mainMaps(conjuncts);
  const isAlone = maps.length === 1 && !others.some((part) => part.kind !== 'not');
  const positive: Condition[] = maps.map((items, position) =>
    draft.add(position > 0 ? nameOf('selection', [items]) : isAlone ? 'selection' : 'selection_event', [items]),
  );
  const negative: Condition[] = [];
  const nested: Condition[] = [];
  for (const part of others) {
    const found = asMaps(part);
    const excluded = part.kind === 'not' ? asMaps(part.of) : null;
    if (found !== null) positive.push(draft.add(nameOf('selection', found), found));
    else if (excluded !== null) negative.push(draft.add(nameOf('filter', excluded), excluded));
    else nested.push(nestedCondition(draft, part));
  }
  const parts = [...quantified('all', 'selection_*', positive), ...notAny(negative), ...nested];
  const [only] = parts;
  return {
    selections: draft.selections,
    condition: parts.length === 1 && only !== undefined ? only : { kind: 'and', of: parts },
  };
}

class Draft {
  readonly selections: Selection[] = [];
  private readonly names = new Set<string>();

  /** Adds a selection under this name or, where it is taken, a numbered one. */
  add(wanted: string, maps: Selection['maps']): Condition {
    let name = wanted;
    for (let number = 2; this.names.has(name); number++) name = `${wanted}_${number}`;
    this.names.add(name);
    this.selections.push({ name, maps });
    return { kind: 'name', name };
  }
}

/**
 * Single items go into the first map that has no item of their field and modifiers; several single values of one
 * become `|all`. The rest is returned as it is.
 */
function mainMaps(conjuncts: readonly Logic[]): {
  readonly maps: readonly (readonly DetectionItem[])[];
  readonly others: readonly Logic[];
} {
  const items = conjuncts.flatMap((part) => (part.kind === 'item' ? [part.item] : []));
  const groups = new Map<string, DetectionItem[]>();
  for (const item of items) groups.set(itemKey(item), [...(groups.get(itemKey(item)) ?? []), item]);
  const maps: DetectionItem[][] = [];
  for (const group of groups.values()) {
    allOf(group).forEach((item, position) => {
      const map = maps[position];
      if (map === undefined) maps.push([item]);
      else map.push(item);
    });
  }
  return { maps, others: conjuncts.filter((part) => part.kind !== 'item') };
}

/** What fits no single selection: its parts by name, in parentheses. */
function nestedCondition(draft: Draft, logic: Logic): Condition {
  const maps = asMaps(logic);
  if (maps !== null) return draft.add(nameOf('option', maps), maps);
  if (logic.kind === 'not') return { kind: 'not', of: nestedCondition(draft, logic.of) };
  if (logic.kind === 'item') return draft.add(nameOf('option', [[logic.item]]), [[logic.item]]);
  return { kind: logic.kind, of: logic.of.map((part) => nestedCondition(draft, part)) };
}

const MANY = 3;

/** `all of selection_*` once there are three; the names are all of that form and no other is. */
function quantified(quantifier: 'all', pattern: string, names: readonly Condition[]): readonly Condition[] {
  return names.length >= MANY ? [{ kind: 'quantified', quantifier, pattern }] : names;
}

function notAny(filters: readonly Condition[]): readonly Condition[] {
  const [only] = filters;
  if (only === undefined) return [];
  return [
    { kind: 'not', of: filters.length === 1 ? only : { kind: 'quantified', quantifier: '1', pattern: 'filter_*' } },
  ];
}

/** `filter_error_code_empty`: the role, the fields' last names, and whether it is emptiness that is tested. */
function nameOf(role: 'selection' | 'filter' | 'option', maps: Selection['maps']): string {
  const items = maps.flat();
  const fields = [...new Set(items.map(({ field }) => snakeCase(field.split('.').at(-1) ?? field)))];
  const isEmptiness = items.every((item) => isEmptyText(item) || item.values.every(({ kind }) => kind === 'null'));
  const subject = fields.length > 2 ? [...fields.slice(0, 2), 'and_others'] : fields;
  return [role, ...subject, ...(isEmptiness ? ['empty'] : [])].filter((part) => part !== '').join('_');
}

/** `outputS3BucketName` as `output_s3_bucket_name`; only what may stand in a name of a condition is left. */
export const snakeCase = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60);
