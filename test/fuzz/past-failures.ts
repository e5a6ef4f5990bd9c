/** A query and records on which an engine once disagreed; each is run before anything random is. */
export interface PastFailure {
  readonly query: string;
  readonly records: readonly Record<string, unknown>[];
}

/** Records in short: what every event has is put in. */
const event = (fields: Record<string, unknown> = {}): Record<string, unknown> => ({
  eventID: 'e0',
  eventTime: '2024-05-01T10:00:00Z',
  eventName: 'a',
  eventSource: 's3.amazonaws.com',
  eventVersion: '1.09',
  eventType: 'AwsApiCall',
  awsRegion: 'us-east-1',
  ...fields,
});

const TRAIL = 'AWSCloudTrail | project s0 = EventName, s1 = UserAgent, b0 = ReadOnly';

const NUMBERS =
  'AWSCloudTrail | project s0 = EventName, n0 = tolong(parse_json(RequestParameters).n), r0 = _BilledSize';

export const PAST_FAILURES: readonly PastFailure[] = [
  {
    query: `${TRAIL} | join kind=innerunique (${TRAIL} | where b0) on s0 | project s0, s1, b0 | where b0`,
    records: [],
  },
  {
    query: 'AWSCloudTrail | project d0 = parse_json(RequestParameters).a',
    records: [event({ requestParameters: { a: '{"a":1}' } })],
  },
  // Of two nulls neither `==` nor `!=` is true.
  { query: `${NUMBERS} | where n0 != n0`, records: [event()] },
  { query: `${NUMBERS} | where r0 != n0`, records: [event()] },
  {
    query: `${NUMBERS} | extend same = real(null) == n0`,
    records: [event(), event({ eventID: 'e1', requestParameters: { n: 1 } })],
  },
  // A union of unions is in the order of both.
  {
    query: `${TRAIL} | union (${TRAIL}) | union (${TRAIL}) | summarize (m, s1) = arg_max(1, s1) by s0 | project s0, m, s1`,
    records: [event({ userAgent: 'x' })],
  },
  // Of what an aggregate picked, the last element.
  {
    query:
      'AWSCloudTrail | summarize (m, d0) = arg_min(strlen(EventName), parse_json(RequestParameters).a) by UserAgent | project d0 = d0[-1]',
    records: [event({ requestParameters: { a: ['x', 'y'] } }), event({ eventID: 'e1', userAgent: 'x' })],
  },
  // Texts of objects in a multivalue field show the same as the objects.
  {
    query: 'AWSCloudTrail | summarize d0 = make_set(parse_json(ResponseElements)) by s0 = EventName',
    records: [event({ responseElements: { b: false, n: null } })],
  },
  // Positions and lengths beyond 32 bits, a separator that each row has of its own, sums beyond what a double tells apart.
  {
    query: `${NUMBERS} | project s = substring("abc", n0, 3)`,
    records: [event({ requestParameters: { n: 900719925474099 } })],
  },
  {
    query: 'AWSCloudTrail | project s = strcat_array(split(UserAgent, ","), EventName)',
    records: [event({ userAgent: 'x,y,z' })],
  },
  {
    query: 'AWSCloudTrail | summarize r = avg(9007199254740991) by EventName',
    records: [0, 1, 2, 3, 4].map((n) => event({ eventID: `e${n}` })),
  },
  // Of a list Sigma sees the elements and not the JSON around them.
  {
    query: 'AWSCloudTrail | where tostring(parse_json(RequestParameters).a) contains ","',
    records: [event({ requestParameters: { a: ['x', 'y'] } })],
  },
  {
    query: 'AWSCloudTrail | where tostring(parse_json(RequestParameters).a) matches regex "x*"',
    records: [event({ requestParameters: { a: [] } })],
  },
  // An element that is no string is empty as one; a time is no size.
  {
    query:
      'AWSCloudTrail | summarize d0 = make_set(parse_json(ResponseElements)) by EventName | mv-expand d0 to typeof(string) | project d0',
    records: [event({ responseElements: { a: 100 } })],
  },
  { query: 'AWSCloudTrail | project t = bin(datetime(2024-02-29), datetime(2024-02-29))', records: [event()] },
  // A set with a number and its text.
  {
    query: 'AWSCloudTrail | summarize d0 = make_set(parse_json(RequestParameters).a) by EventName',
    records: [event({ requestParameters: { a: [0] } }), event({ eventID: 'e1', requestParameters: { a: ['0'] } })],
  },
  {
    query: 'AWSCloudTrail | summarize d0 = make_set(parse_json(RequestParameters).a) by EventName',
    records: [event({ requestParameters: { a: ['0'] } }), event({ eventID: 'e1', requestParameters: { a: [0] } })],
  },
  // A constant text is read as what it is, whatever the texts of events are.
  { query: 'AWSCloudTrail | extend s = "2024-05-01" | project t = todatetime(s)', records: [event()] },
  { query: 'AWSCloudTrail | extend s = "no time" | project t = todatetime(s)', records: [event()] },
  // NaN is neither less nor more.
  {
    query: `${NUMBERS} | summarize r = avg(n0) by s0 | project less = r < 1, more = r >= 1, none = not(r > 1)`,
    records: [event()],
  },
  // A text that is no JSON, read as JSON twice.
  {
    query: 'AWSCloudTrail | project d = parse_json(tostring(parse_json(UserAgent)))[0]',
    records: [event({ userAgent: 'a,b,c' })],
  },
  // A null that has only a type.
  {
    query: 'AWSCloudTrail | extend n = long(null) | sort by TimeGenerated asc | project n = prev(n, 2, 0)',
    records: [event()],
  },
  // No text is null, so that a null differs from the empty one.
  {
    query: 'AWSCloudTrail | project s0 = ErrorCode | where dynamic(null) != s0 | where dynamic(null) != "x"',
    records: [event()],
  },
  // A side of a join of which no column is read.
  {
    query:
      'AWSCloudTrail | union (AWSCloudTrail | where ReadOnly) | extend s1 = "x" | join kind=rightanti (AWSCloudTrail | project s1 = UserAgent) on s1 | project s1',
    records: [event({ userAgent: 'x' }), event({ eventID: 'e1', userAgent: 'y' })],
  },
  // Rows without a partner have an order too.
  {
    query: `AWSCloudTrail | summarize n = count() by s0 = ErrorCode | join kind=fullouter (${TRAIL}) on s0 | summarize (m, n) = arg_max(1, n) by s0`,
    records: [event()],
  },
];
