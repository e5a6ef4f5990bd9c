import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../../src/rule/duration.js';
import { slugOf, uniqueSlugs } from '../../src/rule/slug.js';
import { editDistance, suggestion } from '../../src/rule/suggestion.js';

describe('parseDuration', () => {
  it.each([
    ['5m', 300_000],
    ['24h', 86_400_000],
    ['14d', 1_209_600_000],
    ['PT5M', 300_000],
    ['PT1H', 3_600_000],
    ['P14D', 1_209_600_000],
    ['P2DT1H30M', 178_200_000],
    ['PT90S', 90_000],
    ['PT0.5S', 500],
    ['00:05:00', 300_000],
    ['1.00:00:00', 86_400_000],
    ['14.00:00', 1_209_600_000],
    ['00:00:01.5000000', 1_500],
  ])('%s', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each([
    '',
    '5',
    '5s',
    '1w',
    '1.5h',
    'm',
    '-5m',
    'P',
    'PT',
    'P1DT',
    'P1M',
    'P1Y',
    'PT5m',
    '24:00:00',
    '00:60:00',
    '1:2:3:4',
    `${'9'.repeat(400)}d`,
  ])('refuses %.20j', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it.each([
    [300_000, '5m'],
    [3_600_000, '1h'],
    [1_209_600_000, '14d'],
  ])('%d is written %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe('slugOf', () => {
  it.each([
    ['AWSCloudTrail - Suspicious command sent to EC2', 'suspicious-command-sent-to-ec2'],
    ['NRT - Something', 'nrt-something'],
    ['AWSCloudTrail', 'awscloudtrail'],
    ['AWSCloudTrail - ', 'awscloudtrail'],
    ['AWSCloudTrail - ../../x', 'x'],
    ['../../etc/passwd', 'etc-passwd'],
    ['C:\\Windows\\..', 'c-windows'],
    ['CON', 'rule-con'],
    ['aws: lpt1', 'aws-lpt1'],
    ['com1', 'rule-com1'],
    ['Zugriff über Straße', 'zugriff-uber-stra-e'],
    ['ﬁle №1', 'file-no1'],
    ['', 'an-id'],
    ['🔥🔥', 'an-id'],
    ['-', 'an-id'],
    ['a'.repeat(300), 'a'.repeat(80)],
    [`${'a'.repeat(79)} b`, 'a'.repeat(79)],
    ['x\u0000\u001b[2J\n"; rm', 'x-2j-rm'],
    ['__proto__', 'proto'],
  ])('%.40j', (name, slug) => {
    expect(slugOf(name, 'an id', ['AWSCloudTrail'])).toBe(slug);
  });

  it('is never empty', () => {
    expect(slugOf('🔥', '🔥')).toBe('rule');
  });

  it('is a safe name whatever the rule is called', () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(text, text, (name, id) => {
        expect(slugOf(name, id)).toMatch(/^(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z0-9](?:[a-z0-9-]{0,83}[a-z0-9])?$/);
      }),
      { seed: 1 },
    );
  });
});

describe('uniqueSlugs', () => {
  it.each([
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [
      ['a', 'a', 'a'],
      ['a', 'a-2', 'a-3'],
    ],
    [
      ['a', 'a', 'a-2', 'a-2'],
      ['a', 'a-3', 'a-2', 'a-2-2'],
    ],
    [[], []],
  ])('%j', (slugs, expected) => {
    expect(uniqueSlugs(slugs.map((slug) => ({ slug }))).map(({ slug }) => slug)).toEqual(expected);
  });

  it('gives names that differ, and is fast with many', () => {
    const rules = Array.from({ length: 20_000 }, (_, index) => ({ slug: index % 2 === 0 ? 'a' : 'b' }));
    expect(new Set(uniqueSlugs(rules).map(({ slug }) => slug)).size).toBe(rules.length);
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'a-2', 'a-3', 'a-2-2', 'b')), (slugs) => {
        const unique = uniqueSlugs(slugs.map((slug) => ({ slug }))).map(({ slug }) => slug);
        expect(new Set(unique).size).toBe(slugs.length);
      }),
      { seed: 1 },
    );
  });
});

describe('suggestion', () => {
  const KEYS = ['queryFrequency', 'query', 'severity', 'tactics', 'id', 'columnName'];
  it.each([
    ['severty', 'severity'],
    ['Query', 'query'],
    ['quary', 'query'],
    ['tatcics', 'tactics'],
    ['queryFreq', 'queryFrequency'],
    ['column', 'columnName'],
    ['query', 'queryFrequency'],
    ['xyz', null],
    ['', null],
    ['q'.repeat(10_000), null],
  ])('%.20s', (text, expected) => {
    expect(suggestion(text, KEYS)).toBe(expected);
  });

  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
  ])('distance of %j and %j', (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance);
    expect(editDistance(to, from)).toBe(distance);
  });
});
