import { gzipSync } from 'node:zlib';

/** A faulty log, the IDs of the records that are still read, and the diagnostics that it gives. */
export interface LogCase {
  readonly name: string;
  readonly content: string | Buffer;
  readonly records: readonly string[];
  readonly expected: readonly string[];
}

const RECORD = {
  eventVersion: '1.09',
  eventTime: '2024-05-01T11:55:00Z',
  eventSource: 'ec2.amazonaws.com',
  eventName: 'RunInstances',
  eventID: 'e1',
};
const record = (changes: object = {}): string => JSON.stringify({ ...RECORD, ...changes });
const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
const gzipped = gzipSync(
  `{"Records":[${Array.from({ length: 400 }, (_, n) => record({ eventID: `e${n}`, userAgent: String(Math.sin(n)) })).join(',')}]}`,
);

// prettier-ignore
export const LOG_CASES: readonly LogCase[] = [
  { name: 'a sound log', content: `{"Records":[${record()}]}`, records: ['e1'], expected: [] },
  { name: 'an empty file', content: '', records: [], expected: ['warning RP4004'] },
  { name: 'no JSON', content: 'hello\nworld\n', records: [], expected: ['error RP4017 1:1'] },
  { name: 'binary data', content: Buffer.from([0, 1, 2, 3, 255, 254, 0, 0]), records: [], expected: ['error RP4006'] },
  { name: 'a cut gzip that ends in its first record', content: gzipped.subarray(0, 60), records: [], expected: ['error RP4005'] },
  { name: 'a damaged gzip header', content: Buffer.concat([Buffer.from([0x1f, 0x8b, 0xff]), gzipped.subarray(3)]), records: [], expected: ['error RP4005'] },
  { name: 'JSON that breaks off after a record', content: `{"Records":[${record()},{"eventName":`, records: ['e1'], expected: ['error RP4009 1:148'] },
  { name: 'Records that is an object', content: '{"Records":{}}', records: [], expected: ['error RP4011 1:1'] },
  { name: 'records that are no objects', content: `{"Records":[1,"x",null,${record()},[]]}`, records: ['e1'], expected: ['error RP4010 1:13', 'error RP4010 1:15', 'error RP4010 1:19', 'error RP4010 1:159'] },
  { name: 'a broken record in the middle', content: `{"Records":[${record()},{"eventName":tru},${record({ eventID: 'e2' })}]}`, records: ['e1', 'e2'], expected: ['error RP4008 1:148'] },
  { name: 'a broken line among lines', content: `${record()}\n{"eventName":\n${record({ eventID: 'e2' })}\n`, records: ['e1', 'e2'], expected: ['error RP4008 2:1'] },
  { name: '__proto__ in a record', content: `[{"__proto__":{"eventName":"x"},"eventVersion":"1.09","eventTime":"2024-05-01T11:55:00Z","eventName":"RunInstances","eventSource":"ec2.amazonaws.com","eventID":"e1"}]`, records: ['e1'], expected: [] },
  { name: 'a record nested too deeply', content: `[${record({ eventID: 'e1' }).slice(0, -1)},"requestParameters":${deep(100_000)}},${record({ eventID: 'e2' })}]`, records: ['e2'], expected: ['error RP4015 1:2'] },
  { name: 'a text of 5 MB', content: `[${record({ userAgent: 'x'.repeat(5_000_000) })}]`, records: ['e1'], expected: [] },
  { name: 'JSON of something else', content: '{"hello":"world"}', records: [], expected: ['warning RP4012 1:1'] },
  { name: 'a digest file', content: '{"awsAccountId":"1","digestStartTime":"2024-05-01T11:00:00Z","digestEndTime":"2024-05-01T12:00:00Z","digestS3Bucket":"b","logFiles":[]}', records: [], expected: ['info RP4013 1:1'] },
  { name: 'UTF-16', content: Buffer.from('\ufeff' + record(), 'utf16le'), records: [], expected: ['error RP4007'] },
  { name: 'a byte order mark', content: '\ufeff' + record(), records: ['e1'], expected: [] },
  { name: 'invalid UTF-8 in a text', content: Buffer.concat([Buffer.from('[{"eventName":"'), Buffer.from([0xff, 0xfe]), Buffer.from('","eventTime":"2024-05-01T11:55:00Z","eventSource":"x","eventVersion":"1","eventID":"e1"}]')]), records: ['e1'], expected: ['warning RP4016 1:2'] },
  { name: 'a key twice', content: '[{"eventVersion":"1","eventSource":"x","eventTime":"2024-05-01T11:55:00Z","eventName":"a","eventName":"RunInstances","eventID":"e1"}]', records: ['e1'], expected: [] },
];
