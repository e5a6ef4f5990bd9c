import {
  EMPTY_LIST,
  NO_NUMBER,
  LISTED_OR_RECASED,
  ODD_ADDRESS,
  RECASED_PRINCIPAL,
  ZERO,
} from '../support/record-shapes.js';
import type { Differences } from '../support/sigma-judge.js';

/** Where the sqlite backend flags other events, or fails, and why it is not our engine that is wrong. */
// prettier-ignore
export const DIFFERENCES: Differences = {
  "names of SQLite's columns have no case": [
    ['General: field names are exact', 'record-0 record-1'],
  ],
  'an empty list is nothing in a flat table': [
    ['Special Field Values: null is null or missing', 'record-0 record-1 record-2 record-8'],
    ['aws-security-group-left-open-to-the-world.yml over events made for it', { only: EMPTY_LIST }],
    ['creation-of-crud-dynamodb-policy-and-then-privilege-escalation.yml over events made for it', { only: EMPTY_LIST }],
    ['creation-of-new-crud-iam-policy-and-then-privilege-escalation.yml over events made for it', { only: EMPTY_LIST }],
    ['creation-of-crud-kms-policy-and-then-privilege-escalation.yml over events made for it', { only: EMPTY_LIST }],
    ['created-crud-s3-policy-and-then-privilege-escalation.yml over events made for it', { only: EMPTY_LIST }],
    ['creation-of-crud-lambda-policy-and-then-privilege-escalation.yml over events made for it', { only: EMPTY_LIST }],
    ['cloudformation-policy-created-than-used-for-privilege-escalation.yml over events made for it', { only: EMPTY_LIST }],
    ['creation-of-datapipeline-policy-and-than-privilege-escalation.yml over events made for it', { only: EMPTY_LIST }],
    ['creation-of-ec2-policy-and-than-privilege-escalation.yml over events made for it', { only: EMPTY_LIST }],
    ['creation-of-glue-policy-and-then-privilege-escalation.yml over events made for it', { only: EMPTY_LIST }],
    ['creation-of-lambda-policy-and-then-privilege-escalation.yml over events made for it', { only: EMPTY_LIST }],
    ['creation-of-ssm-policy-and-then-privilege-escalation.yml over events made for it', { only: EMPTY_LIST }],
  ],
  'how a number is written in the rule is lost, or it is too large for SQLite': [
    ['Types (YAML 1.2, and "all values are treated as … strings"): a fraction', 'record-0 record-1'],
    ['Types (YAML 1.2, and "all values are treated as … strings"): a hexadecimal number', 'record-0 record-1'],
    ['Types (YAML 1.2, and "all values are treated as … strings"): a large number', ''],
  ],
  'true is also 1, as some flat tables have it': [
    ['Types (YAML 1.2, and "all values are treated as … strings"): a boolean', 'record-0 record-1 record-2 record-4'],
    ['automatic-image-scanning-disabled-for-ecr.yml over events made for it', { only: ZERO }],
    ['network-acl-with-all-the-open-ports-to-a-specified-cidr.yml over events made for it', { only: ZERO }],
    ['network-acl-entry-deleted.yml over events made for it', { only: ZERO }],
  ],
  'pySigma reads YAML 1.1: yes is true, and dates are no texts': [
    ['Types (YAML 1.2, and "all values are treated as … strings"): yes is a text', 'record-2 record-3'],
    ['Types (YAML 1.2, and "all values are treated as … strings"): a date is a text', { error: 'Unsupported type' }],
  ],
  'keywords are searched in the values alone, a regular expression in all of them together': [
    ['Keywords search: across the JSON of the event', 'record-1'],
    ['Keywords search: with a regular expression', ''],
  ],
  'pySigma takes no number after |contains': [
    ['Generic Modifiers: f|contains: [b, 5]', { error: 'SigmaContainsModifier incompatible' }],
  ],
  'a flat table cannot tell null from missing, as the backend says': [
    ['Generic Modifiers: f|exists: true', 'record-0 record-1 record-2 record-5'],
    ['Generic Modifiers: f|exists: false', 'record-0 record-1 record-4 record-5'],
    ['Generic Modifiers: a.b|exists: true', 'record-1 record-2'],
  ],
  "the regular expressions are Python's, in which this text is not valid or means something else; the specification leaves it out": [
    ["Regular Expression: f|re: '^a{,3}b{x}$'", ''],
    ["Regular Expression: f|re: '^\\<a\\/b\\-\\x41\\x{1F600}$'", { error: 'user-defined function raised exception' }],
  ],
  'pySigma does not know |utf16le': [
    ['Encoding: f|utf16le|base64: cmd', { error: 'Unknown modifier' }],
  ],
  "SQLite's texts hold no NUL": [
    ['Encoding: f|wide: cmd', { error: 'null character' }],
  ],
  'a flat table compares no numbers of a list, and a text is greater than every number in SQLite': [
    ['Numeric Modifiers: f|lt: 5', 'record-0 record-1 record-2'],
    ['Numeric Modifiers: f|gte: 1024', 'record-0 record-1 record-3 record-4'],
    ['ecr-image-scan-findings-high-or-critical.yml over events made for it', { only: NO_NUMBER }],
    ['ecr-container-image-low-severity-findings.yml over events made for it', { only: NO_NUMBER }],
  ],
  'strftime takes 31 February, and a number for a Julian day; %W is no ISO week, as the backend says': [
    ['Time Modifiers: eventTime|day: 31', 'record-0 record-1 record-2'],
    ['Time Modifiers: eventTime|year|lt: 2024', 'record-0 record-3'],
    ['Time Modifiers: eventTime|week: 1', 'record-0'],
    ['Time Modifiers: eventTime|week: 53', ''],
  ],
  'networks are prefixes of texts, as the backend says': [
    ['IP Modifiers: f|cidr: 10.0.0.0/8', 'record-0 record-1 record-2 record-4 record-5'],
    ['IP Modifiers: f|cidr: 0.0.0.0/0', 'record-0 record-1 record-2'],
    ["IP Modifiers: f|cidr: '2001:db8::/33'", 'record-0 record-4'],
    ["IP Modifiers: f|cidr: '::ffff:10.0.0.0/104'", ''],
    ['suspicious-activity-of-sts-token-related-to-ec2.yml over the public logs', { more: 277 }],
    ['suspicious-activity-of-sts-token-related-to-lambda.yml over the public logs', { more: 277 }],
    ['aws-console-login-from-outside-the-office-networks: the service itself, an IPv6 address, none', 'e1 e2 e4'],
    ['aws-console-login-from-outside-the-office-networks: numbers that are no address', 'e1 e2 e3'],
    ['aws-console-login-from-outside-the-office-networks.yml over the public logs', { more: 1 }],
    ['aws-one-access-key-used-from-many-addresses: private addresses and services do not count', 'e1 e2 e3 e4 e6'],
    ['aws-console-login-from-outside-the-office-networks.yml over events made for it', { only: ODD_ADDRESS }],
    ['suspicious-activity-of-sts-token-related-to-ec2.yml over events made for it', { only: ODD_ADDRESS }],
    ['suspicious-activity-of-sts-token-related-to-lambda.yml over events made for it', { only: ODD_ADDRESS }],
  ],
  'group-by compares texts without case, which the specification leaves open and RP3060 tells of': [
    ['Event Count: groups compare case and all', 'A B C'],
    ['suspicious-command-sent-to-ec2: the bucket in another case', 'c1 u1'],
    ['aws-access-key-created-while-logging-was-off: the principal in another case', 'k s'],
    ['aws-access-key-created-while-logging-was-off.yml over events made for it', { only: RECASED_PRINCIPAL }],
  ],
  'both of these: group-by compares texts without case, and a list is a value of its own': [
    ['suspicious-command-sent-to-ec2.yml over events made for it', { only: LISTED_OR_RECASED }],
    ['successful-brute-force-attack-on-s3-bucket.yml over events made for it', { only: LISTED_OR_RECASED }],
    ['s3-bucket-suspicious-ransomware-activity.yml over events made for it', { only: LISTED_OR_RECASED }],
  ],
  'pySigma takes one condition only': [
    ['Event Count: a range', { error: 'exactly one condition item' }],
  ],
  'a flat table has one value a field, so a list is a value of its own in group-by and value_count': [
    ['Event Count: a list is in the group of each element', ''],
    ['Value Count: the elements of a list are values', ''],
  ],
  'temporal_ordered takes later times for later events, and only the sequence for evidence': [
    ['Ordered Temporal Proximity: at one time', ''],
    ['Ordered Temporal Proximity: in order after all', 'B C'],
    ['chains: the burst goes on after the event', 'A B C D'],
  ],
  'an event without the value is no evidence': [
    ['value_sum, value_avg, value_percentile (JSON schema): avg', 'A B'],
  ],
  'value_percentile interpolates between ranks': [
    ['value_sum, value_avg, value_percentile (JSON schema): percentile, nearest rank', ''],
  ],
};
