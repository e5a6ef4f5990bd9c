import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/rule/model.js';
import { readRules } from '../../src/rule/read.js';

const GUID = '21702832-aff3-4bd6-a8e1-663b6818503d';

/** The one rule of a text that must be without fault. */
function soundRule(text: string): Rule {
  const { rules, diagnostics } = readRules(text, 'rule.yaml');
  expect(diagnostics).toEqual([]);
  expect(rules).toHaveLength(1);
  return rules[0] as Rule;
}

const SCHEDULED = `
id: ${GUID}
name: AWSCloudTrail - Test
kind: Scheduled
description: |
  What it does.
severity: High
status: Available
requiredDataConnectors:
  - connectorId: AWS
    dataTypes: [AWSCloudTrail]
queryFrequency: 10m
queryPeriod: PT1H
triggerOperator: GreaterThan
triggerThreshold: '3'
tactics: [Execution]
relevantTechniques: [T1651, T1098.001]
query: |
  AWSCloudTrail
entityMappings:
  - entityType: Account
    fieldMappings:
      - identifier: FullName
        columnName: UserIdentityArn
customDetails:
  Bucket: s3bucket
alertDetailsOverride:
  alertDisplayNameFormat: By {{ UserIdentityArn }}
  alertDescriptionFormat: By {{UserIdentityArn}} in {{AWSRegion}}
  alertSeverityColumnName: Sev
  alertTacticsColumnName: Tac
  alertDynamicProperties:
    - alertProperty: ProductName
      value: Product
eventGroupingSettings:
  aggregationKind: AlertPerResult
suppressionEnabled: true
suppressionDuration: 05:00:00
incidentConfiguration:
  createIncident: true
  groupingConfiguration:
    enabled: true
    reopenClosedIncident: false
    lookbackDuration: 1d
    matchingMethod: Selected
    groupByEntities: [Account]
    groupByAlertDetails: [Severity]
    groupByCustomDetails: [Bucket]
tags:
  - plain
  - Schema: Authentication
metadata: {author: {name: x}}
version: 1.10.0
`;

describe('YAML rules', () => {
  it('has every documented key of a scheduled rule', () => {
    const { source, alertDetails, ...rule } = soundRule(SCHEDULED);
    expect(source.file).toBe('rule.yaml');
    expect(rule).toEqual({
      kind: 'Scheduled',
      id: GUID,
      name: 'AWSCloudTrail - Test',
      slug: 'test',
      description: 'What it does.\n',
      severity: 'High',
      status: 'Available',
      version: '1.10.0',
      tactics: ['Execution'],
      techniques: ['T1651', 'T1098.001'],
      connectors: [{ connectorId: 'AWS', dataTypes: ['AWSCloudTrail'] }],
      query: 'AWSCloudTrail\n',
      schedule: { frequency: 600_000, period: 3_600_000 },
      trigger: { operator: 'gt', threshold: 3 },
      entityMappings: [
        {
          entityType: 'Account',
          fieldMappings: [{ identifier: 'FullName', column: 'UserIdentityArn', position: { line: 24, column: 21 } }],
        },
      ],
      customDetails: [{ name: 'Bucket', column: 's3bucket', position: { line: 26, column: 11 } }],
      eventGrouping: 'AlertPerResult',
      suppression: 18_000_000,
      incident: {
        createIncident: true,
        grouping: {
          enabled: true,
          reopenClosedIncident: false,
          lookbackDuration: 86_400_000,
          matchingMethod: 'Selected',
          groupByEntities: ['Account'],
          groupByAlertDetails: ['Severity'],
          groupByCustomDetails: ['Bucket'],
        },
      },
      tags: ['plain', 'Schema: Authentication'],
    });
    expect({ ...alertDetails, columnPositions: Object.fromEntries(alertDetails.columnPositions ?? []) }).toEqual({
      displayNameFormat: 'By {{ UserIdentityArn }}',
      descriptionFormat: 'By {{UserIdentityArn}} in {{AWSRegion}}',
      severityColumn: 'Sev',
      tacticsColumn: 'Tac',
      dynamicProperties: [{ property: 'ProductName', column: 'Product' }],
      columnPositions: {
        UserIdentityArn: { line: 28, column: 30 },
        AWSRegion: { line: 29, column: 53 },
        Sev: { line: 30, column: 28 },
        Tac: { line: 31, column: 27 },
        Product: { line: 34, column: 14 },
      },
    });
  });

  it('reads an NRT rule: no schedule, any row', () => {
    const rule = soundRule(`id: ${GUID}\nname: n\nkind: NRT\nseverity: Low\nquery: T\n`);
    expect(rule).toMatchObject({ kind: 'NRT', schedule: null, trigger: { operator: 'gt', threshold: 0 } });
  });

  it('reads a hunting query: no kind, no schedule, no severity needed', () => {
    const rule = soundRule(`id: ${GUID}\nname: n\nquery: T\ntactics:\n- Impact\n`);
    expect(rule).toMatchObject({ kind: 'Hunting', schedule: null, severity: null, tactics: ['Impact'] });
    expect(rule).toMatchObject({ eventGrouping: 'SingleAlert', suppression: null, incident: null, customDetails: [] });
  });

  it('reads each document of a file, with and without byte order mark', () => {
    const one = `id: ${GUID}\nname: one\nquery: T\n`;
    const { rules, entries } = readRules(`\ufeff${one}---\nid: x\nname: two\nquery: |\n  U\n---\n`, null);
    expect(rules.map(({ name, query }) => [name, query])).toEqual([
      ['one', 'T'],
      ['two', 'U\n'],
    ]);
    expect(rules[0]?.source.locate(0)).toEqual({ line: 3, column: 8 });
    expect(rules[1]?.source.locate(0)).toEqual({ line: 8, column: 3 });
    expect(entries.map(({ diagnostics }) => diagnostics.map(({ code, line }) => [code, line]))).toEqual([
      [],
      [['RP1030', 5]],
    ]);
  });
});

