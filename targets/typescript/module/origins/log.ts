import * as s from '../../ast/statements.js';
import { pascalCase } from '../../plan/names.js';
import type { WriteOrigin } from '../query-writer.js';
import { writeLogSteps } from '../steps.js';

/** Records of the log, as they are pushed. */
export const writeLog: WriteOrigin<'log'> = (query, pipeline, { table, time }, sink) => {
  const writer = query.writer(pipeline, () => s.returns());
  writeLogSteps(writer, pipeline, time);
  sink(writer);
  const method = query.parts.members.unique(`push${pascalCase(pipeline.name, 'Record')}`);
  query.push.push({ method, table: table.name, body: writer.body });
};
