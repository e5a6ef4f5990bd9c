/** A faulty rule, and every diagnostic that it must give as `severity code line:column`, in order. */
export interface RuleCase {
  readonly name: string;
  readonly text: string;
  readonly expected: readonly string[];
}

/** A sound rule; cases change one line of it. */
const SOUND = `id: 11111111-2222-4333-8444-555555555555
name: Hostile
description: A rule
severity: High
requiredDataConnectors: []
queryFrequency: 1h
queryPeriod: 1h
triggerOperator: gt
triggerThreshold: 0
tactics: [Execution]
relevantTechniques: [T1651]
query: |
  AWSCloudTrail
  | where EventName == "RunInstances"
version: 1.0.0
kind: Scheduled
`;

const line = (from: string, to: string): string => SOUND.replace(from, to);
const query = (text: string): string => line('| where EventName == "RunInstances"', text);
const ALIAS_BOMB = [
  'a: &a [x,x,x,x,x,x,x,x,x]',
  ...'bcdefgh'.split('').map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefg'[index]}`).join(',')}]`),
].join('\n');

// prettier-ignore
export const RULE_CASES: readonly RuleCase[] = [
  { name: 'a sound rule', text: SOUND, expected: [] },
  { name: 'an empty file', text: '', expected: ['error RP1008 1:1'] },
  { name: 'only white space', text: ' \n\n', expected: ['error RP1008 1:1'] },
  { name: 'text that is no rule', text: 'just words\n', expected: ['error RP1009 1:1'] },
  { name: 'a list', text: '- a\n- b\n', expected: ['error RP1009 1:1'] },
  { name: 'YAML that breaks off', text: 'id: "unclosed\nname: x\n', expected: ['error RP1001 3:1'] },
  { name: 'tabs for indentation', text: 'id: x\nentityMappings:\n\t- entityType: Account\n', expected: ['error RP1001 3:1'] },
  { name: 'a bomb of aliases', text: `${ALIAS_BOMB}\n${SOUND}`, expected: ['warning RP1010 1:1', 'warning RP1010 2:1', 'warning RP1010 3:1', 'warning RP1010 4:1', 'warning RP1010 5:1', 'warning RP1010 6:1', 'warning RP1010 7:1', 'warning RP1010 8:1'] },
  { name: 'an alias of itself', text: `${SOUND}tags: &t [*t]\n`, expected: ['error RP1006 17:11'] },
  { name: 'a key twice', text: `${SOUND}severity: Low\n`, expected: ['error RP1004 17:1'] },
  { name: '__proto__ as a key', text: `${SOUND}__proto__: {polluted: true}\n`, expected: ['warning RP1010 17:1'] },
  { name: 'constructor as a key', text: `${SOUND}constructor: {prototype: {polluted: true}}\n`, expected: ['warning RP1010 17:1'] },
  { name: '__proto__ as a custom detail', text: `${SOUND}customDetails:\n  __proto__: AWSRegion\n`, expected: ['error RP1043 18:3'] },
  { name: 'a misspelt key', text: line('severity', 'severty'), expected: ['error RP1011 1:1', 'warning RP1010 4:1'] },
  { name: 'a misspelt severity', text: line('High', 'Hihg'), expected: ['error RP1013 4:11'] },
  { name: 'a number for a name', text: line('name: Hostile', 'name: 5'), expected: [] },
  { name: 'a list for a query', text: SOUND.replace(/query: \|\n.*\n.*\n/, 'query: [a, b]\n'), expected: ['error RP1012 12:8'] },
  { name: 'an empty query', text: SOUND.replace(/query: \|\n.*\n.*\n/, "query: ''\n"), expected: ['error RP1019 12:1'] },
  { name: 'no query', text: SOUND.replace(/query: \|\n.*\n.*\n/, ''), expected: ['error RP1011 1:1'] },
  { name: 'a frequency that is no time', text: line('queryFrequency: 1h', 'queryFrequency: often'), expected: ['error RP1020 6:17'] },
  { name: 'a period shorter than the frequency', text: line('queryPeriod: 1h', 'queryPeriod: 5m'), expected: ['error RP1022 7:14'] },
  { name: 'a negative threshold', text: line('triggerThreshold: 0', 'triggerThreshold: -1'), expected: ['error RP1024 9:19'] },
  { name: 'an unknown trigger', text: line('triggerOperator: gt', 'triggerOperator: above'), expected: ['error RP1013 8:18'] },
  { name: 'an unknown tactic', text: line('[Execution]', '[Executoin]'), expected: ['warning RP1031 10:11'] },
  { name: 'no technique', text: line('[T1651]', '[1651]'), expected: ['warning RP1032 11:22'] },
  { name: 'an entity with a column that the query has not', text: `${SOUND}entityMappings:\n  - entityType: IP\n    fieldMappings:\n      - identifier: Address\n        columnName: SourceIPAdress\n`, expected: ['warning RP1045 21:21'] },
  { name: 'a placeholder without a column', text: `${SOUND}alertDetailsOverride:\n  alertDisplayNameFormat: By {{Nobody}}\n`, expected: ['warning RP1045 18:30'] },
  { name: 'an unknown column', text: query('| where EventNam == "x"'), expected: ['error KS142 14:11'] },
  { name: 'an unknown function', text: query('| where frobnicate(EventName)'), expected: ['error KS211 14:11'] },
  { name: 'a known function that is not supported', text: query('| where geo_point_in_circle(1.0, 2.0, 3.0, 4.0, 5.0)'), expected: ['error RP2003 14:11'] },
  { name: 'an operator that is not supported', text: query('| evaluate bag_unpack(parse_json(Resources))'), expected: ['error KS109 14:25'] },
  { name: 'an unknown table', text: line('AWSCloudTrail', 'AWSCloudTrial'), expected: ['error KS204 13:3'] },
  { name: 'KQL that breaks off', text: query('| where EventName =='), expected: ['error KS006 14:23'] },
  { name: 'a string that is not closed', text: query('| where EventName == "x'), expected: ['error KS001 14:26'] },
  { name: 'a regular expression that is none', text: query('| where EventName matches regex "("'), expected: ['error RP2007 14:11'] },
  { name: 'a nested query', text: query(`| where ${'('.repeat(5000)}true${')'.repeat(5000)}`), expected: ['warning RP1015 12:1', 'error RP2001 14:211'] },
  { name: 'a long chain of or', text: query(`| where ${Array(3000).fill('EventName == "x"').join(' or ')}`), expected: ['warning RP1015 12:1', 'error RP2001 13:3'] },
  { name: 'a value of the wrong type', text: query('| where EventName > 5'), expected: ['error KS106 14:21'] },
  { name: 'a name that climbs out of the folder', text: line('name: Hostile', 'name: ../../../../x'), expected: [] },
  { name: 'a name that a terminal would obey', text: line('name: Hostile', 'name: "\\e[2J\\e]0;x\\a"'), expected: [] },
  { name: 'a NUL in the file', text: line('description: A rule', 'description: a\u0000b'), expected: ['error RP1001 3:15'] },
  { name: 'JSON that breaks off', text: '{"resources":[{', expected: ['error RP1001 1:16'] },
  { name: 'ARM without a rule', text: '{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#","resources":[]}', expected: ['error RP1008 1:1'] },
  { name: 'deep YAML', text: `tags: ${'['.repeat(20000)}${']'.repeat(20000)}\n${SOUND}`, expected: ['error RP1001 1:106'] },
];
