import type { Value } from '../ir/value.js';
import { formatDateTime } from '../schema/datetime-text.js';

/** What stands in texts that must differ from scenario to scenario, so that no two meet or count together by chance. */
export const SCENARIO_MARK = 's000';
/** A range that is for tests, public to every address function: https://www.rfc-editor.org/rfc/rfc2544 */
export const SCENARIO_ADDRESS = '198.18.0.0';

const TICKS_PER_MINUTE = 600_000_000n;
const TICKS_PER_SECOND = 10_000_000n;

/** A time well within the window, at a full minute: what counts by minutes counts its copies together. */
export function baseTicks(now: bigint, start: bigint): bigint {
  const half = (now - start) / 2n;
  const before = now - (half < 25n * TICKS_PER_MINUTE ? half : 25n * TICKS_PER_MINUTE);
  return before - (before % TICKS_PER_MINUTE);
}

export const isoText = (ticks: bigint): string => formatDateTime(ticks).replace(/\.0+Z$/, 'Z');

/** An event ID that tells the leaf and the copy; the scenario's number is put in when it is written out. */
export const eventId = (leaf: number, copy = 0): string =>
  `00000000-0000-4000-8000-${String(leaf).padStart(4, '0')}${String(copy).padStart(8, '0')}`;

/** A record of a table before anything is asked of it: an ordinary call of an ordinary user, without errors. */
export function blankRecord(table: string, leaf: number, base: bigint): Record<string, unknown> {
  const make = BLANKS[table];
  if (make === undefined) throw new Error(`there is no blank record for the table ${table}`);
  return make(eventId(leaf), isoText(base + BigInt(leaf) * TICKS_PER_SECOND));
}

export const blankExternal = (): ReadonlyMap<string, Value> => new Map();

type Blank = (id: string, time: string) => Record<string, unknown>;

const BLANKS: Readonly<Record<string, Blank>> = {
  AWSCloudTrail: (eventID, eventTime) => ({
    eventVersion: '1.09',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLE-s000',
      arn: 'arn:aws:iam::111122223333:user/user-s000',
      accountId: '111122223333',
      accessKeyId: 'AKIAEXAMPLE-s000',
      userName: 'user-s000',
    },
    eventTime,
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeInstances',
    awsRegion: 'us-s000-1',
    sourceIPAddress: SCENARIO_ADDRESS,
    userAgent: 'aws-cli/2.15.0',
    requestParameters: null,
    responseElements: null,
    requestID: 'request-s000',
    eventID,
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
  }),
  AWSGuardDuty: (id, updatedAt) => ({
    schemaVersion: '2.0',
    accountId: '111122223333',
    region: 'us-east-1',
    partition: 'aws',
    id,
    arn: 'arn:aws:guardduty:us-east-1:111122223333:detector/example/finding/s000',
    type: 'UnauthorizedAccess:EC2/SSHBruteForce',
    resource: { resourceType: 'Instance' },
    service: { serviceName: 'guardduty', count: 1 },
    severity: 5,
    createdAt: updatedAt,
    updatedAt,
    title: 'Finding s000',
    description: 'An example finding',
  }),
};
