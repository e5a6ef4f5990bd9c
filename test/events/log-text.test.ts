import { describe, expect, it } from 'vitest';
import { ByteWindow } from '../../src/events/byte-window.js';
import { FaultLog } from '../../src/events/fault-log.js';
import { literalFilter } from '../../src/events/literal-filter.js';
import type { LiteralHints, LogRecord } from '../../src/events/event-source.js';
import { RecordParser } from '../../src/events/record-parser.js';

interface Outcome {
  readonly names: unknown[];
  readonly faults: string[];
}

interface Settings {
  readonly recordBytes?: number;
  readonly depth?: number;
  /** Bytes a window; the whole text when absent. */
  readonly window?: number;
  readonly hints?: LiteralHints;
}

/** Parses a text as a file would be: the names of its events, and its faults as `code line:column`. */
function parse(text: string | Buffer, settings: Settings = {}): Outcome {
  const { recordBytes = 1 << 20, depth = 20, hints } = settings;
  const bytes = Buffer.from(text as string);
  const faults = new FaultLog();
  const filter = hints === undefined ? null : literalFilter(hints);
  const parser = new RecordParser('log', { recordBytes, depth }, faults, filter);
  const records: LogRecord[] = [];
  const size = settings.window ?? bytes.length + 1;
  const window = new ByteWindow(size);
  for (let at = 0; at < bytes.length; at += size) {
    window.append(bytes.subarray(at, at + size));
    if (!window.isFull) continue;
    records.push(...parser.parse(window.bytes, false));
    window.consume(parser.consumed);
  }
  records.push(...parser.parse(window.bytes, true));
  const names = records.map((record) => record['eventName']);
  return {
    names,
    faults: faults.diagnostics.map(({ code, line, column }) => [code, `${line ?? ''}:${column ?? ''}`].join(' ')),
  };
}

const A = '{"eventName":"A"}';
const B = '{"eventName":"B"}';
const V = '{"eventVersion":"1.08","eventName":"V"}';
const PRETTY = JSON.stringify([{ eventName: 'A', resources: [{ x: 1 }] }, { eventName: 'B' }], null, 3);

