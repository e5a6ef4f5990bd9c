import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LiteralHints } from '../../src/events/event-source.js';
import { literalFilter } from '../../src/events/literal-filter.js';

/** Whether a record of this text is read under these hints. */
function isRead(record: string | Buffer, hints: LiteralHints): boolean {
  const filter = literalFilter(hints);
  if (filter === null) return true;
  const before = Buffer.from('[{"x":1},');
  const bytes = Buffer.concat([before, Buffer.from(record as string), Buffer.from(',{"x":2}]')]);
  const end = bytes.length - ',{"x":2}]'.length;
  filter.reset(bytes);
  const horizon = filter.horizon(before.length);
  const mayMatch = filter.mayMatch(before.length, end);
  // What the horizon rules out must not match; the reverse may happen.
  if (end < horizon) expect(mayMatch).toBe(false);
  return mayMatch;
}

// prettier-ignore
const CASES: readonly { what: string; record: string | Buffer; hints: LiteralHints; read: boolean }[] = [
  { what: 'both literals', record: '{"a":"RunInstances","b":"Denied"}', hints: [['RunInstances', 'Denied']], read: true },
  { what: 'one of two', record: '{"a":"RunInstances"}', hints: [['RunInstances', 'Denied']], read: false },
  { what: 'one of two alternatives', record: '{"a":"Denied"}', hints: [['RunInstances'], ['Denied']], read: true },
  { what: 'none', record: '{"a":"b"}', hints: [['RunInstances'], ['Denied']], read: false },
  { what: 'another case', record: '{"a":"runinstances"}', hints: [['RunInstances']], read: false },
  { what: 'an alternative without literals', record: '{"a":"b"}', hints: [['RunInstances'], []], read: true },
  { what: 'no alternative', record: '{"a":"RunInstances"}', hints: [], read: false },
  { what: 'a key', record: '{"bucketName":1}', hints: [['bucketName']], read: true },
  { what: 'an escape for a letter', record: '{"a":"\\u0052unInstances"}', hints: [['RunInstances']], read: true },
  { what: 'the same in lower case digits', record: '{"a":"Insta\\u006ece"}', hints: [['Instance']], read: true },
  { what: 'an escape for another character', record: '{"a":"\\u003c\\u003e"}', hints: [['RunInstances']], read: false },
  { what: 'an escaped backslash before u', record: '{"a":"\\\\u0052unInstances"}', hints: [['RunInstances']], read: true },
  { what: 'a backslash as an escape', record: '{"a":"\\u005cu0052unInstances"}', hints: [['RunInstances']], read: true },
  { what: 'the u of an escape in a text as an escape', record: '{"a":"\\\\\\u00750052unInstances"}', hints: [['RunInstances']], read: true },
  { what: 'a malformed escape', record: '{"a":"\\u00zz"}', hints: [['RunInstances']], read: true },
  { what: 'a slash', record: '{"a":"user/bob"}', hints: [['user/bob']], read: true },
  { what: 'an escaped slash', record: '{"a":"user\\/bob"}', hints: [['user/bob']], read: true },
  { what: 'an escaped slash that no literal has', record: '{"a":"user\\/bob"}', hints: [['alice']], read: false },
  { what: 'text beyond ASCII', record: '{"a":"Zoë 😀"}', hints: [['Zoë 😀']], read: true },
  { what: 'text beyond ASCII, missing', record: '{"a":"Zoe"}', hints: [['Zoë']], read: false },
  { what: 'text beyond ASCII, escaped', record: '{"a":"Zo\\u00eb"}', hints: [['Zoë']], read: true },
  { what: 'a surrogate pair, escaped', record: '{"a":"\\ud83d\\ude00"}', hints: [['😀']], read: true },
  { what: 'a literal with a quote', record: '{"a":"b"}', hints: [['say "x"']], read: true },
  { what: 'a literal with a backslash', record: '{"a":"b"}', hints: [['C:\\x']], read: true },
  { what: 'a literal with a line feed', record: '{"a":"b"}', hints: [['x\ny']], read: true },
  { what: 'a literal with a lone surrogate', record: '{"a":"b"}', hints: [['x\ud83d']], read: true },
  { what: 'a literal with U+FFFD', record: Buffer.from('{"a":"x\xff"}', 'latin1'), hints: [['x\ufffd']], read: true },
  { what: 'the rest of such an alternative', record: '{"a":"b"}', hints: [['say "x"', 'RunInstances']], read: false },
  { what: 'a number written in another way', record: '{"a":1e3}', hints: [['1000']], read: true },
  { what: 'JSON that is spaced', record: '{"a":[ 22, 80 ]}', hints: [['[22,80]']], read: true },
  { what: 'a word of JSON', record: '{"a":{"b":1e400}}', hints: [['null']], read: true },
  { what: 'an empty literal', record: '{"a":"b"}', hints: [['']], read: true },
  { what: 'an address, which is no number', record: '{"a":"10.0.0.2"}', hints: [['10.0.0.1']], read: false },
  { what: 'more literals than pay', record: '{"a":"b"}', hints: Array.from({ length: 40 }, (_, n) => [`Action${n}`]), read: true },
  { what: 'many literals, few alternatives', record: '{"a":"b"}', hints: [Array.from({ length: 40 }, (_, n) => `Action${n}`)], read: false },
  { what: 'text of the records beside it', record: '{"a":"b"}', hints: [['"x"'], ['{"x":2}']], read: true },
];

describe('literalFilter', () => {
  it.each(CASES)('$what', ({ record, hints, read }) => {
    expect(isRead(record, hints)).toBe(read);
  });

  it('looks at one record only', () => {
    const filter = literalFilter([['Alpha', 'Beta']])!;
    const bytes = Buffer.from('["Alpha","Beta","Alpha Beta"]');
    filter.reset(bytes);
    expect(filter.horizon(1)).toBe(bytes.indexOf('Beta') + 4);
    expect(filter.mayMatch(1, 8)).toBe(false);
    expect(filter.mayMatch(9, 15)).toBe(false);
    expect(filter.mayMatch(16, 28)).toBe(true);
    expect(filter.horizon(28)).toBe(Infinity);
  });

  it('never skips a value that holds the literal, however JSON spells it', () => {
    const spellings = fc.array(fc.constantFrom('plain', 'escape', 'slash'), { minLength: 40, maxLength: 40 });
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    fc.assert(
      fc.property(text, text, text, spellings, fc.boolean(), (before, literal, after, ways, nested) => {
        const value = before + literal + after;
        const spell = (inner: string, offset: number): string =>
          [...inner.split('')].map((unit, at) => spellUnit(unit, ways[(at + offset) % ways.length]!)).join('');
        const record = nested ? `{"a":"${spell(`{"b":"${spell(value, 0)}"}`, 7)}"}` : `{"a":"${spell(value, 0)}"}`;
        const read = nested
          ? (JSON.parse((JSON.parse(record) as { a: string }).a) as { b: string }).b
          : (JSON.parse(record) as { a: string }).a;
        fc.pre(read === value);
        expect(isRead(record, [[literal]])).toBe(true);
      }),
      { numRuns: 1_000, seed: 1 },
    );
  });
});

/** One UTF-16 code unit as JSON may write it. */
function spellUnit(unit: string, way: string): string {
  if (way === 'escape') return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  if (way === 'slash' && unit === '/') return '\\/';
  // A half of a pair must stay beside its other half to be UTF-8, so it stays as an escape.
  return JSON.stringify(unit).slice(1, -1);
}
