import type { LogRecord } from '../../../../../src/events/event-source.js';

/** Events for the search command, told apart by their eventID. */
export const SEARCH_EVENTS: readonly LogRecord[] = [
  {
    eventID: 'a',
    eventTime: '2024-03-05T12:00:00Z',
    eventName: 'ConsoleLogin',
    status: '404',
    sourceIPAddress: '10.1.2.3',
    errorMessage: 'Failed authentication',
    host_name: 'www-1',
    path: 'C:\\Windows\\Temp',
    note: 'say "hi"',
  },
  {
    eventID: 'b',
    eventTime: '2024-03-05T12:10:00Z',
    eventName: 'consolelogin',
    status: '200',
    sourceIPAddress: '192.0.2.7',
    errorMessage: 'authentication Failed',
    tags: ['red', 'green'],
  },
  {
    eventID: 'c',
    eventTime: '2024-03-05T12:20:00Z',
    eventName: 'RunInstances',
    status: '1000',
    sourceIPAddress: 'AWS Internal',
    errorMessage: '',
    tags: ['red'],
    requestParameters: null,
  },
];

/** The page, a search, and the IDs of the events that it returns, latest first. */
export type SearchCase = readonly [page: string, search: string, ids: string];

const SEARCH = 'search';
const NOT_PAGE = 'Difference between != and NOT (Search Manual)';
const CASE_TERM = 'Use CASE() and TERM() to match phrases (Search Manual)';
const WILDCARDS = 'Wildcards (Search Manual)';
const TIME = 'Time modifiers';

// prettier-ignore
export const SEARCH_CASES: readonly SearchCase[] = [
  ['multisearch', '| multisearch [search status=404 | eval type="a"] [search status=1000 | where isnotnull(eventName)]', 'a c'],
  ['multisearch', '| multisearch [search status=404] [search status=404] [search status=200] | search status>300', 'a a'],

  [SEARCH, '*', 'c b a'],
  [SEARCH, 'search *', 'c b a'],
  [SEARCH, 'eventName=ConsoleLogin', 'b a'],
  [SEARCH, 'eventName="CONSOLELOGIN"', 'b a'],
  [SEARCH, 'eventName = RunInstances', 'c'],
  [SEARCH, 'failed authentication', 'b a'],
  [SEARCH, '"failed authentication"', 'a'],
  [SEARCH, 'auth', ''],
  [SEARCH, 'status=404 OR status=200', 'b a'],
  [SEARCH, 'status IN (404, "1000")', 'c a'],
  [SEARCH, 'status IN (40*, 1000)', 'c a'],
  [SEARCH, 'NOT status IN (404)', 'c b'],
  [SEARCH, 'status>300', 'c a'],
  [SEARCH, 'status>=404 status<1000', 'a'],
  [SEARCH, 'status=404.0', ''],
  [SEARCH, 'eventName>d', 'c'],
  [SEARCH, 'eventName=RunInstances OR eventName=ConsoleLogin status=200', 'b'],
  [SEARCH, '(eventName=RunInstances OR eventName=ConsoleLogin) AND status=200', 'b'],
  [SEARCH, 'eventName=RunInstances OR (eventName=ConsoleLogin status=200)', 'c b'],
  [SEARCH, 'NOT eventName=RunInstances status=404', 'a'],
  [SEARCH, 'NOT (eventName=RunInstances OR status=404)', 'b'],
  [SEARCH, 'eventName=ConsoleLogin or', ''],
  [SEARCH, 'sourceIPAddress="10.0.0.0/8"', 'a'],
  [SEARCH, 'sourceIPAddress!="10.0.0.0/8"', 'c b'],
  [SEARCH, 'sourceIPAddress="AWS Internal"', 'c'],
  [SEARCH, 'tags{}=green', 'b'],
  [SEARCH, '"tags{}"=red', 'c b'],
  [SEARCH, 'tags{}!=red', 'b'],
  [SEARCH, 'sourcetype=aws:cloudtrail index=main', 'c b a'],
  [SEARCH, 'sourcetype=other', ''],
  [SEARCH, 'errorMessage=""', 'c'],
  [SEARCH, 'requestParameters=null', 'c'],
  [SEARCH, String.raw`path="C:\\Windows\\Temp"`, 'a'],
  [SEARCH, String.raw`note="say \"hi\""`, 'a'],
  [SEARCH, 'eventName=CASE(ConsoleLogin)', 'a'],
  [SEARCH, '* | search status=200', 'b'],
  [SEARCH, 'eventName=Run* | where status>5', 'c'],
  [NOT_PAGE, 'path!="x"', 'a'],
  [NOT_PAGE, 'NOT path="x"', 'c b a'],
  [NOT_PAGE, 'NOT path=*', 'c b'],
  [NOT_PAGE, 'path=*', 'a'],
  [CASE_TERM, 'CASE(ConsoleLogin)', 'a'],
  [CASE_TERM, 'CASE(consolelogin)', 'b'],
  [CASE_TERM, 'TERM(10.1.2.3)', 'a'],
  [CASE_TERM, 'TERM(10.1.2)', ''],
  [CASE_TERM, '10.1.2', 'a'],
  [CASE_TERM, 'TERM(10.1.*)', 'a'],
  [WILDCARDS, 'eventName=*login', 'b a'],
  [WILDCARDS, 'eventName=C*L*n', 'b a'],
  [WILDCARDS, 'authen*', 'b a'],
  [WILDCARDS, '*stances', 'c'],
  [WILDCARDS, 'eventName=*', 'c b a'],
  [TIME, 'earliest=-25m', 'c b'],
  [TIME, 'earliest=-25m latest=-15m', 'b'],
  [TIME, 'earliest=1709640000 latest=1709641200', 'b a'],
  [TIME, 'earliest=@h latest=now', 'c b a'],
  [TIME, 'earliest="03/05/2024:12:10:00"', 'c b'],
];
