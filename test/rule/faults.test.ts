import { describe, expect, it } from 'vitest';
import { readRules } from '../../src/rule/read.js';

const GUID = '21702832-aff3-4bd6-a8e1-663b6818503d';
/** A sound scheduled rule in one line of flow style a key, for cases that change or add a line. */
const SOUND: Readonly<Record<string, string>> = {
  id: GUID,
  name: 'n',
  kind: 'Scheduled',
  severity: 'Low',
  queryFrequency: '1h',
  queryPeriod: '1h',
  triggerOperator: 'gt',
  triggerThreshold: '0',
  query: 'T',
};
const withKeys = (changes: Readonly<Record<string, string | null>>): string =>
  Object.entries({ ...SOUND, ...changes })
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');

const shown = (text: string): string[] =>
  readRules(text, null).diagnostics.map(
    ({ line, column, code, severity, message }) => `${line}:${column} ${severity} ${code} ${message}`,
  );

const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  ['a sound rule', withKeys({}), []],
  // The text
  ['empty', '', ['1:1 error RP1008 the file holds no rule']],
  ['only comments', '# x\n---\n...\n', ['1:1 error RP1008 the file holds no rule']],
  [
    'a tab as indentation',
    'a:\n\t- b',
    ['2:1 error RP1001 the file cannot be read: tab characters must not be used in indentation'],
  ],
  ['NUL', 'a: \0', ['1:4 error RP1001 the file cannot be read: null byte is not allowed in input']],
  [
    'an escape character',
    'name: a\u001b[2Jb',
    ['1:8 error RP1001 the file cannot be read: the stream contains non-printable characters'],
  ],
  [
    'an open quote',
    'name: "x',
    ['1:9 error RP1001 the file cannot be read: unexpected end of the stream within a double quoted scalar'],
  ],
  ['an unknown alias', 'name: *x', ['1:9 error RP1001 the file cannot be read: unidentified alias "x"']],
  [
    'an unknown tag',
    'name: !!js/function x',
    ['1:22 error RP1001 the file cannot be read: unknown tag !<tag:yaml.org,2002:js/function>'],
  ],
  [
    'broken JSON',
    '{"query": "T",}',
    ['1:15 error RP1001 the file cannot be read: a key in double quotes is expected, found "}"'],
  ],
  ['a text', 'hello', ["1:1 error RP1009 a rule must be a mapping of keys to values, found the text 'hello'"]],
  ['a list', '- a: 1', ['1:1 error RP1009 a rule must be a mapping of keys to values, found a list']],
  ['a template without rules', '{"$schema": "x", "resources": []}', ['1:1 error RP1008 the file holds no rule']],
  [
    'a repeated key',
    withKeys({}) + 'name: m\n',
    ["10:1 error RP1004 the key 'name' is there twice; the first one counts, remove the other"],
  ],
  [
    'a merge key',
    withKeys({}) + '<<: {tags: [x]}\n',
    ["10:1 error RP1005 merge keys ('<<') are not read; write the keys out"],
  ],
  ['a list as key', withKeys({}) + '[a]: b\n', ['10:1 error RP1003 a key must be plain text, not a list or a mapping']],
  [
    'an alias of itself',
    withKeys({ tags: '&a [*a]' }),
    ["10:11 error RP1006 the alias '*a' stands inside the value that it names; write the value out"],
  ],
  [
    'a quoted text that is not indented',
    withKeys({ description: '"a\nb"' }),
    ['11:1 warning RP1002 the YAML is doubtful: deficient indentation'],
  ],
  // Keys
  [
    'a misspelt key',
    withKeys({ severty: 'High' }),
    ["10:1 warning RP1010 unknown key 'severty' is ignored; did you mean 'severity'?"],
  ],
  [
    'a key in the wrong case',
    withKeys({ Tactics: '[]' }),
    ["10:1 warning RP1010 unknown key 'Tactics' is ignored; did you mean 'tactics'?"],
  ],
  ['an unknown key', withKeys({ zzzzz: '1' }), ["10:1 warning RP1010 unknown key 'zzzzz' is ignored"]],
  [
    'hostile keys',
    withKeys({}) + '__proto__: {name: x}\nconstructor: 1\n',
    [
      "10:1 warning RP1010 unknown key '__proto__' is ignored",
      "11:1 warning RP1010 unknown key 'constructor' is ignored",
    ],
  ],
  ['a key without value', withKeys({ tags: '', customDetails: 'null', entityMappings: '~' }), []],
  [
    'no query',
    withKeys({ query: null }),
    ["1:1 error RP1011 the key 'query' is missing: add the KQL query, best as 'query: |'"],
  ],
  ['an empty query', withKeys({ query: '" "' }), ["9:1 error RP1019 'query' is empty; fill it in"]],
  ['a query that is a list', withKeys({ query: '[T]' }), ["9:8 error RP1012 'query' must be a text, found a list"]],
  [
    'no name',
    withKeys({ name: null }),
    ["1:1 error RP1011 the key 'name' is missing: add a name of at most 256 characters"],
  ],
  [
    'a long name',
    withKeys({ name: 'x'.repeat(257) }),
    ["2:1 warning RP1015 'name' has 257 characters, Sentinel takes at most 256; shorten it"],
  ],
  ['no id', withKeys({ id: null }), ["1:1 warning RP1034 the rule has no id; 'n' stands for it"]],
  [
    'an id that is none',
    withKeys({ id: 'x' }),
    ["1:5 warning RP1030 the id 'x' is no GUID; Sentinel needs one such as 21702832-aff3-4bd6-a8e1-663b6818503d"],
  ],
  [
    'a version that is none',
    withKeys({ version: '1.0' }),
    ["10:10 warning RP1033 the version '1.0' is not of the form 1.0.0"],
  ],
  [
    'a kind without query',
    withKeys({ kind: 'Fusion' }),
    ["3:7 error RP1013 'kind' cannot be 'Fusion'; it is one of 'Scheduled', 'NRT', 'Hunting'"],
  ],
  [
    'a misspelt kind',
    withKeys({ kind: 'Shceduled' }),
    ["3:7 error RP1013 'kind' cannot be 'Shceduled'; did you mean 'Scheduled'?"],
  ],
  [
    'no kind',
    withKeys({ kind: null }),
    ["1:1 warning RP1035 the rule has no kind; it has a schedule, so it is read as 'Scheduled'"],
  ],
  [
    'severity in the wrong case',
    withKeys({ severity: 'high' }),
    ["4:11 warning RP1014 'high' is read as 'High'; write it so"],
  ],
  [
    'a severity that is none',
    withKeys({ severity: 'Critical' }),
    ["4:11 error RP1013 'severity' cannot be 'Critical'; it is one of 'Informational', 'Low', 'Medium', 'High'"],
  ],
  [
    'no severity',
    withKeys({ severity: null }),
    ["1:1 error RP1011 the key 'severity' is missing: add 'Informational', 'Low', 'Medium' or 'High'"],
  ],
  // Schedule and trigger
  [
    'a duration that is none',
    withKeys({ queryPeriod: '1 hour' }),
    [
      "6:14 error RP1020 'queryPeriod' cannot be read as a duration: '1 hour'; write it as 5m, 1h, 14d or, as in ARM templates, PT5M, PT1H, P14D",
    ],
  ],
  ['too often', withKeys({ queryFrequency: '4m' }), ["5:17 error RP1021 'queryFrequency' must be between 5m and 14d"]],
  ['too far back', withKeys({ queryPeriod: '15d' }), ["6:14 error RP1021 'queryPeriod' must be between 5m and 14d"]],
  [
    'gaps between runs',
    withKeys({ queryPeriod: '30m' }),
    [
      "6:14 error RP1022 'queryPeriod' is shorter than 'queryFrequency', so events between two runs would never be seen; make it at least as long",
    ],
  ],
  [
    'long looks too often',
    withKeys({ queryFrequency: '30m', queryPeriod: '2d' }),
    ["6:14 error RP1023 a 'queryPeriod' of 2 days or more needs a 'queryFrequency' of at least 1 hour"],
  ],
  [
    'no threshold',
    withKeys({ triggerThreshold: null }),
    ["1:1 error RP1011 the key 'triggerThreshold' is missing: add the number of rows to compare with, such as 0"],
  ],
  [
    'a threshold in words',
    withKeys({ triggerThreshold: 'many' }),
    ["8:19 error RP1012 'triggerThreshold' must be a whole number, found the text 'many'"],
  ],
  [
    'a negative threshold',
    withKeys({ triggerThreshold: '-1' }),
    ["8:19 error RP1024 'triggerThreshold' must be a whole number between 0 and 10000"],
  ],
  [
    'an operator that is none',
    withKeys({ triggerOperator: '"=>"' }),
    ["7:18 error RP1013 'triggerOperator' cannot be '=>'; it is one of 'gt', 'lt', 'eq', 'ne'"],
  ],
  [
    'an NRT rule with a schedule',
    withKeys({ kind: 'NRT', queryFrequency: null, triggerOperator: null, triggerThreshold: null }),
    ["5:1 warning RP1017 'queryPeriod' means nothing in a rule of kind NRT; remove it"],
  ],
  [
    'suppression without end',
    withKeys({ suppressionEnabled: 'true' }),
    [
      "10:1 error RP1011 the key 'suppressionDuration' is missing: add how long the rule rests after an alert, such as '5h'",
    ],
  ],
  [
    'suppression too long',
    withKeys({ suppressionEnabled: 'true', suppressionDuration: '25h' }),
    ["11:22 error RP1021 'suppressionDuration' must be between 5m and 1d"],
  ],
  [
    'suppression of a word',
    withKeys({ suppressionEnabled: 'maybe' }),
    ["10:21 error RP1012 'suppressionEnabled' must be true or false, found the text 'maybe'"],
  ],
  [
    'lookback too long',
    withKeys({ incidentConfiguration: '{createIncident: true, groupingConfiguration: {lookbackDuration: 8d}}' }),
    ["10:89 error RP1021 'lookbackDuration' must be between 5m and 7d"],
  ],
  // ATT&CK
  [
    'a tactic in words',
    withKeys({ tactics: '[Credential Access, CommandandControl]' }),
    [
      "10:11 warning RP1014 'Credential Access' is read as 'CredentialAccess'; write it so",
      "10:30 warning RP1014 'CommandandControl' is read as 'CommandAndControl'; write it so",
    ],
  ],
  [
    'a tactic that is none',
    withKeys({ tactics: '[Executoin]' }),
    ["10:11 warning RP1031 Sentinel knows no tactic 'Executoin'; did you mean 'Execution'?"],
  ],
  [
    'tactics that are no list',
    withKeys({ tactics: 'Impact' }),
    ["10:10 error RP1012 'tactics' must be a list of texts, found the text 'Impact'"],
  ],
  [
    'a technique that is none',
    withKeys({ relevantTechniques: '[T16, t1651]' }),
    [
      "10:22 warning RP1032 'T16' is no ATT&CK technique such as T1651 or T1098.001",
      "10:27 warning RP1014 't1651' is read as 'T1651'; write it so",
    ],
  ],
  // Entities and alert details
  [
    'an entity type that is none',
    withKeys({ entityMappings: '[{entityType: Acount, fieldMappings: [{identifier: Name, columnName: A}]}]' }),
    ["10:31 error RP1040 Sentinel knows no entity type 'Acount'; did you mean 'Account'?"],
  ],
  [
    'an entity type in the wrong case',
    withKeys({ entityMappings: '[{entityType: Ip, fieldMappings: [{identifier: address, columnName: A}]}]' }),
    [
      "10:31 warning RP1014 'Ip' is read as 'IP'; write it so",
      "10:64 warning RP1014 'address' is read as 'Address'; write it so",
    ],
  ],
  [
    'an identifier of another entity',
    withKeys({ entityMappings: '[{entityType: IP, fieldMappings: [{identifier: Url, columnName: A}]}]' }),
    [
      "10:35 warning RP1042 nothing here identifies the entity IP; map at least 'Address'",
      "10:64 error RP1041 the entity IP has no identifier 'Url'",
    ],
  ],
  [
    'a weak identifier alone',
    withKeys({ entityMappings: '[{entityType: Account, fieldMappings: [{identifier: UPNSuffix, columnName: A}]}]' }),
    ["10:40 warning RP1042 nothing here identifies the entity Account; map at least 'FullName'"],
  ],
  [
    'a mapping without column',
    withKeys({ entityMappings: '[{entityType: IP, fieldMappings: [{identifier: Address, column: A}]}]' }),
    [
      "10:35 warning RP1042 nothing here identifies the entity IP; map at least 'Address'",
      "10:51 error RP1011 the key 'columnName' is missing: add the name of a column of the query",
      "10:73 warning RP1010 unknown key 'column' is ignored; did you mean 'columnName'?",
    ],
  ],
  [
    'eleven entity mappings',
    withKeys({
      entityMappings: `[${'{entityType: IP, fieldMappings: [{identifier: Address, columnName: A}]},'.repeat(11)}]`,
    }),
    ['10:1 warning RP1016 11 entity mappings, Sentinel takes at most 10'],
  ],
  [
    'a detail with a bad name',
    withKeys({ customDetails: '{a-b: c, d: "e f"}' }),
    [
      "10:17 error RP1043 the custom detail's name 'a-b' must begin with a letter and hold only letters, digits and underscores",
      "10:28 error RP1044 'e f' is no name of a column",
    ],
  ],
  [
    'details that are no mapping',
    withKeys({ customDetails: '[a]' }),
    ["10:16 error RP1012 'customDetails' must be a mapping of keys to values, found a list"],
  ],
  [
    'four placeholders',
    withKeys({ alertDetailsOverride: '{alertDisplayNameFormat: "{{a}}{{b}}{{c}}{{d}}"}' }),
    ["10:24 warning RP1016 4 placeholders in 'alertDisplayNameFormat', Sentinel takes at most 3"],
  ],
  [
    'a placeholder that is no column',
    withKeys({ alertDetailsOverride: '{alertDisplayNameFormat: "x {{a b}}"}' }),
    ["10:51 error RP1044 'a b' is no name of a column"],
  ],
  [
    'a dynamic property that is none',
    withKeys({ alertDetailsOverride: '{alertDynamicProperties: [{alertProperty: Owner, value: A}]}' }),
    [
      "10:65 error RP1013 'alertProperty' cannot be 'Owner'; it is one of 'AlertLink', 'ConfidenceLevel', 'ConfidenceScore', 'ExtendedLinks', 'ProductName', 'ProviderName', 'ProductComponentName', 'RemediationSteps', 'Techniques'",
    ],
  ],
  [
    'a grouping that is none',
    withKeys({ eventGroupingSettings: '{aggregationKind: AlertPerResults}' }),
    ["10:42 error RP1013 'aggregationKind' cannot be 'AlertPerResults'; did you mean 'AlertPerResult'?"],
  ],
  [
    'entities from a column',
    withKeys({ sentinelEntitiesMappings: '[{columnName: Entities}]' }),
    [
      "10:1 warning RP1018 'sentinelEntitiesMappings' is not ported: alerts get no entities from the columns that it names",
    ],
  ],
  // The query's text
  [
    'a comment in a folded query',
    withKeys({ query: '\n  T\n  // comment\n  | count' }),
    [
      "11:3 warning RP1052 YAML folds this query into fewer lines, so the comment that begins here swallows what follows it; begin the query with 'query: |'",
    ],
  ],
  [
    'slashes in a folded query that are no comment',
    withKeys({ query: '>\n  T | where a == "//" or\n  b == @"\\"\n  // last' }),
    [],
  ],
  ['a comment at the end of a line that stays', withKeys({ query: '|\n  T // comment\n  | count' }), []],
];

