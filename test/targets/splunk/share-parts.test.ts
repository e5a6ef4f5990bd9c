import { describe, expect, it } from 'vitest';
import {
  call,
  choose,
  compare,
  field,
  number,
  test,
  text,
  type Value,
} from '../../../targets/splunk/spl/expression.js';
import { printSearch } from '../../../targets/splunk/spl/print.js';
import { shareParts } from '../../../targets/splunk/spl/share-parts.js';

const long = (name: string): Value =>
  call('json_extract', field('a_rather_long_field_name'), text(`${name} that really is quite long enough, too`));
const x = long('x');
const number_ = call('tonumber', x);

/** What is assigned to `r`, and the lines of its `eval`. */
const CASES: readonly (readonly [name: string, value: Value, lines: readonly string[]])[] = [
  ['a part once', call('lower', x), ['r=lower(X)']],
  ['a part twice', call('coalesce', call('lower', x), x), ['r_part=X', 'r=coalesce(lower(r_part),r_part)']],
  [
    'short parts',
    call('coalesce', call('lower', field('f')), call('lower', field('f'))),
    ['r=coalesce(lower(f),lower(f))'],
  ],
  [
    'an inner part first',
    call('mvappend', call('coalesce', x, call('lower', x)), call('coalesce', x, call('lower', x))),
    ['r_part=X', 'r=mvappend(coalesce(r_part,lower(r_part)),coalesce(r_part,lower(r_part)))'],
  ],
  [
    'only inside another',
    call('mvappend', call('upper', call('lower', x)), call('upper', call('lower', x))),
    ['r_part=upper(lower(X))', 'r=mvappend(r_part,r_part)'],
  ],
  [
    'compared with a text',
    choose(compare('==', x, text('b')), x, call('null')),
    ['r_part=X', 'r=if(r_part=="b",r_part,null())'],
  ],
  [
    'a number that is compared',
    choose(compare('<', number_, number(0)), number_, call('null')),
    ['r_part=tonumber(X)', 'r=if(r_part<0,r_part,null())'],
  ],
  [
    'a text that is compared with a number',
    choose(compare('<', x, number(0)), x, call('null')),
    ['r=if(X<0,X,null())'],
  ],
  ['values of a list', call('mvmap', field('l'), call('coalesce', x, x)), ['r=mvmap(l,coalesce(X,X))']],
  [
    'in a test',
    choose(test('match', x, text('^a')), x, call('null')),
    ['r_part=X', 'r=if(match(r_part,"^a"),r_part,null())'],
  ],
];

describe('shareParts', () => {
  it.each(CASES)('%s', (_, value, lines) => {
    const commands = [{ command: 'eval', assignments: [{ field: 'r', value }] }] as const;
    const names = ['r_part', 'r_part_1'];
    const shared = shareParts({ terms: [], remarks: [], commands }, () => names.shift()!);
    const written = printSearch(shared)
      .trim()
      .replace(/^\| eval /, '')
      .split(/,\n */);
    const X = 'json_extract(a_rather_long_field_name,"x that really is quite long enough, too")';
    expect(written).toEqual(lines.map((line) => line.replaceAll('X', X)));
  });
});
