import { describe, expect, test } from 'vitest';
import { eventsFrom } from '../../../../src/events/events-from.js';
import type { RuleIR } from '../../../../src/ir/rule-ir.js';
import type { RunContext } from '../../../../src/target/engine.js';
import { EngineError } from '../../../../src/target/engine.js';
import type { Artifact, Conversion } from '../../../../src/target/target.js';
import { sigmaEngine } from '../../../../targets/sigma/engine/engine.js';
import { at, query, ruleOf } from './support.js';

const IR = { rule: { name: 'A rule' } } as RuleIR;
const ALL: RunContext = { now: 0, window: null };
const JANUARY_1: RunContext = { now: 0, window: { start: Date.parse(at('10:00')), end: Date.parse(at('11:00')) } };

const conversion = (...artifacts: readonly Artifact[]): Conversion => ({
  target: 'sigma',
  fidelity: 'exact',
  reasons: [],
  assumptions: [],
  artifacts,
});
const rule = (content: string, path = 'a.yml'): Artifact => ({ path, content, role: 'query' });

const RECORDS = [
  { eventID: 'z', eventTime: at('10:30'), eventName: 'a' },
  { eventID: 'b', eventTime: at('10:00'), eventName: 'a' },
  { eventID: 'c', eventTime: at('11:00'), eventName: 'a' },
  { eventID: 'd', eventTime: '2024-01-01T09:59:59.999Z', eventName: 'a' },
  { eventID: 'e', eventTime: at('10:15'), eventName: 'b' },
  { eventID: '', eventTime: at('10:59:59'), eventName: 'a' },
  { eventID: 'g', eventTime: 'today', eventName: 'a' },
  { eventTime: at('10:59'), eventName: 'a' },
];

describe('run', () => {
  const run = async (context: RunContext, ...artifacts: readonly Artifact[]) => {
    const session = await sigmaEngine.open(eventsFrom(RECORDS));
    return session.run(IR, conversion(...artifacts), context);
  };

  test('a row without columns for each flagged event of the window, in order of time', async () => {
    expect(await run(JANUARY_1, rule(ruleOf('eventName: a')))).toEqual({
      columns: [],
      rows: [['b'], ['z'], [], []].map((evidence) => ({ values: [], evidence })),
    });
  });

  test('without a window, events without a time come last', async () => {
    const { rows } = await run(ALL, rule(ruleOf('eventName: a')));
    expect(rows.map((row) => row.evidence.join())).toEqual(['d', 'b', 'z', '', '', 'c', 'g']);
  });

  test('only artifacts that are queries', async () => {
    const { rows } = await run(ALL, { path: 'b.txt', content: '][', role: 'config' }, rule(ruleOf('eventName: b')));
    expect(rows).toHaveLength(1);
  });

  test('what it cannot run is a fault of ours', async () => {
    await expect(run(ALL, rule(ruleOf('eventName|is: a'), 'x/y.yml'))).rejects.toThrow(
      new EngineError('x/y.yml:7:5: RP5220: unknown modifier is'),
    );
    await expect(run(ALL)).rejects.toThrow(new EngineError('there is no Sigma rule for A rule'));
  });
});

describe('query', () => {
  test('tells the rule, the time, names and IDs', async () => {
    const text = `${ruleOf('eventName: [a, b]')}name: r
level: high
---
title: Three
correlation:
  type: event_count
  rules: [r]
  timespan: 15m
  condition: {gte: 3}
generate: true
`;
    const records = [
      ...RECORDS,
      { eventID: '\u{1F600}', eventTime: at('10:14:59.5') },
      { eventID: '\uFF5E', eventTime: at('10:20'), eventName: 'b' },
    ];
    const result = await query(text, records, JANUARY_1);
    expect(result.columns.map(({ name, type }) => `${name}:${type}`).join(' ')).toBe(
      'Rule:string Level:string EventTime:datetime EventNames:dynamic EventIds:dynamic',
    );
    expect(result.rows.map((row) => row.values)).toEqual([
      ['Test', 'high', '2024-01-01T10:00:00.0000000Z', ['a'], ['b']],
      ['Test', 'high', '2024-01-01T10:15:00.0000000Z', ['b'], ['e']],
      ['Test', 'high', '2024-01-01T10:20:00.0000000Z', ['b'], ['\uFF5E']],
      ['Test', 'high', '2024-01-01T10:30:00.0000000Z', ['a'], ['z']],
      ['Three', '', '2024-01-01T10:30:00.0000000Z', ['b', 'a'], ['e', 'z', '\uFF5E']],
      ['Test', 'high', '2024-01-01T10:59:00.0000000Z', ['a'], []],
      ['Test', 'high', '2024-01-01T10:59:59.0000000Z', ['a'], []],
    ]);
  });

  test('evidence is sorted by code point', async () => {
    const text = `${ruleOf('g: 1')}name: r\n---\ntitle: C\ncorrelation: {type: event_count, rules: [r], timespan: 1h, condition: {gte: 3}}\n`;
    const records = ['\u{1F600}', '\uFF5E', 'b', 'a', 'b'].map((eventID) => ({
      eventID,
      eventTime: at('10:00'),
      g: 1,
    }));
    const { rows } = await query(text, records);
    expect(rows.map((row) => row.evidence)).toEqual([['a', 'b', '\uFF5E', '\u{1F600}']]);
  });
});
