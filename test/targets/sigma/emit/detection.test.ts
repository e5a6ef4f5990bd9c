import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Condition, Detection, DetectionItem, Modifier } from '../../../../targets/sigma/document/model.js';
import { printCondition } from '../../../../targets/sigma/document/print.js';
import { snakeCase, toDetection } from '../../../../targets/sigma/emit/detection.js';
import { all, any, atom, not, type Formula } from '../../../../targets/sigma/logic/formula.js';

const is = (field: string, text: string, ...modifiers: Modifier[]): Formula =>
  atom(1, field, modifiers, { kind: 'pattern', parts: text === '' ? [] : [{ text }] });
const missing = (field: string): Formula => atom(1, field, [], { kind: 'null' });
const empty = (field: string): Formula => any([is(field, ''), missing(field)]);

const shape = ({ selections, condition }: Detection) => ({
  names: selections.map(
    ({ name, maps }) => `${name} ${maps.map((items) => `{${items.map(keys).join(' ')}}`).join('')}`,
  ),
  condition: printCondition(condition),
});
const keys = ({ field, modifiers, values }: DetectionItem): string =>
  `${[field, ...modifiers].join('|')}*${values.length}`;

describe('toDetection', () => {
  test.each<[string, Formula, string[], string]>([
    ['one test', is('a', 'x'), ['selection {a*1}'], 'selection'],
    ['tests of several fields', all([is('a', 'x'), is('b', 'y')]), ['selection {a*1 b*1}'], 'selection'],
    ['alternatives of one field', any([is('a', 'x'), is('a', 'y')]), ['selection {a*2}'], 'selection'],
    [
      'two parts of one text',
      all([is('a', 'x', 'contains'), is('a', 'y', 'contains')]),
      ['selection {a|contains|all*2}'],
      'selection',
    ],
    [
      'two lists of one field',
      all([any([is('a', 'x', 'contains'), is('a', 'y', 'contains')]), is('a', 'z', 'contains')]),
      ['selection_event {a|contains*2}', 'selection_a {a|contains*1}'],
      'selection_event and selection_a',
    ],
    [
      'nothing but an exclusion',
      not(is('a.errorCode', 'x')),
      ['filter_error_code {a.errorCode*1}'],
      'not filter_error_code',
    ],
    [
      'empty, never in a list with null',
      all([is('a', 'x'), empty('errorCode')]),
      ['selection_event {a*1}', 'selection_error_code_empty {errorCode*1}{errorCode*1}'],
      'selection_event and selection_error_code_empty',
    ],
    [
      'several exclusions',
      all([is('a', 'x'), not(empty('b')), not(is('c', 'y'))]),
      ['selection {a*1}', 'filter_b_empty {b*1}{b*1}', 'filter_c {c*1}'],
      'selection and not 1 of filter_*',
    ],
    [
      'many selections',
      all([is('a', 'x'), empty('b'), empty('c')]),
      ['selection_event {a*1}', 'selection_b_empty {b*1}{b*1}', 'selection_c_empty {c*1}{c*1}'],
      'all of selection_*',
    ],
    [
      'alternatives that are conditions themselves',
      any([all([is('a', 'x'), not(is('b', 'y'))]), is('c', 'z')]),
      ['option_a {a*1}', 'option_b {b*1}', 'option_c {c*1}'],
      '(option_a and not option_b) or option_c',
    ],
  ])('%s', (_title, formula, names, condition) => {
    expect(shape(toDetection(formula))).toEqual({ names, condition });
  });

  test('says what the formula says, whatever the tests say', () => {
    const tests = [
      is('a', 'x'),
      is('a', 'y'),
      is('a', 'x', 'contains'),
      is('a', 'y', 'contains'),
      is('b', ''),
      missing('b'),
      is('c', 'z', 'cased'),
    ];
    const { formula } = fc.letrec<{ formula: Formula }>((tie) => ({
      formula: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.constantFrom(...tests),
        tie('formula').map(not),
        fc.array(tie('formula'), { minLength: 2, maxLength: 3 }).map(all),
        fc.array(tie('formula'), { minLength: 2, maxLength: 3 }).map(any),
      ),
    }));
    const facts = fc.tuple(...tests.map(() => fc.boolean()));
    fc.assert(
      fc.property(formula, fc.array(facts, { minLength: 8, maxLength: 8 }), (given, rows) => {
        fc.pre(given.kind !== 'constant');
        const detection = toDetection(given);
        for (const row of rows) {
          const holds = new Map(tests.map(({ key }, position) => [key, row[position] === true]));
          expect(evaluate(detection, holds)).toBe(truth(given, holds));
        }
      }),
      { numRuns: 400, seed: 1 },
    );
  });
});

type Facts = ReadonlyMap<string, boolean>;

function truth(formula: Formula, facts: Facts): boolean {
  switch (formula.kind) {
    case 'constant':
      return formula.value;
    case 'atom':
      return facts.get(formula.key) === true;
    case 'not':
      return !truth(formula.of, facts);
    case 'and':
      return formula.of.every((operand) => truth(operand, facts));
    case 'or':
      return formula.of.some((operand) => truth(operand, facts));
    case 'threshold':
    case 'bounded':
      throw new Error('widen first');
  }
}

function evaluate({ selections, condition }: Detection, facts: Facts): boolean {
  const itemHolds = ({ field, modifiers, values }: DetectionItem): boolean => {
    const own = modifiers.filter((modifier) => modifier !== 'all');
    const each = values.map((value) => facts.get(atom(1, field, own, value).key) === true);
    return modifiers.includes('all') ? each.every(Boolean) : each.some(Boolean);
  };
  const selected = new Map(selections.map(({ name, maps }) => [name, maps.some((items) => items.every(itemHolds))]));
  const conditionHolds = (part: Condition): boolean => {
    switch (part.kind) {
      case 'name':
        if (!selected.has(part.name)) throw new Error(`no selection ${part.name}`);
        return selected.get(part.name) === true;
      case 'quantified': {
        const prefix = part.pattern.replace('*', '');
        const named = [...selected].filter(([name]) => name.startsWith(prefix)).map(([, value]) => value);
        return part.quantifier === 'all' ? named.every(Boolean) : named.some(Boolean);
      }
      case 'not':
        return !conditionHolds(part.of);
      case 'and':
        return part.of.every(conditionHolds);
      case 'or':
        return part.of.some(conditionHolds);
    }
  };
  return conditionHolds(condition);
}

test.each([
  ['outputS3BucketName', 'output_s3_bucket_name'],
  ['sourceIPAddress', 'source_ip_address'],
  ['eventID', 'event_id'],
  ['aws:SourceIp', 'aws_source_ip'],
  ['\u00e9', ''],
  ['not', 'not'],
])('snakeCase(%s)', (name, expected) => {
  expect(snakeCase(name)).toBe(expected);
});
