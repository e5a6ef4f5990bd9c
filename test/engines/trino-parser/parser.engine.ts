import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import { athena } from '../../../targets/athena/index.js';
import { irOf } from '../../support/seeds.js';
import { SEMANTIC_QUERIES } from '../../targets/athena/semantics.js';
import { ownRules, publicRules } from '../support/cases.js';
import { judge } from '../support/judge.js';
import { LineProcess } from '../support/line-process.js';

const rules = [...(await ownRules()), ...(await publicRules())];

judge(import.meta.dirname, ({ home }) => {
  let parser: LineProcess;
  beforeAll(() => {
    const classpath = `${path.join(home, 'classes')}:${readFileSync(path.join(home, 'classpath'), 'utf8').trim()}`;
    parser = new LineProcess('java', ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', classpath, 'Parser']);
  });

  const faultOf = async (sql: string): Promise<string | null> => {
    const answer = (await parser.ask(Buffer.from(sql).toString('base64'))) as string | null;
    return answer === null ? null : `${Buffer.from(answer, 'base64').toString()}\n${sql}`;
  };

  test('says no to what is no SQL', async () => {
    expect(await faultOf('SELECT FROM WHERE')).toContain('mismatched input');
  });

  const accepts = async (rule: RuleIR): Promise<void> => {
    for (const options of [
      {},
      { window: { start: 0, end: 86_400_000 } },
      { settings: { partition: 'year-month-day' } },
    ])
      for (const { role, content } of athena.convert(rule, options).artifacts)
        // The DDL of inputs is Hive's language, not Trino's.
        if (role === 'query') expect(await faultOf(content)).toBe(null);
  };

  for (const rule of rules)
    if (athena.convert(rule, {}).artifacts.length > 0) test(`parses ${rule.rule.slug}`, () => accepts(rule));
  for (const query of SEMANTIC_QUERIES) test(`parses ${query}`, async () => accepts(await irOf(query)));
});
