import { describe, expect, it } from 'vitest';
import { fires, toAlerts } from '../../src/alert/alerts.js';
import { checkColumns } from '../../src/alert/check-columns.js';
import type { RuleIR } from '../../src/ir/rule-ir.js';
import { NO_SPAN } from '../../src/diagnostics/diagnostic.js';
import type { KqlType } from '../../src/ir/types.js';
import type { Rule, Trigger } from '../../src/rule/model.js';
import { readRules } from '../../src/rule/read.js';
import type { Json, RowSet } from '../../src/target/engine.js';

const RULE = `
id: 21702832-aff3-4bd6-a8e1-663b6818503d
name: Own name
description: Own description
kind: Scheduled
severity: Medium
queryFrequency: 1h
queryPeriod: 1h
triggerOperator: gt
triggerThreshold: 0
tactics: [Execution]
relevantTechniques: [T1651]
query: T
entityMappings:
  - entityType: Account
    fieldMappings:
      - {identifier: Name, columnName: User}
      - {identifier: UPNSuffix, columnName: Suffix}
  - entityType: IP
    fieldMappings:
      - {identifier: Address, columnName: Ip}
customDetails: {Bucket: Bucket, Missing: Nowhere}
alertDetailsOverride:
  alertDisplayNameFormat: '{{User}} at {{ Bucket }}'
  alertDescriptionFormat: From {{Ip}}.
  alertSeverityColumnName: Sev
  alertTacticsColumnName: Tac
  alertDynamicProperties:
    - {alertProperty: ProductName, value: Product}
    - {alertProperty: Techniques, value: Tech}
`;

function ruleWith(changes: Partial<Rule>): RuleIR {
  const rule = readRules(RULE, null).rules[0];
  if (rule === undefined) throw new Error('the rule of this test cannot be read');
  const empty = { op: 'datatable', rows: [], columns: [], span: NO_SPAN } as const;
  return {
    rule: { ...rule, ...changes },
    query: 'T',
    source: empty,
    plan: empty,
    output: [],
    hidden: { evidence: [] },
  };
}

const TYPES: Readonly<Record<string, KqlType>> = { Tac: 'dynamic', Tech: 'dynamic', N: 'long' };

/** Rows from objects; a key that a row lacks is null there. */
function rowSet(...rows: readonly Readonly<Record<string, Json>>[]): RowSet {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    columns: names.map((name) => ({ name, type: TYPES[name] ?? 'string' })),
    rows: rows.map((row, index) => ({ values: names.map((name) => row[name] ?? null), evidence: [`e${index}`] })),
  };
}

const ALICE = { User: 'alice', Suffix: 'example.com', Ip: '192.0.2.1', Bucket: 'b' };
const BOB = { User: 'bob', Suffix: '', Ip: '192.0.2.1', Bucket: 'c' };
const WINDOW = { start: Date.UTC(2024, 0, 1), end: Date.UTC(2024, 0, 1, 1) };

describe('toAlerts', () => {
  it('makes one alert of all rows', () => {
    expect(toAlerts(ruleWith({}), rowSet(ALICE, BOB), WINDOW)).toEqual([
      {
        ruleId: '21702832-aff3-4bd6-a8e1-663b6818503d',
        title: 'alice, bob at b, c',
        description: 'From 192.0.2.1.',
        severity: 'Medium',
        tactics: ['Execution'],
        techniques: ['T1651'],
        window: { start: '2024-01-01T00:00:00.0000000Z', end: '2024-01-01T01:00:00.0000000Z' },
        entities: [
          { type: 'Account', Name: 'alice', UPNSuffix: 'example.com' },
          { type: 'Account', Name: 'bob' },
          { type: 'IP', Address: '192.0.2.1' },
        ],
        customDetails: { Bucket: ['b', 'c'], Missing: [] },
        properties: {},
        rows: [
          { values: ALICE, evidence: ['e0'] },
          { values: BOB, evidence: ['e1'] },
        ],
      },
    ]);
  });

  it('makes an alert of each row', () => {
    const alerts = toAlerts(ruleWith({ eventGrouping: 'AlertPerResult' }), rowSet(ALICE, BOB), null);
    expect(alerts.map(({ title, window, rows }) => [title, window, rows.map(({ evidence }) => evidence)])).toEqual([
      ['alice at b', null, [['e0']]],
      ['bob at c', null, [['e1']]],
    ]);
  });

  it.each([
    ['Scheduled', 150, 150, 1],
    ['Scheduled', 151, 150, 151],
    ['NRT', 30, 30, 1],
    ['NRT', 400, 30, 400],
  ] as const)('%s, %d rows: %d alerts, the last with %d rows', (kind, count, alerts, last) => {
    const rows = rowSet(...Array.from({ length: count }, () => ALICE));
    const made = toAlerts(ruleWith({ kind, eventGrouping: 'AlertPerResult' }), rows, null);
    expect([made.length, made[0]?.rows.length, made.at(-1)?.rows.length]).toEqual([alerts, 1, last]);
  });

  it.each<[Trigger['operator'], number, number, boolean]>([
    ['gt', 0, 0, false],
    ['gt', 0, 1, true],
    ['gt', 3, 3, false],
    ['lt', 1, 0, true],
    ['lt', 1, 1, false],
    ['eq', 0, 0, true],
    ['eq', 2, 2, true],
    ['eq', 2, 3, false],
    ['ne', 0, 0, false],
    ['ne', 2, 0, true],
  ])('trigger %s %d with %d rows: %s', (operator, threshold, count, expected) => {
    const trigger = { operator, threshold };
    expect(fires(trigger, count)).toBe(expected);
    const rows = rowSet(...Array.from({ length: count }, () => ALICE));
    expect(toAlerts(ruleWith({ trigger }), rows, null)).toHaveLength(expected ? 1 : 0);
  });

  it('raises an alert for nothing when the trigger says so', () => {
    const trigger = { operator: 'lt', threshold: 1 } as const;
    for (const eventGrouping of ['SingleAlert', 'AlertPerResult'] as const) {
      expect(toAlerts(ruleWith({ trigger, eventGrouping }), rowSet(), null)).toMatchObject([
        { title: 'Own name', description: 'Own description', entities: [], rows: [], customDetails: { Bucket: [] } },
      ]);
    }
  });
});

