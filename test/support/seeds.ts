import { readFileSync } from 'node:fs';
import { compileRule } from '../../src/compile.js';
import type { RuleIR } from '../../src/ir/rule-ir.js';
import { bareRule } from '../../src/rule/bare-rule.js';
import type { Rule } from '../../src/rule/model.js';
import { readRules } from '../../src/rule/read.js';

/** The two rules that the project was created from: S1 is a self-join, S2 a plain filter. */
export const SEED_FILES = {
  S1: 'AWS_SuspiciousCommandEC2.yaml',
  S2: 'AWS_UnauthorizedInstanceSetUpAttempt.yaml',
} as const;
export type Seed = keyof typeof SEED_FILES;

const DAY = 86_400_000;

/** A rule around a bare query, for tests of everything that comes after the rule formats. */
export const ruleAround = (query: string, fields: Partial<Rule> = {}): Rule => ({
  ...bareRule(query),
  kind: 'Scheduled',
  id: '00000000-0000-4000-8000-000000000001',
  name: 'Test rule',
  slug: 'test-rule',
  description: 'A rule of the tests',
  severity: 'Medium',
  version: '1.0.0',
  tactics: ['Execution'],
  techniques: ['T1651'],
  schedule: { frequency: DAY, period: DAY },
  ...fields,
});

/** The IR of a bare query; throws with the diagnostics when it does not compile. */
export const irOf = (query: string, fields: Partial<Rule> = {}): Promise<RuleIR> => compiled(ruleAround(query, fields));

export function seedIR(seed: Seed): Promise<RuleIR> {
  const text = readFileSync(new URL(`../../rules/${SEED_FILES[seed]}`, import.meta.url), 'utf8');
  const [rule] = readRules(text, SEED_FILES[seed]).rules;
  if (rule === undefined) throw new Error(`${SEED_FILES[seed]} holds no rule`);
  return compiled(rule);
}

async function compiled(rule: Rule): Promise<RuleIR> {
  const { ir, diagnostics } = await compileRule(rule);
  if (ir === null) throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join('\n'));
  return ir;
}
