import { describe, expect, it } from 'vitest';
import { query } from '../../src/api/query.js';
import { readExternal } from '../../src/externals/read-external.js';

const KQL =
  "let Allowed = externaldata (Arn:string, Since:datetime, Weight:long) ['https://example.com/a.csv']; Allowed";

/** The text of a file and the rows that the query reads from it. */
const FILES: readonly (readonly [string, string, unknown[][]])[] = [
  ['CSV with a header', 'Arn,Since,Weight\na,2024-05-01T00:00:00Z,3\n', [['a', '2024-05-01T00:00:00.0000000Z', 3]]],
  ['columns in another order, one missing', 'Weight,Arn\n3,"a,""b"""\n', [['a,"b"', null, 3]]],
  [
    'an empty cell is null, and "" in a text',
    'Arn,Since,Weight\n,,\nb,,1\n',
    [
      ['', null, null],
      ['b', null, 1],
    ],
  ],
  [
    'a JSON array',
    '[{"Arn":"a","Weight":3},{"__proto__":1}]',
    [
      ['a', null, 3],
      ['', null, null],
    ],
  ],
  [
    'JSON Lines',
    '{"Arn":{"x":1}}\n{"Arn":null}\n',
    [
      ['{"x":1}', null, null],
      ['', null, null],
    ],
  ],
];

describe('rows from outside', () => {
  it.each(FILES)('%s', async (_name, text, rows) => {
    const result = await query(KQL, { externals: { Allowed: readExternal(text, 'a') } });
    expect(result.rows).toEqual(rows);
  });

  /** Faulty files and what is said of them. */
  const FAULTS: readonly (readonly [string, RegExp])[] = [
    ['Arn,Weight\na,many\n', /row 1 of the input Allowed: Weight holds no long value/],
    ['Arn,Weight\na,1.5\n', /row 1 of the input Allowed: Weight holds no long value/],
    ['Arn,Since\na,yesterday\n', /Since holds no datetime value/],
    ['Arn,Weight\na,1,2\n', /neither JSON nor CSV/],
    ['[1]', /row 1 is no JSON object/],
    ['{"Arn":', /neither JSON nor CSV/],
  ];
  it.each(FAULTS)('%j', async (text, message) => {
    const run = async (): Promise<unknown> => query(KQL, { externals: { Allowed: readExternal(text, 'a') } });
    await expect(run()).rejects.toThrow(message);
  });

  it('names what is missing', async () => {
    await expect(query(KQL)).rejects.toThrow('Allowed (Arn:string, Since:datetime, Weight:long)');
  });
});
