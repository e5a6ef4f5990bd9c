import { expect, test } from 'vitest';
import { attackTags, type DefenseEvasionTag } from '../../../../targets/sigma/emit/tags.js';

test.each<[string[], string[], DefenseEvasionTag | null, string[]]>([
  [['Execution'], ['T1651'], null, ['attack.execution', 'attack.t1651']],
  [['ResourceDevelopment'], ['T1583'], null, ['attack.resource-development', 'attack.t1583']],
  [
    ['CommandAndControl', 'Execution'],
    ['T1078.004'],
    null,
    ['attack.command-and-control', 'attack.execution', 'attack.t1078.004'],
  ],
  [['DefenseEvasion'], ['T1078'], null, ['attack.stealth', 'attack.t1078']],
  [['DefenseEvasion'], ['T1562.008'], null, ['attack.defense-impairment', 'attack.t1562.008']],
  [['DefenseEvasion'], ['T1562'], 'defense-evasion', ['attack.defense-evasion', 'attack.t1562']],
  [['Execution', 'Execution'], ['T1651', 'T1651'], null, ['attack.execution', 'attack.t1651']],
  [['x: y', ''], ['T1', 'T1651\n- a', 't1651'], null, []],
])('%j %j', (tactics, techniques, chosen, expected) => {
  expect(attackTags(tactics, techniques, chosen)).toEqual(expected);
});
