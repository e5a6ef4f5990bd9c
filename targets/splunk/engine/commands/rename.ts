import { fillWildcards, wildcardParts } from '../data/names.js';
import type { Row } from '../data/row.js';
import { defineCommand } from './command.js';

interface Renaming {
  readonly from: string;
  readonly to: string;
}

/**
 * Renames fields. A field that is not there replaces the target all the same, which then has no value (Search Reference,
 * "rename", "Renaming a field that does not exist").
 */
export const rename = defineCommand<readonly Renaming[]>({
  names: ['rename'],
  page: 'rename',
  parse(reader) {
    const renamings: Renaming[] = [];
    for (;;) {
      reader.skipSeparators();
      if (reader.atEnd()) break;
      const from = reader.word('a field name');
      if (!reader.takeKeyword('as')) throw reader.syntax("'AS' expected in 'rename'");
      const to = reader.word('a field name');
      const stars = (text: string): number => text.split('*').length - 1;
      if (stars(from.text) !== stars(to.text))
        throw reader.source.error(to.at, 'RP5101', 'both names of a renaming need the same number of wildcards');
      renamings.push({ from: from.text, to: to.text });
    }
    if (renamings.length === 0) throw reader.syntax("'rename' needs '<field> AS <field>'");
    return renamings;
  },
  run(renamings, input) {
    const rows = input.rows.map((row) => {
      const result = row.copy();
      for (const renaming of renamings) apply(renaming, result);
      return result;
    });
    const columns = input.columns === null ? null : renamings.reduce(renamedColumns, input.columns);
    return { rows, columns };
  },
});

function apply({ from, to }: Renaming, row: Row): void {
  const names = from.includes('*') ? row.names() : [from];
  const moves = names.flatMap((name) => {
    const parts = wildcardParts(from, name);
    return parts === null || (from.startsWith('*') && name.startsWith('_'))
      ? []
      : [{ name, target: fillWildcards(to, parts), value: row.get(name) }];
  });
  for (const { name } of moves) row.set(name, undefined);
  for (const { target, value } of moves) row.set(target, value);
}

function renamedColumns(columns: readonly string[], { from, to }: Renaming): readonly string[] {
  const targets = new Map<string, string>();
  for (const name of columns) {
    const parts = wildcardParts(from, name);
    if (parts !== null) targets.set(name, fillWildcards(to, parts));
  }
  const replaced = new Set(targets.values());
  return columns.filter((name) => targets.has(name) || !replaced.has(name)).map((name) => targets.get(name) ?? name);
}