describe('faults of rule files', () => {
  it.each(CASES)('%s', (_name, text, expected) => {
    expect(shown(text)).toEqual(expected);
  });

  it('names the file', () => {
    expect(readRules('', 'a/b.yaml').diagnostics[0]).toMatchObject({ file: 'a/b.yaml', severity: 'error' });
    expect(readRules('', null).diagnostics[0]).not.toHaveProperty('file');
  });

  it('keeps a whole rule before a broken one', () => {
    const { rules, entries } = readRules(`${withKeys({})}---\nname: "x`, null);
    expect(rules).toHaveLength(1);
    expect(entries.map(({ rule, diagnostics }) => [rule?.name, diagnostics.map(({ code }) => code)])).toEqual([
      ['n', []],
      [undefined, ['RP1001']],
    ]);
  });

  it('reads what is sound in a rule with faults', () => {
    const rule = readRules(withKeys({ severity: 'Critical', queryPeriod: 'x', triggerThreshold: '-1' }), null).rules[0];
    expect(rule).toMatchObject({
      severity: null,
      schedule: null,
      trigger: { operator: 'gt', threshold: 0 },
      query: 'T',
    });
  });
});

const bomb = ['a0: &a0 [x, x]', ...Array.from({ length: 80 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`)].join(
  '\n',
);
const square = `y: &y {identifier: Name, columnName: A}
x: &x {entityType: Account, fieldMappings: [${'*y,'.repeat(50_000)}]}
entityMappings: [${'*x,'.repeat(50_000)}]`;

describe('hostile rule files', () => {
  it.each<[string, string, string]>([
    ['alias bomb', `${bomb}\n${withKeys({ tactics: '*a80' })}`, 'RP1012'],
    ['alias square', `${square}\n${withKeys({})}`, 'RP1016'],
    ['deep YAML', `tags: ${'['.repeat(50_000)}`, 'RP1001'],
    ['deep JSON', '{"a":'.repeat(50_000), 'RP1001'],
    ['deep JSON lists', '['.repeat(500_000), 'RP1001'],
    ['a name of 5 MB', withKeys({ name: 'x'.repeat(5_000_000) }), 'RP1015'],
    ['a query of 200,000 lines', withKeys({ query: `|\n${'  T\n'.repeat(200_000)}` }), 'RP1015'],
    ['a quoted query of 200,000 lines', withKeys({ query: `"${'T\n  '.repeat(200_000)}"` }), 'RP1015'],
    ['100,000 unknown keys', Array.from({ length: 100_000 }, (_, n) => `k${n}: 1`).join('\n'), 'RP1036'],
    ['5,000 rules', `${withKeys({})}---\n`.repeat(50_000), 'RP1037'],
    ['17 million characters', ' '.repeat(17_000_000), 'RP1007'],
    ['a long number', withKeys({ triggerThreshold: '9'.repeat(100_000) }), 'RP1012'],
  ])('%s', (_name, text, code) => {
    expect(readRules(text, null).diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    expect(({} as Record<string, unknown>)['name']).toBeUndefined();
  });

  it('takes keys of JavaScript objects as keys', () => {
    const text =
      '{"__proto__": {"query": "P"}, "query": "T", "displayName": "constructor", "customDetails": {"toString": "A"}}';
    const { rules } = readRules(text, null);
    expect(rules[0]).toMatchObject({ query: 'T', name: 'constructor' });
    expect(rules[0]?.customDetails.map(({ name }) => name)).toEqual(['toString']);
  });
});
