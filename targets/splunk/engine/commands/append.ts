import { defineCommand, type Results, type RunEnvironment, type Stage } from './command.js';

const EMPTY: Results = { rows: [], columns: null };

/** Runs the stages of a pipeline one after the other. */
export const runStages = (stages: readonly Stage[], environment: RunEnvironment): Results =>
  stages.reduce<Results>((results, stage) => stage.run(results, environment), EMPTY);

/** Adds the rows of a subsearch below. The limits of subsearches (maxout, maxtime) are not modelled. */
export const append = defineCommand({
  names: ['append'],
  page: 'append',
  parse(reader, { parsePipeline }) {
    const option = reader.takeOptionName();
    if (option !== null) throw reader.refuseOption(option.name, option.at);
    reader.expect('[');
    const { stages, end } = parsePipeline(reader.pos, reader.end);
    reader.pos = end;
    reader.expect(']');
    return { stages };
  },
  run({ stages }, input, environment) {
    const added = runStages(stages, environment);
    return { rows: [...input.rows, ...added.rows], columns: input.columns ?? added.columns };
  },
});
