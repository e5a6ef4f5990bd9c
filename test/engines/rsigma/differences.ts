import { ANY, KEYED, LISTED } from '../support/record-shapes.js';
import type { Differences } from '../support/sigma-judge.js';

/** Where rsigma flags other events, or fails, and why it is not our engine that is wrong. */
// prettier-ignore
export const DIFFERENCES: Differences = {
  'letters beyond ASCII are folded as well; the specification only says that values are case-insensitive, and RP3053 tells of it': [
    ['General: only ASCII letters are folded', 'record-0 record-1 record-2 record-3'],
    ["Regular Expression: f|re|i: '^k$'", 'record-0 record-1 record-2'],
  ],
  'its * and ? do not match a line break': [
    ['String Wildcard: ? is one character', 'record-0 record-1 record-2'],
    ['String Wildcard: * is any run', 'record-0 record-1 record-2'],
  ],
  'an object has no text, which the specification leaves open': [
    ['String Wildcard: * alone takes any text', 'record-0 record-1 record-2 record-3'],
    ['Nested records (habit, see readField): an object is its compact JSON', ''],
    ['Regular Expression: f|re: \'"b":\\d\'', ''],
    ['automatic-image-scanning-disabled-for-ecr.yml over events made for it', { only: ANY }],
    ['s3-bucket-exposed-via-acl.yml over events made for it', { only: ANY }],
    ['s3-bucket-exposed-via-policy.yml over events made for it', { only: ANY }],
    ['s3-object-publicly-exposed.yml over events made for it', { only: ANY }],
    ['ec2-instance-launched-without-key-pair.yml over events made for it', { only: ANY }],
    ['privilege-escalation-with-admin-managed-policy.yml over events made for it', { only: KEYED }],
    ['privilege-escalation-with-fullaccess-managed-policy.yml over events made for it', { only: KEYED }],
  ],
  'a list of nothing but nulls is not null': [
    ['Special Field Values: null is null or missing', 'record-0 record-2'],
  ],
  'a number is compared as a number, and texts that read as it are equal to it': [
    ['Types (YAML 1.2, and "all values are treated as … strings"): a number', 'record-0 record-1 record-2 record-3 record-4'],
    ['Types (YAML 1.2, and "all values are treated as … strings"): a fraction', 'record-0 record-1 record-2 record-4'],
    ['Types (YAML 1.2, and "all values are treated as … strings"): a large number', 'record-0 record-1 record-2'],
  ],
  'how a number is written in the rule is lost': [
    ['Types (YAML 1.2, and "all values are treated as … strings"): a hexadecimal number', 'record-0 record-1'],
  ],
  'yes is true in an event, too': [
    ['Types (YAML 1.2, and "all values are treated as … strings"): a boolean', 'record-0 record-1 record-2 record-5'],
  ],
  'a key that holds a dot is not found': [
    ['Nested records (habit, see readField): a key may hold dots', 'record-0'],
    ['Nested records (habit, see readField): both at once', 'record-1'],
  ],
  'keywords are searched in single texts of the event; all of several, numbers and what spans texts do not match': [
    ['Keywords search: all of them', ''],
    ['Keywords search: across the JSON of the event', ''],
    ['Keywords search: numbers', ''],
    ['Keywords search: wildcards', 'record-0'],
  ],
  'a field that is null does not exist; the specification asks only for its presence': [
    ['Generic Modifiers: f|exists: true', 'record-0 record-1 record-2 record-4 record-5'],
    ['Generic Modifiers: f|exists: false', 'record-0 record-1 record-4'],
    ['Generic Modifiers: a.b|exists: true', 'record-1 record-2'],
  ],
  '|neq does not match a missing field, though it is not equal': [
    ['Generic Modifiers: f|neq: a', 'record-0 record-1 record-2'],
    ['Generic Modifiers: f|neq: [a, b]', 'record-0'],
    ["Generic Modifiers: f|neq: ''", 'record-0 record-1'],
    ['Generic Modifiers: f|contains|neq: a', 'record-0'],
    ["Regular Expression: f|re|neq: '^a'", 'record-0'],
    ['Specific Modifiers: f|fieldref|neq: g', 'record-0 record-1'],
  ],
  '|windash varies only a dash at the beginning of a value': [
    ["String Modifiers: f|contains|windash: ' -a /b'", 'record-0'],
    ["String Modifiers: f|windash|contains|all: [' -a', ' /b']", 'record-0'],
  ],
  "$ does not match before a last line break, as PCRE's does": [
    ["Regular Expression: f|re: '^ab$'", 'record-0'],
  ],
  '\\d is any digit of Unicode; the specification has no \\d': [
    ["Regular Expression: f|re: '^\\d+\\.\\d+$'", 'record-0 record-1 record-3'],
  ],
  "its regular expressions are Rust's, in which this text is not valid or means something else; the specification leaves it out": [
    ["Regular Expression: f|re: '^[]a]+[[b]+[\\]\\\\-]$'", { error: 'invalid regex pattern' }],
    ["Regular Expression: f|re: '^a{,3}b{x}$'", { error: 'invalid regex pattern' }],
    ["Regular Expression: f|re: '^\\<a\\/b\\-\\x41\\x{1F600}$'", ''],
  ],
  '|base64offset before |contains loses some of the three offsets': [
    ["Encoding: f|base64offset|contains: 'http://'", 'record-2'],
    ["Encoding: f|wide|base64offset|contains: 'ping'", 'record-1 record-2'],
  ],
  '|wide without an encoding after it changes nothing': [
    ['Encoding: f|wide: cmd', 'record-1'],
  ],
  'a date without a time has no day': [
    ['Time Modifiers: eventTime|day: 31', 'record-0'],
  ],
  'a part of a date is compared for equality only': [
    ['Time Modifiers: eventTime|month|gte: 11', { error: 'conflicting modifiers' }],
    ['Time Modifiers: eventTime|year|lt: 2024', { error: 'conflicting modifiers' }],
  ],
  'an address without the length of a prefix is no network': [
    ['IP Modifiers: f|cidr: [192.168.4.0/22, 203.0.113.7]', { error: 'invalid CIDR' }],
  ],
  '|fieldref does not look into lists, and takes two nulls for equal': [
    ['Specific Modifiers: f|fieldref: g', 'record-0 record-1 record-3 record-7'],
  ],
  'events are taken one by one, and a window may end between two of one time': [
    ['Event Count: events at one time count together', 'B C'],
  ],
  'events without the field of group-by are a group of their own': [
    ['Event Count: no group-by value, no group', 'A B C'],
  ],
  'a list is one value of group-by and value_count': [
    ['Event Count: a list is in the group of each element', ''],
    ['Value Count: the elements of a list are values', ''],
    ['successful-brute-force-attack-on-s3-bucket.yml over events made for it', { only: LISTED }],
    ['s3-bucket-suspicious-ransomware-activity.yml over events made for it', { only: LISTED }],
  ],
  'an event that two rules match counts twice': [
    ['Event Count: several rules, an event of both counts once', 'A B C'],
  ],
  'no value counts as a value': [
    ['Value Count: no value is no value', 'A B C'],
    ['value_sum, value_avg, value_percentile (JSON schema): sum, what is no number', 'A'],
  ],
  'temporal without a condition fires on one of the rules; our rules always have one': [
    ['Temporal Proximity: one alone', 'A B'],
    ['Temporal Proximity: not for different groups', 'A B'],
    ['Temporal Proximity: too far apart', 'A B'],
    ['Temporal Proximity: without a condition all of them', 'A B'],
    ['Field Name Aliases: different fields, one name', 'A B C D'],
    ['Field Name Aliases: two aliases', 'A B C'],
  ],
  'temporal_ordered takes all rules, whatever its condition says': [
    ['Ordered Temporal Proximity: two of three are enough', ''],
  ],
  'thresholds are whole numbers': [
    ['value_sum, value_avg, value_percentile (JSON schema): sum of fractions', { error: 'requires a numeric value' }],
    ['value_sum, value_avg, value_percentile (JSON schema): avg', { error: 'requires a numeric value' }],
    ['value_sum, value_avg, value_percentile (JSON schema): avg too low', { error: 'requires a numeric value' }],
  ],
  'an alias does not reach the counted field': [
    ['Field Name Aliases: an alias as the counted field', ''],
  ],
  'what a correlation has fired on is lost to those that refer to it: its events, and the fields that it is not grouped by': [
    ['chains: a firing, then an event', 'D'],
    ['chains: the burst goes on after the event', { error: 'a correlation without events' }],
    ['chains: the last of the firing counts for the timespan', 'D'],
    ['chains: firings are counted', { error: 'a correlation without events' }],
    ['chains: a field that the firing is not grouped by comes from its events', ''],
  ],
};