describe('alert details', () => {
  const header = (row: Readonly<Record<string, Json>>, changes: Partial<Rule> = {}): unknown => {
    const [alert] = toAlerts(ruleWith(changes), rowSet(row), null);
    if (alert === undefined) throw new Error('no alert');
    const { title, description, severity, tactics, techniques, properties } = alert;
    return { title, description, severity, tactics, techniques, properties };
  };
  const OWN = {
    title: 'Own name',
    description: 'Own description',
    severity: 'Medium',
    tactics: ['Execution'],
    techniques: ['T1651'],
    properties: {},
  };

  it.each<[string, Readonly<Record<string, Json>>, object]>([
    ['all columns absent', { N: 1 }, {}],
    ['one placeholder null', { ...ALICE, Bucket: null }, { description: 'From 192.0.2.1.' }],
    ['one placeholder empty', { ...ALICE, User: '', Ip: '' }, {}],
    [
      'values that are no text',
      { User: true, Bucket: ['x', 1], Ip: { a: 'b' } },
      { title: 'true at ["x",1]', description: 'From {"a":"b"}.' },
    ],
    ['zero is a value', { User: 0, Bucket: false }, { title: '0 at false' }],
    [
      'placeholders in values stay',
      { User: '{{Ip}}', Bucket: '$&', Ip: 'x' },
      { title: '{{Ip}} at $&', description: 'From x.' },
    ],
    ['severity', { Sev: 'high' }, { severity: 'High' }],
    ['a severity that is none', { Sev: 'Critical' }, {}],
    ['tactics as text', { Tac: 'Impact, Credential Access,Nonsense' }, { tactics: ['Impact', 'CredentialAccess'] }],
    ['tactics as array', { Tac: ['Impact', 1, null] }, { tactics: ['Impact'] }],
    ['tactics that are none', { Tac: ['Nonsense'] }, {}],
    ['techniques', { Tech: ['T1098.001', 'x'] }, { techniques: ['T1098.001'] }],
    ['properties', { Product: 'AWS' }, { properties: { ProductName: 'AWS' } }],
  ])('%s', (_name, row, expected) => {
    expect(header(row)).toEqual({ ...OWN, ...expected });
  });

  it('takes the highest severity of several rows', () => {
    const [alert] = toAlerts(ruleWith({}), rowSet({ Sev: 'Low' }, { Sev: 'High' }, { Sev: 'nonsense' }), null);
    expect(alert?.severity).toBe('High');
  });

  it('cuts what is longer than Sentinel shows, never within a character', () => {
    const [alert] = toAlerts(ruleWith({}), rowSet({ User: '😀'.repeat(100), Bucket: 'b', Ip: 'x'.repeat(9000) }), null);
    expect(alert?.title).toBe('😀'.repeat(64));
    expect(alert?.description).toHaveLength(5000);
  });
});

describe('entities and custom details', () => {
  it('has each once, none without a value, and at most 500', () => {
    const rows = Array.from({ length: 700 }, (_, n) => ({ User: `u${n % 600}`, Ip: n === 0 ? '' : null }));
    const [alert] = toAlerts(ruleWith({}), rowSet(...rows), null);
    expect(alert?.entities).toHaveLength(500);
    expect(alert?.entities.every(({ type }) => type === 'Account')).toBe(true);
  });

  it('has at most 50 values of a detail', () => {
    const rows = Array.from({ length: 60 }, (_, n) => ({ Bucket: `b${n}` }));
    expect(toAlerts(ruleWith({}), rowSet(...rows), null)[0]?.customDetails['Bucket']).toHaveLength(50);
  });

  it('takes columns named like keys of objects', () => {
    const rows: RowSet = {
      columns: [{ name: '__proto__', type: 'string' }],
      rows: [{ values: ['x'], evidence: [] }],
    };
    const values = toAlerts(ruleWith({}), rows, null)[0]?.rows[0]?.values ?? {};
    expect(Object.entries(values)).toEqual([['__proto__', 'x']]);
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
  });
});

describe('checkColumns', () => {
  const { rule } = ruleWith({});
  const all = ['User', 'Suffix', 'Ip', 'Bucket', 'Nowhere', 'Sev', 'Tac', 'Product', 'Tech'];
  const columnsWithout = (...names: string[]): { name: string }[] =>
    all.filter((name) => !names.includes(name)).map((name) => ({ name }));

  it('is content when the query returns all of them', () => {
    expect(checkColumns(rule, columnsWithout())).toEqual([]);
  });

  it('places each setting that names another column', () => {
    const found = checkColumns(rule, [...columnsWithout('User', 'Nowhere', 'Tac'), { name: 'UserName' }]);
    expect(found.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`)).toEqual([
      "17:40 RP1045 the entity identifier Account.Name names the column 'User', which the query does not return; did you mean 'UserName'?",
      "22:42 RP1045 the custom detail Missing names the column 'Nowhere', which the query does not return",
      "24:28 RP1045 the alert name names the column 'User', which the query does not return; did you mean 'UserName'?",
      "27:27 RP1045 the alert tactics names the column 'Tac', which the query does not return",
    ]);
  });
});
