import { expect, test } from 'vitest';
import { typescript } from '../../../targets/typescript/index.js';
import { FUNCTIONS } from '../../../src/functions/registry.js';
import { FUNCTIONS as LOWERED } from '../../../targets/typescript/functions.js';
import type { Expression } from '../../../src/ir/expression.js';
import type { Relation } from '../../../src/ir/relation.js';
import { irOf } from '../../support/seeds.js';

test.each<[query: string, code: string, source: string]>([
  ['AWSCloudTrail | where UserAgent matches regex "a[b[c]]"', 'RP3304', '"a[b[c]]"'],
  ['AWSCloudTrail | where UserAgent matches regex "(?x)a"', 'RP3304', '"(?x)a"'],
  ['AWSCloudTrail | extend k = extract_all("(?x)(a)", dynamic([7]), UserAgent)', 'RP3304', '"(?x)(a)"'],
  ['AWSCloudTrail | extend k = 1d * 2', 'RP3302', '1d * 2'],
  ['AWSCloudTrail | extend k = parse_json(Resources) + 1', 'RP3302', 'parse_json(Resources) + 1'],
  ['AWSCloudTrail | where parse_json(Resources) == TimeGenerated', 'RP3302', 'parse_json(Resources) == TimeGenerated'],
])('%s', async (query, code, source) => {
  const ir = await irOf(query);
  const { fidelity, reasons, artifacts } = typescript.convert(ir, {});
  expect({ fidelity, artifacts }).toEqual({ fidelity: 'unsupported', artifacts: [] });
  expect(reasons.map((reason) => [reason.code, query.slice(reason.span.start, reason.span.end)])).toEqual([
    [code, source],
  ]);
});

test('all reasons are told at once', async () => {
  const ir = await irOf('AWSCloudTrail | where UserAgent matches regex "(?U)a+" or EventName matches regex "[b--c]"');
  expect(typescript.convert(ir, {}).reasons.map(({ code }) => code)).toEqual(['RP3304', 'RP3304']);
});

test('an unknown setting is refused', async () => {
  const { fidelity, reasons } = typescript.convert(await irOf('AWSCloudTrail'), { settings: { tabel: 'x' } });
  expect({ fidelity, codes: reasons.map(({ code }) => code) }).toEqual({ fidelity: 'unsupported', codes: ['RP3306'] });
});

test.each([300, 50_000])('an expression of %d levels is refused, not crashed on', async (levels) => {
  const ir = await irOf('AWSCloudTrail | where EventName == "a"');
  const span = { start: 16, end: 40 };
  let predicate: Expression = { kind: 'literal', value: true, type: 'bool', span };
  for (let level = 0; level < levels; level++)
    predicate = { kind: 'call', fn: 'not', args: [predicate], type: 'bool', span };
  const plan: Relation = { op: 'where', input: ir.plan, predicate, columns: ir.plan.columns, span };
  const { fidelity, reasons } = typescript.convert({ ...ir, plan }, {});
  expect({ fidelity, reasons: reasons.map(({ code, span: place }) => ({ code, place })) }).toEqual({
    fidelity: 'unsupported',
    reasons: [{ code: 'RP3305', place: span }],
  });
});

test('so is a long chain of columns made of columns', async () => {
  const ir = await irOf('AWSCloudTrail | project k = tolower(EventName)');
  const span = { start: 24, end: 42 };
  const k: Expression = { kind: 'column', name: 'k', type: 'string', span };
  const value: Expression = { kind: 'call', fn: 'tolower', args: [k], type: 'string', span };
  let plan: Relation = ir.plan;
  for (let link = 0; link < 1_000; link++) {
    plan = { op: 'extend', input: plan, assignments: [{ name: 'k', value }], columns: plan.columns, span };
  }
  const { fidelity, reasons } = typescript.convert({ ...ir, plan }, {});
  expect({ fidelity, codes: reasons.map(({ code }) => code) }).toEqual({ fidelity: 'unsupported', codes: ['RP3305'] });
});

test('the table names functions of the registry only; the others are refused by name', () => {
  const own = [...LOWERED.keys()].filter((name) => !FUNCTIONS.has(name));
  expect(own).toEqual(['cast']);
});