// prettier-ignore
const CASES: readonly { what: string; text: string | Buffer; names: string; faults?: string[] }[] = [
  // Formats
  { what: 'CloudTrail file', text: `{"Records":[${A},${B}]}`, names: 'AB' },
  { what: 'CloudTrail file, spaced', text: `{ "Records" :\n [ ${A} ,\n ${B} ]\n}\n`, names: 'AB' },
  { what: 'CloudTrail file without records', text: '{"Records":[]}', names: '' },
  { what: 'other keys around Records', text: `{"a":{"Records":[1]},"Records":[${A}],"b":["]"]}`, names: 'A' },
  { what: 'Records as a value is no key', text: `{"a":"Records","Records":[${A}]}`, names: 'A' },
  { what: 'array', text: `[${A},${B}]`, names: 'AB' },
  { what: 'empty array', text: '[]', names: '' },
  { what: 'pretty array', text: PRETTY, names: 'AB' },
  { what: 'JSON Lines', text: `${A}\n${B}\n`, names: 'AB' },
  { what: 'JSON Lines with CRLF and empty lines', text: `${A}\r\n\r\n${B}`, names: 'AB' },
  { what: 'single record', text: A, names: 'A' },
  { what: 'pretty single record', text: JSON.stringify({ eventName: 'A', Records: undefined }, null, 2), names: 'A' },
  { what: 'concatenated', text: A + B, names: 'AB' },
  { what: 'concatenated CloudTrail files', text: `{"Records":[${A}]}{"Records":[${B}]}`, names: 'AB' },
  { what: 'concatenated pretty objects', text: `{\n "eventName": "A"\n}\n{\n "eventName": "B"\n}`, names: 'AB' },
  { what: 'mixed', text: `[${A}]\n${B}\n{"Records":[${A}]}`, names: 'ABA' },
  { what: 'byte order mark', text: `\ufeff${A}`, names: 'A' },
  { what: 'byte order marks of joined files', text: `\ufeff${A}\n\ufeff${B}`, names: 'AB' },
  { what: 'the same event twice', text: `${A}\n${A}`, names: 'AA' },
  { what: 'brackets, quotes and backslashes in strings', text: `[{"eventName":"A","x":"]}\\"\\\\"},${B}]`, names: 'AB' },
  { what: 'escaped line feed', text: `{"eventName":"A","x":"\\n"}\n${B}`, names: 'AB' },
  { what: 'record with eventTime only', text: '{"eventTime":"2024-01-01T00:00:00Z","eventName":"A"}', names: 'A' },
  { what: '__proto__ key', text: '{"__proto__":{"eventName":"X"},"eventName":"A"}', names: 'A' },

  // Not CloudTrail records
  { what: 'digest file', text: '{"digestStartTime":"x","logFiles":[{"s3Object":"a"}]}', names: '', faults: ['RP4013 1:1'] },
  { what: 'Insights', text: '{"Records":[{"eventTime":"x","insightDetails":{}},{"eventTime":"x","insightDetails":{}}]}', names: '', faults: ['RP4013 1:13'] },
  { what: 'other objects, reported once', text: `{"a":1}\n{"b":2}\n${A}`, names: 'A', faults: ['RP4012 1:1'] },
  { what: '__proto__ lends no event name', text: '{"__proto__":{"eventName":"X"}}', names: '', faults: ['RP4012 1:1'] },
  { what: 'an escaped key Records', text: `{"\\u0052ecords":[${A}]}`, names: '', faults: ['RP4012 1:1'] },

  // Faults
  { what: 'nothing', text: '', names: '', faults: ['RP4004 :'] },
  { what: 'white space', text: ' \n\t\r\n', names: '', faults: ['RP4004 :'] },
  { what: 'bare word in a record', text: `[${A},\n{"eventName": oops},\n${B}]`, names: 'AB', faults: ['RP4008 2:1'] },
  { what: 'broken line', text: `${A}\n{"eventName":"X"\n${B}\n${A}`, names: 'ABA', faults: ['RP4008 2:1'] },
  { what: 'line with a lost quote', text: `${A}\n{"eventName":"X}\n${B}`, names: 'AB', faults: ['RP4008 2:1'] },
  { what: 'lost bracket in a compact file', text: `{"Records":[${V},{"eventVersion":"1","x":{,${V},${V}]}`, names: 'VVV', faults: ['RP4008 1:53'] },
  { what: 'lost quote in a compact file', text: `{"Records":[${V},{"eventVersion":"1,${V},${V}]}`, names: 'VVV', faults: ['RP4008 1:53'] },
  { what: 'broken file before a whole one', text: `{"Records":[{"eventVersion":"1]}{"Records":[${A}]}`, names: 'A', faults: ['RP4008 1:13'] },
  { what: 'broken record in a pretty array', text: PRETTY.replace('"x": 1', '"x": "1'), names: 'B', faults: ['RP4008 2:4'] },
  { what: 'text between records', text: `[${A} oops ${B}]`, names: 'AB', faults: ['RP4017 1:20'] },
  { what: 'text before JSON', text: `# a comment {\n${A}`, names: 'A', faults: ['RP4017 1:1'] },
  { what: 'text before an array', text: `# a comment\n[${A}]`, names: 'A', faults: ['RP4017 1:1'] },
  { what: 'log lines around records', text: `10:00 INFO ${V}\n10:01 INFO ${V}\n`, names: 'VV', faults: ['RP4017 1:1'] },
  { what: 'no JSON at all', text: 'eventName,eventTime\nA,B\n', names: '', faults: ['RP4017 1:1'] },
  { what: 'a bracket too many', text: `${A}}\n${B}`, names: 'AB', faults: ['RP4017 1:18'] },
  { what: 'scalars for records', text: `[1, "a", null, true, [${A}], ${A}]`, names: 'A', faults: ['RP4010 1:2', 'RP4010 1:5', 'RP4010 1:10', 'RP4010 1:16', 'RP4010 1:22'] },
  { what: 'scalar lines', text: `null\n${A}\n-1.5e3\n`, names: 'A', faults: ['RP4010 1:1', 'RP4010 3:1'] },
  { what: 'Records that is no array', text: `{"Records":{"eventName":"X"}}\n${A}`, names: 'A', faults: ['RP4011 1:1'] },
  { what: 'Records that is null', text: '{"Records":null}', names: '', faults: ['RP4011 1:1'] },
  { what: 'cut in a record', text: `{"Records":[${A},\n{"eventName":"B","x":{"y"`, names: 'A', faults: ['RP4009 2:1'] },
  { what: 'cut in a string', text: `[${A},{"eventName":"B`, names: 'A', faults: ['RP4009 1:20'] },
  { what: 'cut behind a record', text: `{"Records":[${A},`, names: 'A', faults: ['RP4009 1:31'] },
  { what: 'cut behind the array', text: `{"Records":[${A}]`, names: 'A', faults: ['RP4009 1:31'] },
  { what: 'cut behind a backslash', text: `${A}\n{"eventName":"\\`, names: 'A', faults: ['RP4009 2:1'] },
  { what: 'cut in the key', text: '{"Records"', names: '', faults: ['RP4009 1:1'] },
  { what: 'nested too deep', text: `[${A},{"eventName":"X","x":${'['.repeat(20)}${']'.repeat(20)}},${B}]`, names: 'AB', faults: ['RP4015 1:20'] },
  { what: 'just deep enough', text: `{"eventName":"A","x":${'['.repeat(19)}${']'.repeat(19)}}`, names: 'A' },
  { what: 'invalid UTF-8', text: Buffer.from('{"eventName":"A","x":"\xff"}', 'latin1'), names: 'A', faults: ['RP4016 1:1'] },
  { what: 'U+FFFD itself', text: '{"eventName":"A","x":"\ufffd"}', names: 'A' },
  { what: 'columns are UTF-16 code units', text: `{"eventName":"A","x":"é€😀"} {"eventName": x}`, names: 'A', faults: ['RP4008 1:30'] },
];

