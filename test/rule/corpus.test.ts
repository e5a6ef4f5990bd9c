import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readRules } from '../../src/rule/read.js';

const SEEDS = fileURLToPath(new URL('../../rules/', import.meta.url));
const CORPUS = fileURLToPath(new URL('../../../shared/corpus/aws/', import.meta.url));

const ownRules = readdirSync(SEEDS).filter((name) => name.endsWith('.yaml'));

describe('own rules', () => {
  it.each(ownRules)('%s is without fault', (name) => {
    const { rules, diagnostics } = readRules(readFileSync(SEEDS + name, 'utf8'), name);
    expect(diagnostics).toEqual([]);
    expect(rules).toHaveLength(1);
  });
});

/** The public rules lie beside some checkouts only. */
describe.skipIf(!existsSync(CORPUS))('public AWS rules (skipped where the corpus is absent)', () => {
  const files = ['analytic', 'hunting'].flatMap((folder) => {
    const path = `${CORPUS}${folder}/`;
    return existsSync(path) ? readdirSync(path).map((name) => path + name) : [];
  });
  const read = files.map((path) => {
    const text = readFileSync(path, 'utf8');
    return { text, ...readRules(text, path.split('/').at(-1) ?? path) };
  });

  it('loads each of the 78 files', () => {
    expect(read.map(({ rules }) => rules.length)).toEqual(Array.from({ length: 78 }, () => 1));
  });

  it('finds their faults and no others', () => {
    const found = read.flatMap(({ diagnostics }) =>
      diagnostics.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`),
    );
    expect(found).toEqual([
      'AWS_ConfigServiceResourceDeletion.yaml:53:3 RP1016',
      'AWS_GuardDuty_template.yaml:31:3 RP1052',
      'AWS_AssumeRoleBruteForce.yaml:11:5 RP1014',
      'AWS_FailedBruteForceWithoutMFA.yaml:11:5 RP1014',
      'AWS_ModificationofSubnetAttributes.yaml:11:5 RP1014',
      'AWS_PolicywithExcessivePermissions.yaml:11:5 RP1014',
      'AWS_RDSMasterPasswordChanged.yaml:11:5 RP1014',
      'AWS_STStoEC2.yaml:11:5 RP1014',
      'AWS_STStoLambda.yaml:11:5 RP1014',
    ]);
  });

  it('places every character of every query', () => {
    const misplaced: string[] = []; // an assertion for each of 150,000 characters would take seconds
    for (const { text, rules } of read) {
      const lines = text.replace('\ufeff', '').split(/\r\n|\n|\r/);
      for (const { query, source } of rules) {
        for (let offset = 0; offset < query.length; offset++) {
          const { line, column } = source.locate(offset);
          const there = lines[line - 1]?.charAt(column - 1);
          const isBreak = query.charAt(offset) === '\n' || (query.charAt(offset) === ' ' && there === '');
          if (!isBreak && there !== query.charAt(offset)) misplaced.push(`${source.file}:${line}:${column}`);
        }
      }
    }
    expect(misplaced).toEqual([]);
  });
});
