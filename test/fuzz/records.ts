import fc from 'fast-check';

const text = fc.constantFrom(
  '',
  'a',
  'A',
  'Get',
  'GetObject',
  'x y-z',
  'a,b,c',
  '10.1.2.3',
  '192.168.0.1',
  'é',
  '0',
  '12',
  'arn:aws:iam::1:user/a',
  '2024-05-01T11:00:00Z',
  '[1,2]',
  '{"a":1}',
  'a/b.c?d=e&f=%41',
);
/** The most digits that every engine keeps: SPL rests on it (RP3163), and sums of five stay whole in a double. */
const LARGE = 900719925474099;
const scalar = fc.oneof(text, fc.constantFrom(0, 1, -1, 1.5, 100, LARGE), fc.boolean(), fc.constant(null));
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom('a', 'b'), scalar, { maxKeys: 2 }),
);
const object = fc.record(
  { a: value, b: value, n: fc.oneof(fc.integer({ min: -5, max: 20 }), scalar) },
  { requiredKeys: [] },
);
const maybe = <T>(each: fc.Arbitrary<T>) => fc.option(each, { freq: 5, nil: undefined });
const time = fc
  .integer({ min: 0, max: 7200 })
  .map((seconds) => new Date(Date.UTC(2024, 4, 1, 10) + seconds * 1000).toISOString().replace('.000Z', 'Z'));

/** Records in CloudTrail's documented shape, from few values, so that keys meet and counts rise. */
const record = fc.record({
  eventTime: time,
  eventName: text,
  eventSource: fc.constantFrom('s3.amazonaws.com', 'ec2.amazonaws.com'),
  awsRegion: fc.constantFrom('us-east-1', 'eu-west-1'),
  sourceIPAddress: text,
  userAgent: text,
  errorCode: maybe(text),
  readOnly: maybe(fc.boolean()),
  requestParameters: fc.oneof(object, fc.constant(null)),
  responseElements: fc.oneof(object, fc.constant(null)),
  userIdentity: fc.record({
    type: fc.constantFrom('IAMUser', 'Root'),
    arn: text,
    sessionContext: maybe(
      fc.record({ attributes: fc.record({ mfaAuthenticated: fc.constantFrom('true', 'false'), creationDate: time }) }),
    ),
  }),
  eventType: fc.constant('AwsApiCall'),
  eventVersion: fc.constant('1.09'),
});

export const records: fc.Arbitrary<Record<string, unknown>[]> = fc
  .array(record, { minLength: 12, maxLength: 24 })
  .map((list) =>
    list.map(
      (each, index) =>
        JSON.parse(JSON.stringify({ eventID: `e${String(index).padStart(3, '0')}`, ...each })) as Record<
          string,
          unknown
        >,
    ),
  );
