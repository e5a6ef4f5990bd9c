import { describe, expect, test } from 'vitest';
import type { Relation } from '../../../src/ir/relation.js';
import type { Column } from '../../../src/ir/types.js';
import { loadModule } from '../../../targets/typescript/engine.js';
import { irOf } from '../../support/seeds.js';
import { emitted, runBoth, sorted } from './run.js';

/** Texts that try to leave a string, a comment or a line, or to read otherwise than they are. */
const TEXTS = [
  "'; globalThis.hacked = 1; '",
  '"; globalThis.hacked = 1; "',
  '`${(globalThis.hacked = 1)}`',
  '*/ globalThis.hacked = 1; /*',
  '// x\n globalThis.hacked = 1',
  '\r\n globalThis.hacked = 1;',
  '\u2028 globalThis.hacked = 1; \u2029',
  '\\',
  "\\'",
  '</script><script>',
  '\u202e gnihtyreve \u202c',
  '\u0000\u0007\u001b[2J',
  '\ud800 lone',
  ' ? /*\u{e000}*/ ',
  '//\u{e000}',
  '${x}',
  '__proto__',
  '\ufeff',
];

describe.each(TEXTS.map((text) => [JSON.stringify(text), text]))('%s', (_, text) => {
  test('as a text of the query', async () => {
    const literal = JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
    const query = `AWSCloudTrail | where EventName == ${literal} or UserAgent has ${literal} | project k = strcat(${literal}, EventName)`;
    const { emitted: own, reference } = await runBoth(query, [
      { eventName: text, eventID: text },
      { userAgent: `${text} x` },
    ]);
    expect(sorted(own)).toEqual(sorted(reference));
    expect(own.rows.length).toBeGreaterThan(0);
    expect(globalThis).not.toHaveProperty('hacked');
  });

  test('as the name, the ID and the version of a rule', async () => {
    const content = emitted(
      await irOf('AWSCloudTrail | where EventName == "A"', { id: text, name: text, version: text }),
    );
    const { rule, detect } = await loadModule(content);
    expect(rule).toMatchObject({ id: text, name: text });
    expect(detect([{ eventName: 'A' }])).toHaveLength(1);
    expect(globalThis).not.toHaveProperty('hacked');
    // Nothing but plain text shows, in comments as well.
    expect(content).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]|(?![\n])\p{Cc}/u);
  });
});

test('as names of columns', async () => {
  const names = ["a'b", 'a*/b', 'constructor', 'a b', '1', 'é', 'toString', 'class', 'record', 'matches'];
  const columns = names.map((name, index) => `['${name.replace("'", "\\'")}'] = strcat(EventName, "${index}")`);
  const { emitted: own, reference } = await runBoth(`AWSCloudTrail | project ${columns.join(', ')}`, [
    { eventName: 'A' },
  ]);
  expect(own.columns.map(({ name }) => name)).toEqual(names);
  expect(own.rows.map(({ values }) => values)).toEqual([names.map((_, index) => `A${index}`)]);
  expect(sorted(own)).toEqual(sorted(reference));
});

test('a column named __proto__ is a property of its own', async () => {
  const ir = await irOf('AWSCloudTrail | project k = EventName');
  const rename = (columns: readonly Column[]): Column[] =>
    columns.map((column) => (column.name === 'k' ? { ...column, name: '__proto__' } : column));
  const { plan } = ir;
  if (plan.op !== 'project') throw new Error('the plan ends in a project');
  const renamed: Relation = {
    ...plan,
    columns: rename(plan.columns),
    assignments: plan.assignments.map((assignment) =>
      assignment.name === 'k' ? { ...assignment, name: '__proto__' } : assignment,
    ),
  };
  const { detect } = await loadModule(emitted({ ...ir, plan: renamed, output: rename(ir.output) }));
  const [match] = detect([{ eventName: 'A' }]);
  expect(Object.entries(match?.row ?? {})).toEqual([['__proto__', 'A']]);
});

test('as keys of dynamic values', async () => {
  const query = `AWSCloudTrail | extend p = parse_json(RequestParameters) | project a = p.["__proto__"], b = p.constructor, c = p.["a'b"], d = p.["*/"], e = tostring(p)`;
  const records = [
    '{"eventName":"A","requestParameters":{"__proto__":{"x":1},"a\'b":2,"*/":3,"toJSON":"no"}}',
    '{"eventName":"A","requestParameters":{}}',
  ].map((json) => JSON.parse(json) as unknown);
  const { emitted: own, reference } = await runBoth(query, records);
  expect(sorted(own)).toEqual(sorted(reference));
  expect(own.rows[0]?.values).toEqual([
    JSON.parse('{"x":1}'),
    null,
    2,
    3,
    JSON.stringify((records[0] as { requestParameters: unknown }).requestParameters),
  ]);
});

test.each<[what: string, value: string]>([
  ['arrays', '['.repeat(100_000) + ']'.repeat(100_000)],
  ['objects', '{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000)],
  ['unclosed', '['.repeat(100_000)],
])('deeply nested JSON in a text stays a text: %s', async (_, value) => {
  const { detect } = await loadModule(
    emitted(await irOf('AWSCloudTrail | extend p = parse_json(UserAgent) | project t = tostring(p), a = p.a')),
  );
  expect(detect([{ eventName: 'A', userAgent: value }])[0]?.row).toEqual({ t: value, a: null });
});

test('long texts take time in proportion', async () => {
  const query =
    'AWSCloudTrail | where UserAgent matches regex "a?b?[a-z]{3}-$" or UserAgent has "zz" | project n = strlen(UserAgent)';
  const { detect } = await loadModule(emitted(await irOf(query)));
  const texts = ['a'.repeat(2_000_000), `${'az'.repeat(1_000_000)} zz`];
  expect(detect(texts.map((userAgent) => ({ eventName: 'A', userAgent })))).toHaveLength(1);
});
