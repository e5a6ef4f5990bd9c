import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { compileRule } from '../../src/compile.js';
import type { RuleIR } from '../../src/ir/rule-ir.js';
import type { Rule } from '../../src/rule/model.js';

/** The two rules that the project was created from: S1 is a self-join, S2 a plain filter. */
export const SEED_FILES = {
  S1: 'AWS_SuspiciousCommandEC2.yaml',
  S2: 'AWS_UnauthorizedInstanceSetUpAttempt.yaml',
} as const;
export type Seed = keyof typeof SEED_FILES;

const ORIGIN = { line: 1, column: 1 };
const DAY = 86_400_000;

/** A rule around a bare query, for tests of everything that comes after the rule formats. */
export function ruleAround(query: string, fields: Partial<Rule> = {}): Rule {
  return {
    kind: 'Scheduled',
    id: '00000000-0000-4000-8000-000000000001',
    name: 'Test rule',
    slug: 'test-rule',
    description: 'A rule of the tests',
    severity: 'Medium',
    status: null,
    version: '1.0.0',
    tactics: ['Execution'],
    techniques: ['T1651'],
    connectors: [],
    query,
    schedule: { frequency: DAY, period: DAY },
    trigger: { operator: 'gt', threshold: 0 },
    entityMappings: [],
    customDetails: [],
    alertDetails: {
      displayNameFormat: null,
      descriptionFormat: null,
      severityColumn: null,
      tacticsColumn: null,
      dynamicProperties: [],
    },
    eventGrouping: 'SingleAlert',
    suppression: null,
    incident: null,
    tags: [],
    source: { file: null, locate: () => ORIGIN },
    ...fields,
  };
}

/** The IR of a bare query; throws with the diagnostics when it does not compile. */
export const irOf = (query: string, fields: Partial<Rule> = {}): Promise<RuleIR> => compiled(ruleAround(query, fields));

interface SeedYaml {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly severity: 'High' | 'Medium';
  readonly status: string;
  readonly version: string;
  readonly queryPeriod: '1d' | '10m';
  readonly tactics: string[];
  readonly relevantTechniques: string[];
  readonly query: string;
  readonly entityMappings: { entityType: string; fieldMappings: { identifier: string; columnName: string }[] }[];
  readonly customDetails: Record<string, string>;
  readonly alertDetailsOverride: { alertDisplayNameFormat: string; alertDescriptionFormat: string };
}

export function seedIR(seed: Seed): Promise<RuleIR> {
  const text = readFileSync(new URL(`../../rules/${SEED_FILES[seed]}`, import.meta.url), 'utf8');
  const yaml = load(text) as SeedYaml;
  const period = yaml.queryPeriod === '1d' ? DAY : 600_000;
  const rule = ruleAround(yaml.query, {
    id: yaml.id,
    name: yaml.name,
    slug: seed === 'S1' ? 'suspicious-command-sent-to-ec2' : 'unauthorized-ec2-instance-setup-attempt',
    description: yaml.description,
    severity: yaml.severity,
    status: yaml.status,
    version: yaml.version,
    tactics: yaml.tactics,
    techniques: yaml.relevantTechniques,
    schedule: { frequency: period, period },
    entityMappings: yaml.entityMappings.map(({ entityType, fieldMappings }) => ({
      entityType,
      fieldMappings: fieldMappings.map(({ identifier, columnName }) => ({
        identifier,
        column: columnName,
        position: ORIGIN,
      })),
    })),
    customDetails: Object.entries(yaml.customDetails).map(([name, column]) => ({ name, column, position: ORIGIN })),
    alertDetails: {
      displayNameFormat: yaml.alertDetailsOverride.alertDisplayNameFormat,
      descriptionFormat: yaml.alertDetailsOverride.alertDescriptionFormat,
      severityColumn: null,
      tacticsColumn: null,
      dynamicProperties: [],
    },
  });
  return compiled(rule);
}

async function compiled(rule: Rule): Promise<RuleIR> {
  const { ir, diagnostics } = await compileRule(rule);
  if (ir === null) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'));
  return ir;
}