const PROPERTIES = {
  displayName: 'From ARM',
  description: '[[not an expression]',
  enabled: false,
  severity: 'Medium',
  query: 'AWSCloudTrail\n| where EventName == "X"',
  queryFrequency: 'PT5H',
  queryPeriod: 'P2DT1H30M',
  triggerOperator: 'GreaterThan',
  triggerThreshold: 0,
  suppressionDuration: 'PT5H',
  suppressionEnabled: false,
  tactics: ['Impact'],
  techniques: ['T1485'],
  subTechniques: ['T1098.001'],
  alertRuleTemplateName: null,
  templateVersion: '1.0.0',
  customDetails: null,
  entityMappings: [{ entityType: 'IP', fieldMappings: [{ identifier: 'Address', columnName: 'SourceIpAddress' }] }],
};
const EXPORT = 'Microsoft.OperationalInsights/workspaces/providers/alertRules';
const SCHEMA = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
const resource = (type: string, extra: object = {}, properties: object = PROPERTIES): object => ({
  id: `[concat(resourceId('Microsoft.OperationalInsights/workspaces/providers', parameters('workspace'), 'Microsoft.SecurityInsights'),'/alertRules/${GUID}')]`,
  name: `[concat(parameters('workspace'),'/Microsoft.SecurityInsights/${GUID}')]`,
  type,
  kind: 'Scheduled',
  apiVersion: '2023-12-01-preview',
  properties,
  ...extra,
});
const template = (...resources: object[]): object => ({
  $schema: SCHEMA,
  contentVersion: '1.0.0.0',
  parameters: {},
  resources,
});
const EXPECTED = {
  kind: 'Scheduled',
  id: GUID,
  name: 'From ARM',
  slug: 'from-arm',
  version: '1.0.0',
  techniques: ['T1485', 'T1098.001'],
  schedule: { frequency: 18_000_000, period: 178_200_000 },
  trigger: { operator: 'gt', threshold: 0 },
  query: PROPERTIES.query,
  suppression: null,
};

