import { expect, test } from 'vitest';
import { literalHints } from '../../../targets/typescript/literals.js';
import { buildPlan } from '../../../targets/typescript/plan/build.js';
import { irOf } from '../../support/seeds.js';

test.each<[query: string, hints: readonly (readonly string[])[]]>([
  ['where EventName == "RunInstances"', [['RunInstances']]],
  ['where "RunInstances" == EventName', [['RunInstances']]],
  ['where EventName == "A" and ErrorCode == "B"', [['A', 'B']]],
  ['where EventName == "A" | extend x = 1 | where ErrorCode == "B"', [['A', 'B']]],
  ['where EventName in ("A", "B")', [['A'], ['B']]],
  [
    'where EventName in ("A", "B") and ErrorCode == "C"',
    [
      ['A', 'C'],
      ['B', 'C'],
    ],
  ],
  ['where EventName == "A" or ErrorCode == "B"', [['A'], ['B']]],
  ['where EventName == "A" or (EventName == "A" and ErrorCode == "B")', [['A']]],
  ['extend n = EventName | where n == "A"', [['A']]],
  ['mv-expand todynamic(Resources) | where EventName == "A"', [['A']]],
  ['where UserAgent contains_cs "Boto3"', [['Boto3']]],
  ['where UserAgent has_cs "aws-cli"', [['aws-cli']]],
  ['where EventName == "A" | join (AWSCloudTrail | where EventName == "B") on UserIdentityArn', [['A'], ['B']]],
  ['print x = 1', []],
  // What says nothing about the text of a record.
  ['where EventName != "A"', [[]]],
  ['where EventName =~ "A"', [[]]],
  ['where UserAgent contains "boto3"', [[]]],
  ['where EventName == "A" or isempty(ErrorCode)', [[]]],
  ['where not(EventName == "A")', [[]]],
  ['where EventName == ""', [[]]],
  ['where tolower(EventName) == "a"', [[]]],
  ['where Type == "AWSCloudTrail"', [[]]],
  ['where ReadOnly == true', [[]]],
  ['where EventName in ("A", ErrorCode)', [[]]],
  // What a log may write in another way: numbers, JSON of objects, escapes.
  ['where UserIdentityAccountId == "123456789012"', [[]]],
  ['where UserIdentityAccountId == "-1.5e+3"', [[]]],
  ['where SourceIpAddress == "10.0.0.1"', [['10.0.0.1']]],
  ['where UserAgent == "true"', [[]]],
  ['where RequestParameters == \'{"a":1}\'', [[]]],
  ['where RequestParameters contains_cs \'"a":1\'', [[]]],
  ['where RequestParameters contains_cs "12"', [[]]],
  ['where RequestParameters contains_cs "rue"', [[]]],
  ['where UserAgent == "a\\\\b"', [[]]],
  ["where UserAgent == 'a\"b'", [[]]],
  ['where UserAgent == "a\\nb"', [[]]],
])('%s', async (query, hints) => {
  const source = query.startsWith('print') ? query : `AWSCloudTrail | ${query}`;
  expect(literalHints(buildPlan(await irOf(source)).pipeline)).toEqual(hints);
});

test('more alternatives than are worth a search say nothing', async () => {
  const names = Array.from({ length: 40 }, (_, index) => `"Name${index}"`).join(', ');
  const ir = await irOf(`AWSCloudTrail | where EventName in (${names})`);
  expect(literalHints(buildPlan(ir).pipeline)).toEqual([[]]);
});
