/** A query and records on which an engine once disagreed; each is run before anything random is. */
export interface PastFailure {
  readonly query: string;
  readonly records: readonly Record<string, unknown>[];
  /** Engines that still disagree: each is a fault to mend, and the line that says so has to go with it. */
  readonly open?: readonly string[];
}

/** Records in short: an event ID and a time are put in where there is none. */
const event = (fields: Record<string, unknown>): Record<string, unknown> => ({
  eventID: 'e0',
  eventTime: '2024-05-01T10:00:00Z',
  eventName: 'a',
  eventSource: 's3.amazonaws.com',
  eventVersion: '1.09',
  eventType: 'AwsApiCall',
  awsRegion: 'us-east-1',
  ...fields,
});

export const PAST_FAILURES: readonly PastFailure[] = [
  { query: 'AWSCloudTrail | project EventName', records: [event({})] },
];
