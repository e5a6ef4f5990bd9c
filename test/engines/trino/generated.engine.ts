import { beforeAll, test } from 'vitest';
import type { LogRecord } from '../../../src/events/event-source.js';
import { CLOUDTRAIL_COLUMNS, type Field, type FieldType } from '../../../targets/athena/table.js';
import { generatedRun } from '../support/generated.js';
import { ownRules, publicRules, referenceRows } from '../support/cases.js';
import { judge } from '../support/judge.js';
import { expectEqualRows } from '../support/rows.js';
import { isConvertible, runEmitted } from './run.js';
import { trinoServer, type TrinoServer } from './server.js';
import { createTable, layOut } from './table.js';

const rules = [...(await ownRules()), ...(await publicRules())].filter(isConvertible);

judge(import.meta.dirname, ({ home }) => {
  let server: TrinoServer;
  beforeAll(async () => {
    server = await trinoServer(home);
    await createTable(server);
  });

  for (const rule of rules)
    test(`events made for ${rule.rule.slug}`, async () => {
      const { records: made, context } = generatedRun(rule);
      const records = made.filter(isReadable);
      layOut(server, records);
      const actual = await runEmitted(server, rule, context.window, context.externals);
      expectEqualRows(await referenceRows(rule, records, context), actual);
    });
});

/** The reader of the table fails at a file with an object where it wants none, or none where it wants one: CloudTrail writes none such. */
const isReadable = (record: LogRecord): boolean =>
  CLOUDTRAIL_COLUMNS.every(({ raw, type }) => isOf(type, record[raw] ?? null));

const isObject = (value: unknown): value is LogRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isOf(type: FieldType, value: unknown): boolean {
  if (type === 'text' || value === null) return true;
  const fieldsOf = (fields: readonly Field[]) => (each: unknown) =>
    each === null || (isObject(each) && fields.every((field) => isOf(field.type, each[field.raw] ?? null)));
  if ('map' in type) return isObject(value);
  return 'row' in type ? fieldsOf(type.row)(value) : Array.isArray(value) && value.every(fieldsOf(type.rows));
}