describe('a log file', () => {
  it.each(CASES)('$what', ({ text, names, faults = [] }) => {
    expect(parse(text)).toEqual({ names: [...names], faults });
  });

  it.each(CASES)('$what, however it is cut into windows', ({ text, names, faults = [] }) => {
    for (const window of [1, 2, 3, 5, 7, 16, 31, 64]) {
      const outcome = parse(text, { window });
      expect(outcome.names).toEqual([...names]);
      // A fault's column may be out of memory by then, its line is not; what comes later in the file may not be in it yet.
      const lines = (list: readonly string[]): string[] => list.map((fault) => fault.replace(/:\d*$/, ''));
      expect(lines(outcome.faults)).toEqual(lines(faults));
    }
  });

  it.each(CASES)('$what, with a hint that every event has', ({ text, names }) => {
    expect(parse(text, { hints: [['eventName']] }).names).toEqual([...names]);
  });

  it('skips a record beyond the limit and goes on', () => {
    const large = `{"eventName":"X","x":"${'x'.repeat(500)}"}`;
    for (const text of [`${A}\n${large}\n${B}`, `[${A},\n${large},\n${B}]`]) {
      expect(parse(text, { recordBytes: 300, window: 64 })).toEqual({ names: ['A', 'B'], faults: ['RP4014 2:1'] });
    }
  });

  it('lists a bounded number of faults', () => {
    const { names, faults } = parse(`{"eventName":}\n`.repeat(1000) + A);
    expect(names).toEqual(['A']);
    expect(faults).toHaveLength(21);
    expect(faults.at(-1)).toBe('RP4019 :');
  });

  it.each([
    { what: 'openings', text: '{"eventVersion"'.repeat(200_000), last: 'RP4018' },
    { what: 'broken lines', text: '{x}\n'.repeat(500_000), last: 'RP4018' },
    { what: 'brackets', text: '{"a":['.repeat(500_000), last: 'RP4009' },
    { what: 'words', text: `[${'x '.repeat(1_000_000)}]`, last: 'RP4017' },
  ])('bounds the time that a file of $what takes', ({ text, last }) => {
    const { names, faults } = parse(text, { recordBytes: 32 << 20 });
    expect(names).toEqual([]);
    expect(faults.at(-1)).toMatch(last);
  });
});