describe('ARM rules', () => {
  it.each<[string, object]>([
    ['portal export', template(resource(EXPORT))],
    [
      'extension resource with scope',
      template(resource('Microsoft.SecurityInsights/alertRules', { name: GUID, scope: 's' })),
    ],
    ['one resource of the REST interface', resource('Microsoft.SecurityInsights/alertRules')],
    ['a list of the REST interface', { value: [resource('Microsoft.SecurityInsights/alertRules')] }],
    [
      'a deployment within a deployment',
      template({ type: 'Microsoft.Resources/deployments', properties: { template: template(resource(EXPORT)) } }),
    ],
    ['symbolic names', { $schema: SCHEMA, resources: { rule: resource(EXPORT) } }],
  ])('%s', (_name, json) => {
    expect(soundRule(JSON.stringify(json, null, 2))).toMatchObject(EXPECTED);
    expect(soundRule(JSON.stringify(json))).toMatchObject(EXPECTED);
  });

  it('undoes the escape of texts that begin with a bracket', () => {
    expect(soundRule(JSON.stringify(template(resource(EXPORT)))).description).toBe('[not an expression]');
  });

  it('reads a solution package: templates in templates, variables, hunting queries', () => {
    const content = (inner: object): object => ({
      type: 'Microsoft.OperationalInsights/workspaces/providers/contentTemplates',
      properties: {
        contentId: 'x',
        mainTemplate: { contentVersion: '1', parameters: {}, variables: {}, resources: [inner] },
      },
    });
    const json = {
      $schema: SCHEMA,
      variables: { ruleObject1: { _contentId: GUID }, query: "[variables('text').kql]", text: { kql: 'T | count' } },
      resources: [
        content(
          resource(
            'Microsoft.SecurityInsights/AlertRuleTemplates',
            { id: undefined, name: "[variables('ruleObject1')._contentId]" },
            { ...PROPERTIES, query: "[variables('query')]", status: 'Available' },
          ),
        ),
        content({
          type: 'Microsoft.OperationalInsights/savedSearches',
          name: 'hunt',
          properties: {
            eTag: '*',
            displayName: 'Hunt',
            category: 'Hunting Queries',
            query: 'T',
            version: 2,
            tags: [
              { name: 'description', value: 'Looks.' },
              { name: 'tactics', value: 'Impact,Discovery' },
              { name: 'techniques', value: 'T1485' },
            ],
          },
        }),
        content({
          type: 'Microsoft.OperationalInsights/savedSearches',
          properties: { category: 'Parsers', query: 'P' },
        }),
        { type: 'Microsoft.Insights/workbooks', properties: {} },
      ],
    };
    const text = JSON.stringify(json, null, 1);
    const { rules, diagnostics } = readRules(text, null);
    expect(diagnostics.map(({ code }) => code)).toEqual(['RP1034', 'RP1033']);
    expect(rules[0]).toMatchObject({ ...EXPECTED, query: 'T | count', status: 'Available' });
    const { line, column } = rules[0]?.source.locate(4) ?? { line: 0, column: 0 };
    expect(text.split('\n')[line - 1]?.slice(column - 1)).toBe('count"');
    expect(rules[1]).toMatchObject({
      kind: 'Hunting',
      id: 'hunt',
      name: 'Hunt',
      description: 'Looks.',
      tactics: ['Impact', 'Discovery'],
      techniques: ['T1485'],
      version: '2',
    });
  });

  it('reads bare properties, with the keys of ARM or of YAML', () => {
    expect(readRules(JSON.stringify(PROPERTIES), null).rules[0]).toMatchObject({ ...EXPECTED, id: 'from-arm' });
    expect(soundRule(JSON.stringify({ id: GUID, name: 'n', kind: 'NRT', severity: 'Low', query: 'T' })).kind).toBe(
      'NRT',
    );
  });

  it('says which expressions it cannot evaluate, and where', () => {
    const json = template(resource(EXPORT, {}, { ...PROPERTIES, query: "[concat('a', 'b')]" }));
    const text = JSON.stringify(json, null, 2);
    const { rules, diagnostics } = readRules(text, 'arm.json');
    expect(rules).toEqual([]);
    expect(diagnostics.map(({ code, line }) => [code, text.split('\n')[(line ?? 0) - 1]?.trim()])).toEqual([
      ['RP1051', `"query": "[concat('a', 'b')]",`],
    ]);
  });

  it('leaves out kinds without a query and reads the rest', () => {
    const fusion = { type: EXPORT, kind: 'Fusion', properties: { alertRuleTemplateName: GUID } };
    const { rules, diagnostics } = readRules(JSON.stringify(template(fusion, resource(EXPORT))), null);
    expect(rules.map(({ name }) => name)).toEqual(['From ARM']);
    expect(diagnostics.map(({ code }) => code)).toEqual(['RP1050']);
  });
});
