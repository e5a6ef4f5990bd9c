import type { Difference } from '../support/sigma-judge.js';

const CASE = 'it compares the fields of group-by without case, which the specification leaves open and RP3060 tells of';

/** Where the sqlite backend flags other events, and why it is not our engine that is wrong. */
export const DIFFERENCES: readonly Difference[] = [
  {
    run: 'suspicious-command-sent-to-ec2: the bucket in another case',
    why: CASE,
    flagged: { 'AWSCloudTrail - Suspicious command sent to EC2 - Paired by Output S3 Bucket Name': ['c1', 'u1'] },
  },
];
