import { Row } from '../data/row.js';
import { defineCommand } from './command.js';
import { groupsOf } from './stats-clause.js';

interface Options {
  limit: number;
  countfield: string;
  percentfield: string;
  showcount: boolean;
  showperc: boolean;
}

/** The most frequent combinations of values, or the rarest, with their count and share; ten when no limit is given. */
const ranking = (name: 'top' | 'rare') =>
  defineCommand({
    names: [name],
    page: name,
    parse(reader) {
      const options: Options = {
        limit: 10,
        countfield: 'count',
        percentfield: 'percent',
        showcount: true,
        showperc: true,
      };
      const number = /^\s*(\d{1,9})(?=\s)/u.exec(reader.source.text.slice(reader.pos, reader.end));
      if (number !== null) {
        options.limit = Number(number[1]);
        reader.pos += number[0].length;
      }
      for (let option = reader.takeOptionName(); option !== null; option = reader.takeOptionName()) {
        if (option.name === 'limit') options.limit = reader.integer('limit');
        else if (option.name === 'countfield' || option.name === 'percentfield')
          options[option.name] = reader.word('a field name').text;
        else if (option.name === 'showcount' || option.name === 'showperc')
          options[option.name] = reader.boolean(option.name);
        else throw reader.refuseOption(option.name, option.at);
      }
      const fields = reader.fields(['by']).map((word) => word.text);
      const by = reader.takeKeyword('by') ? reader.fields().map((word) => word.text) : [];
      if (fields.length === 0) throw reader.syntax(`'${name}' needs a field name`);
      return { ...options, fields, by };
    },
    run({ fields, by, ...options }, input) {
      const groups = new Map<
        string,
        { key: string[]; total: number; counts: Map<string, { key: string[]; count: number }> }
      >();
      for (const row of input.rows) {
        for (const key of groupsOf(row, by)) {
          const id = JSON.stringify(key);
          let group = groups.get(id);
          if (group === undefined) groups.set(id, (group = { key, total: 0, counts: new Map() }));
          for (const values of groupsOf(row, fields)) {
            const entry = group.counts.get(JSON.stringify(values));
            if (entry === undefined) group.counts.set(JSON.stringify(values), { key: values, count: 1 });
            else entry.count += 1;
            group.total += 1;
          }
        }
      }
      const sign = name === 'top' ? -1 : 1;
      const rows = [...groups.values()].flatMap((group) => {
        const ranked = [...group.counts.values()].sort((a, b) => sign * (a.count - b.count));
        return (options.limit === 0 ? ranked : ranked.slice(0, options.limit)).map(({ key, count }) =>
          Row.of([
            ...by.map((field, index) => [field, group.key[index]!] as const),
            ...fields.map((field, index) => [field, key[index]!] as const),
            ...(options.showcount ? [[options.countfield, String(count)] as const] : []),
            ...(options.showperc ? [[options.percentfield, ((count * 100) / group.total).toFixed(6)] as const] : []),
          ]),
        );
      });
      const extra = [
        ...(options.showcount ? [options.countfield] : []),
        ...(options.showperc ? [options.percentfield] : []),
      ];
      return { rows, columns: [...by, ...fields, ...extra] };
    },
  });

export const top = ranking('top');
export const rare = ranking('rare');
