import { describe, expect, test } from 'vitest';
import { ADD_ON_FIELDS } from '../../../../targets/splunk/engine/data/add-on.js';
import { brief, objects, spl } from './support.js';

const time = '2024-03-05T12:00:00Z';

/** A record's content, a field, and its values as Splunk extracts them (null: no field). */
const FIELDS: readonly (readonly [
  content: Record<string, unknown>,
  field: string,
  values: string | string[] | null,
])[] = [
  [{ a: 'x' }, 'a', 'x'],
  [{ a: { b: { c: 'x' } } }, 'a.b.c', 'x'],
  [{ a: { b: { c: 'x' } } }, 'a.b', null],
  [{ a: { b: 'x' } }, 'A.b', null],
  [{ a: [{ b: 1 }, { b: 2 }, { c: 3 }] }, 'a{}.b', ['1', '2']],
  [{ a: [{ b: 1 }] }, 'a{}.b', '1'],
  [{ a: ['x', 'y'] }, 'a{}', ['x', 'y']],
  [{ a: [[1, 2], [3]] }, 'a{}{}', ['1', '2', '3']],
  [{ a: [] }, 'a{}', null],
  [{ a: {} }, 'a', null],
  [{ a: null }, 'a', 'null'],
  [{ a: '' }, 'a', ''],
  [{ a: true }, 'a', 'true'],
  [{ a: 1.5 }, 'a', '1.5'],
  [{ a: 1e21 }, 'a', '1e+21'],
  [{ 'a.b': 'x' }, 'a.b', 'x'],
  [{ 'a.b': { c: 'x' } }, 'a.b.c', 'x'],
  [{ a: { '': 'x' } }, 'a.', 'x'],
  [{ ab: 'x' }, 'a', null],
  [JSON.parse('{"__proto__":{"polluted":"x"}}') as Record<string, unknown>, '__proto__.polluted', 'x'],
  [{ a: 1 }, 'toString', null],
  [{ a: 1 }, '__proto__', null],
];

describe('events are loaded as Splunk loads aws:cloudtrail', () => {
  test.each(FIELDS)('%j: %s', async (content, field, values) => {
    const rows = await spl(
      `* | rename "${field}" AS found | eval state=if(isnull(found),"none","some") | table found state`,
      {
        records: [content],
      },
    );
    expect(objects(rows)[0]).toEqual({ found: values ?? '', state: values === null ? 'none' : 'some' });
  });

  test('one look-up and all fields agree', async () => {
    for (const [content, field, values] of FIELDS.filter(([, name]) => !name.startsWith('_'))) {
      const rows = await spl('* | fields - _* date_* host index source sourcetype', { records: [content] });
      const found = objects(rows)[0]!;
      expect(Object.hasOwn(found, field) ? found[field] : null).toEqual(values);
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test.each([
    ['2024-03-05T12:00:00Z', '1709640000'],
    ['2024-03-05T12:00:00.1234567Z', '1709640000.1234567'],
    ['2024-03-05T13:00:00+01:00', '1709640000'],
    ['2024-02-30T12:00:00Z', null],
    ['yesterday', null],
    [17, null],
  ])('the time of %j', async (eventTime, epoch) => {
    const rows = await spl('* | table _time', { records: [{ eventTime }] });
    expect(rows.rows[0]!.values).toEqual([epoch ?? '']);
  });

  test('_raw is the compact text of the record', async () => {
    const rows = await spl('* | table _raw', { records: [{ eventTime: time, a: { b: [1, null] } }] });
    expect(rows.rows[0]!.values).toEqual([`{"eventTime":"${time}","a":{"b":[1,null]}}`]);
  });

  test('the latest event comes first, and of one time the one read last', async () => {
    const at = (minute: number, id: string) => ({ eventTime: `2024-03-05T12:0${minute}:00Z`, eventID: id });
    const rows = await spl('* | table eventID', {
      records: [at(1, 'a'), at(3, 'b'), { eventID: 'none' }, at(3, 'c'), at(2, 'd')],
    });
    expect(brief(rows)).toEqual(['eventID=c', 'eventID=b', 'eventID=d', 'eventID=a', 'eventID=none']);
  });

  test('the window begins inclusive, ends exclusive and holds no event without a time', async () => {
    const records = ['11:59:59.9999999', '12:00:00', '12:59:59.9', '13:00:00'].map((clock) => ({
      eventTime: `2024-03-05T${clock}Z`,
      eventID: clock,
    }));
    const window = { start: Date.UTC(2024, 2, 5, 12), end: Date.UTC(2024, 2, 5, 13) };
    const rows = await spl('* | table eventID', { records: [...records, { eventID: 'none' }], window });
    expect(brief(rows)).toEqual(['eventID=12:59:59.9', 'eventID=12:00:00']);
    expect(
      brief(await spl('earliest=-2h | table eventID', { records, window: { ...window, end: window.start } })),
    ).toEqual(['eventID=11:59:59.9999999']);
  });
});

describe('the add-on', () => {
  const records = [
    { eventID: 'a', eventTime: '2024-03-05T12:00:03Z', errorCode: 'AccessDenied', sourceIPAddress: '1.2.3.4' },
    {
      eventID: 'b',
      eventTime: '2024-03-05T12:00:02Z',
      responseElements: { ConsoleLogin: 'Failure' },
      errorMessage: 'Failed authentication',
    },
    {
      eventID: 'c',
      eventTime: '2024-03-05T12:00:01Z',
      userIdentity: { type: 'AWSService', accountId: '1' },
      recipientAccountId: '2',
    },
  ];

  test('computes errorCode and sets aliases', async () => {
    const rows = await spl('* | table eventID errorCode result_id src_ip reason aws_account_id', {
      records,
      addOn: true,
    });
    expect(brief(rows)).toEqual([
      'eventID=a errorCode=AccessDenied result_id=AccessDenied src_ip=1.2.3.4',
      'eventID=b errorCode=failure reason=Failed authentication',
      'eventID=c errorCode=success aws_account_id=2',
    ]);
  });

  test('is off unless asked for', async () => {
    const rows = await spl(`* | table eventID ${ADD_ON_FIELDS.join(' ')}`, { records });
    expect(brief(rows)).toEqual(['eventID=a errorCode=AccessDenied', 'eventID=b', 'eventID=c']);
  });
});
