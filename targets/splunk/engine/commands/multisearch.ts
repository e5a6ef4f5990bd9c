import { runStages } from './append.js';
import { defineCommand, type Stage } from './command.js';

/** Commands that look at one event at a time (Search Reference, "Command types", distributable streaming). */
const STREAMING: ReadonlySet<string> = new Set([
  ...['search', 'eval', 'where', 'fields', 'rex', 'regex', 'rename', 'mvexpand', 'makemv', 'nomv', 'spath', 'lookup'],
  ...['fillnull', 'convert', 'replace', 'bin', 'bucket'],
]);

/** The events of at least two streaming searches. In which order they come the manual does not say: here one behind the other. */
export const multisearch = defineCommand({
  names: ['multisearch'],
  page: 'multisearch',
  generates: 'first',
  parse(reader, { first, parsePipeline }) {
    if (!first) throw reader.syntax("'multisearch' must be the first command");
    const searches: (readonly Stage[])[] = [];
    while (!reader.atEnd()) {
      reader.expect('[');
      const { stages, end } = parsePipeline(reader.pos, reader.end);
      const other = stages.find(({ name }) => !STREAMING.has(name));
      if (other !== undefined)
        throw reader.source.error(
          other.place.at,
          'RP5101',
          `'multisearch' takes streaming commands only, not '${other.name}'`,
        );
      if (stages[0]?.name !== 'search') throw reader.syntax("each search of 'multisearch' begins with search");
      reader.pos = end;
      reader.expect(']');
      searches.push(stages);
    }
    if (searches.length < 2) throw reader.syntax("'multisearch' needs at least two searches");
    return { searches };
  },
  run({ searches }, _, environment) {
    return { rows: searches.flatMap((stages) => runStages(stages, environment).rows), columns: null };
  },
});
