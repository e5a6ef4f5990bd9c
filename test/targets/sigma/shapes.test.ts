import { describe, expect, test } from 'vitest';
import { convert } from '../../../targets/sigma/convert.js';
import { irOf } from '../../support/seeds.js';
import { runBoth } from './support/run-both.js';

/**
 * Parameters of shapes that AWS does not document: lists on the way, lists in the place of values, numbers in texts. A reason
 * says where Sigma takes more of them than the query, an assumption where it takes fewer.
 */

type Outcome = 'both' | 'neither' | 'Sigma alone' | 'the query alone';
type Case = readonly [predicate: string, parameters: unknown, flaggedBy: Outcome];

const P = 'parse_json(RequestParameters)';

// prettier-ignore
const LISTS: readonly Case[] = [
  [`tostring(${P}.a) == "x"`, { a: 'x' }, 'both'],
  [`tostring(${P}.a) == "x"`, { a: ['x'] }, 'Sigma alone'],
  [`tostring(${P}.a) == "x"`, [{ a: 'x' }], 'Sigma alone'],
  [`tostring(${P}.a.b) == "x"`, { a: [{ b: 'x' }] }, 'Sigma alone'],
  [`tostring(${P}.a) contains "x"`, { a: ['x'] }, 'both'],
  [`tostring(${P}.a) contains "x"`, [{ a: 'x' }], 'Sigma alone'],
  [`isnotempty(tostring(${P}.a))`, [{ a: 'x' }], 'Sigma alone'],
  [`isnotempty(tostring(${P}.a))`, { a: ['x'] }, 'both'],
  [`isnotempty(tostring(${P}.a))`, { a: [] }, 'both'],
  [`isempty(tostring(${P}.a))`, { a: [''] }, 'Sigma alone'],
  [`isempty(tostring(${P}.a.b))`, { a: [{ b: 'x' }] }, 'the query alone'],
  [`EventName == "A" and tostring(${P}.a) != "x"`, { a: ['y'] }, 'both'],
  [`EventName == "A" and tostring(${P}.a) != "x"`, { a: ['x'] }, 'the query alone'],
  ['RequestParameters contains "x"', [{ a: 'x' }], 'both'],
  ['RequestParameters has "x"', [{ a: 'x' }], 'both'],
  ['RequestParameters endswith "}"', [{ a: 'x' }], 'Sigma alone'],
];

// prettier-ignore
const NUMBERS: readonly Case[] = [
  [`toint(${P}.n) > 0`, { n: 1 }, 'both'],
  [`toint(${P}.n) > 0`, { n: 0.5 }, 'neither'],
  [`toint(${P}.n) > 0`, { n: '1' }, 'both'],
  [`toint(${P}.n) > 0`, { n: '1.5' }, 'Sigma alone'],
  [`toint(${P}.n) > 0`, { n: 1e21 }, 'Sigma alone'],
  [`toint(${P}.n) > 0`, { n: true }, 'both'],
  [`toint(${P}.n) > 0`, { n: false }, 'neither'],
  [`toint(${P}.n) > 0`, { n: 'true' }, 'Sigma alone'],
  [`toint(${P}.n) > 0`, { n: '+1' }, 'the query alone'],
  [`toint(${P}.n) > 0`, { n: [1] }, 'Sigma alone'],
  [`toint(${P}.n) > 0`, { n: null }, 'neither'],
  [`toint(${P}.n) > 0`, { n: {} }, 'neither'],
  [`toint(${P}.n) < 1`, { n: false }, 'both'],
  [`toint(${P}.n) <= 1`, { n: true }, 'both'],
  [`toint(${P}.n) == 1`, { n: true }, 'both'],
  [`toint(${P}.n) == 1`, { n: 1.5 }, 'both'],
  [`toint(${P}.n) == 0`, { n: false }, 'both'],
  [`toint(${P}.n) == 2`, { n: true }, 'neither'],
  [`toint(tostring(${P}.n)) == 1`, { n: true }, 'neither'],
  [`tolong(${P}.n) >= 3000000000`, { n: 3e9 }, 'both'],
  [`todouble(${P}.n) > 0.5`, { n: '0.75' }, 'both'],
  [`todouble(${P}.n) > 0.5`, { n: true }, 'both'],
  [`todouble(${P}.n) == 22`, { n: '22.0' }, 'both'],
  [`toint(${P}.n) != 1 and EventName == "A"`, { n: 2 }, 'both'],
  [`toint(${P}.n) != 1 and EventName == "A"`, { n: true }, 'neither'],
  [`toint(${P}.n) != 1 and EventName == "A"`, { n: '1.5' }, 'the query alone'],
];

// prettier-ignore
const MISSING: readonly Case[] = [
  [`mv-expand i = ${P}.list | where isempty(tostring(i.k)) and EventName == "A"`, {}, 'both'],
  [`mv-expand i = ${P}.list | where isempty(tostring(i.k)) and EventName == "A"`, { list: [] }, 'Sigma alone'],
  [`mv-expand i = parse_json(tostring(${P}.list)) | where isempty(tostring(parse_json(i).k)) and EventName == "A"`, {}, 'both'],
  [`mv-expand i = parse_json(tostring(${P}.list)) | where isempty(tostring(parse_json(i).k)) and EventName == "A"`, { list: '[{}]' }, 'both'],
  [`mv-expand i = parse_json(tostring(${P}.list)) | where isempty(tostring(parse_json(i).k)) and EventName == "A"`, { list: '[]' }, 'Sigma alone'],
];

const ofPredicate = ([predicate, ...rest]: Case): Case => [`where ${predicate}`, ...rest];

describe.each([...LISTS.map(ofPredicate), ...NUMBERS.map(ofPredicate), ...MISSING])(
  '%s of %j',
  (kql, requestParameters, flaggedBy) => {
    test(`is flagged by ${flaggedBy}`, async () => {
      const ir = await irOf(`AWSCloudTrail | ${kql}`);
      const conversion = convert(ir, {});
      const record = { eventID: 'e', eventName: 'A', eventTime: '2026-01-01T12:00:00Z', requestParameters };
      const { expected, found } = await runBoth(ir, conversion, [record]);
      const outcome =
        expected.length > 0
          ? found.length > 0
            ? 'both'
            : 'the query alone'
          : found.length > 0
            ? 'Sigma alone'
            : 'neither';
      expect(outcome).toBe(flaggedBy);
      if (outcome === 'Sigma alone') expect(conversion.fidelity).toBe('broader');
      if (outcome === 'the query alone')
        expect(conversion.assumptions.map(({ code }) => code)).toContain(
          ASSUMED[kql.includes('toint') ? 'number' : 'list'],
        );
    });
  },
);

const ASSUMED = { list: 'RP3052', number: 'RP3057' };
