import type { LogRecord } from '../../../src/events/event-source.js';

/** Texts that a port gets wrong: case beyond ASCII, wildcards, quotes, ends of lines, borders of terms, broken JSON. */
export const TEXTS: readonly unknown[] = [
  undefined,
  null,
  '',
  'abc',
  'ABC',
  'a_b',
  'x-abc.d',
  'xabc',
  'abc\n',
  "o'brien -- */ ; %_*",
  'back\\slash "quoted"',
  'aKey K kelvin',
  '\u212aey \u212a kelvin',
  '\u0130stanbul',
  'É é',
  'a\u0000b\u2028c\u202e',
  'role:alice@corp.example',
  '😀abc😀',
  '{"a":{"b":1,"c":"x"},"e":[1,"two",{"k":"v"}],"n":null,"t":true,"s":"5","0":"zero"}',
  '{"a":1',
  '{"a":1}x',
  '["x",["y"],null]',
  '[]',
  '{}',
  '"text"',
  '5',
  'null',
  'true',
];

/** A record a text: in UserAgent as it is, in requestParameters inside documents. */
export const RECORDS: readonly LogRecord[] = TEXTS.map((text, at) => ({
  eventVersion: '1.10',
  eventTime: `2024-03-01T00:${String(at).padStart(2, '0')}:00Z`,
  eventID: `event-${String(at).padStart(2, '0')}`,
  eventName: at % 2 === 0 ? 'Even' : 'Odd',
  eventSource: 's3.amazonaws.com',
  userIdentity: at % 5 === 4 ? null : { type: 'IAMUser', arn: `arn:aws:iam::1:user/${at}`, principalId: text },
  ...(text === undefined ? {} : { userAgent: text }),
  errorMessage: at % 3 === 0 ? '' : at % 3 === 1 ? 'denied' : null,
  readOnly: [true, false, null, 'TRUE', 'maybe'][at % 5],
  requestParameters:
    at % 7 === 6
      ? null
      : { text, list: [text, { ARN: 'r' }], '0': at, number: at / 2, nested: { 'a b': text }, bag: { k: at } },
  resources: [
    undefined,
    null,
    [],
    [{ ARN: 'arn:x', accountId: '1' }],
    [
      { ARN: 'arn:accountid', type: 'AWS::S3::Bucket' },
      { accountId: '2', ARN: 'arn:y' },
    ],
  ][at % 5],
  recipientAccountId: '1',
}));
