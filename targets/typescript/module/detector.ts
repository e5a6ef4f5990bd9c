import type * as t from '@babel/types';
import * as b from '../ast/builders.js';
import { blankLineBefore, withDoc } from '../ast/print.js';
import * as s from '../ast/statements.js';
import {
  arrayOf,
  interfaceDeclaration,
  keyword,
  orNull,
  readonlyArray,
  reference,
  typeLiteral,
} from '../ast/type-nodes.js';
import type { Window } from '../../../src/target/target.js';
import { externalDoc, externalsMember } from './origins/external.js';
import type { ModuleParts } from './parts.js';
import type { PushStage, QueryWriter } from './query-writer.js';
import { RECORDS, type RecordNames } from './record-shape.js';

type Member = t.ClassMethod | t.ClassPrivateMethod | t.ClassPrivateProperty;

export interface DetectorShape {
  readonly query: QueryWriter;
  /** Whether matches come out of `push`: then they are kept until `finish` returns them. */
  readonly matchesAtPush: boolean;
  readonly readsLog: boolean;
  readonly skipsByText: boolean;
  readonly window: Window | undefined;
}

/** `class Detector`: records in one at a time, matches out. */
export function detectorClass(parts: ModuleParts, shape: DetectorShape): t.Statement {
  const detector = s.classDeclaration('Detector', [
    ...fields(parts, shape),
    ...constructorOf(parts, shape),
    blankLineBefore(withDoc(push(parts, shape), ['Takes one record of the log; records may come in any order.'])),
    blankLineBefore(withDoc(pushText(parts, shape), pushTextDoc(shape))),
    blankLineBefore(withDoc(finish(shape), ['The matches among all records so far.'])),
    ...stageMethods(shape.query.push),
  ]);
  return withDoc(s.exported(detector), [
    `Finds the rule's matches in ${recordsOf(shape)}, one record at a time. Only rows that may still be part of a match are kept.`,
  ]);
}

const recordsOf = ({ query }: DetectorShape): string =>
  query.push.every(({ table }) => table === 'AWSCloudTrail') ? 'CloudTrail records' : 'records of logs';

function fields(parts: ModuleParts, { query, matchesAtPush, readsLog }: DetectorShape): Member[] {
  return [
    ...(readsLog ? [s.classField('#window', orNull(reference('Interval')), null)] : []),
    ...(parts.usesClock ? [s.classField('#now', reference('DateTime'), null)] : []),
    ...parts.onceFields.map(({ name, type }) => s.classField(`#${name}`, type, null)),
    ...query.externals.map(({ field, rowType }) => s.classField(`#${field}`, readonlyArray(reference(rowType)), null)),
    ...query.fields.map(({ name, type, initial }) => s.classField(`#${name}`, type, initial)),
    ...(matchesAtPush ? [s.classField('#matches', arrayOf(reference('Match')), b.array([]))] : []),
  ];
}

function constructorOf(parts: ModuleParts, { query, readsLog, window }: DetectorShape): Member[] {
  const options = b.id('options');
  const body: t.Statement[] = [];
  if (readsLog) {
    parts.helpers.add('Interval').add('instant').add('isWithin');
    const given = b.member(options, 'window');
    const bound = (name: 'start' | 'end'): b.Entry => ({
      key: name,
      value: b.call('instant', b.member(b.id('window'), name)),
    });
    const interval = b.object([bound('start'), bound('end')]);
    const written =
      window === undefined
        ? given
        : b.logical(
            given,
            '??',
            b.object([
              { key: 'start', value: b.num(window.start) },
              { key: 'end', value: b.num(window.end) },
            ]),
          );
    const isAbsent = b.binary(b.id('window'), '===', b.id('undefined'));
    body.push(s.constant('window', written));
    body.push(
      s.assign(b.privateField('window'), window === undefined ? b.conditional(isAbsent, b.nul(), interval) : interval),
    );
  }
  if (parts.usesClock) {
    const now = b.logical(b.member(options, 'now'), '??', b.method(b.id('Date'), 'now'));
    body.push(s.assign(b.privateField('now'), b.call('instant', now)));
  }
  for (const { name, value } of parts.onceFields) body.push(s.assign(b.privateField(name), value));
  for (const { field, relation } of query.externals) {
    const rows = b.optionalMember(b.member(options, 'externals'), relation.name);
    body.push(s.assign(b.privateField(field), parts.helper('given', rows, b.str(relation.name))));
  }
  // A query that reads neither log nor clock has no use for its options.
  const parameter = {
    name: body.length === 0 ? '_options' : 'options',
    type: reference('Options'),
    ...fallback(query),
  };
  return [blankLineBefore(s.classMethod('constructor', [parameter], null, body))];
}

/** Options may be left out unless they hold inputs that must be given. */
const fallback = ({ externals }: QueryWriter): { readonly fallback?: t.Expression } =>
  externals.length > 0 ? {} : { fallback: b.object([]) };

function push(parts: ModuleParts, { query, readsLog }: DetectorShape): Member {
  const parameter = { name: readsLog ? 'record' : '_record', type: keyword('unknown') };
  return s.classMethod('push', [parameter], keyword('void'), readsLog ? pushBody(parts, query.push) : []);
}

function pushBody(parts: ModuleParts, stages: readonly PushStage[]): t.Statement[] {
  const tables = [...new Set(stages.map(({ table }) => table))];
  const isOf = (table: string): t.Expression => {
    const { guard } = RECORDS[table]!;
    parts.helpers.add(guard);
    return b.call(guard, b.id('record'));
  };
  const call = ({ method }: PushStage): t.Statement =>
    s.expressionStatement(b.call(b.privateField(method), b.id('record')));
  const [first, ...others] = tables;
  if (first !== undefined && others.length === 0) {
    const guard = s.ifThen(b.unary('!', isOf(first)), s.returns());
    const [only, ...more] = stages;
    return [guard, ...(only !== undefined && more.length === 0 ? only.body : stages.map(call))];
  }
  return tables.map((table) =>
    s.ifThen(isOf(table), s.together(stages.filter((stage) => stage.table === table).map(call))),
  );
}

function pushTextDoc({ skipsByText }: DetectorShape): string[] {
  return skipsByText
    ? [
        'Takes one record as JSON text. Text that cannot match is not parsed.',
        '@throws SyntaxError for other text that is no JSON',
      ]
    : ['Takes one record as JSON text.', '@throws SyntaxError for text that is no JSON'];
}

function pushText(parts: ModuleParts, { skipsByText }: DetectorShape): Member {
  const parsed = b.method(b.id('JSON'), 'parse', b.id('json'));
  const pushIt = s.expressionStatement(b.call(b.member(b.thisNode(), 'push'), parsed));
  const body = skipsByText ? s.ifThen(parts.helper('mayMatch', b.id('json')), pushIt) : pushIt;
  return s.classMethod('pushText', [{ name: 'json', type: keyword('string') }], keyword('void'), [body]);
}

function finish({ query, matchesAtPush }: DetectorShape): Member {
  const matches = arrayOf(reference('Match'));
  const body = matchesAtPush
    ? [s.returns(b.spread(b.privateField('matches')))]
    : [s.constant('matches', b.array([]), matches), ...query.finish, s.returns(b.id('matches'))];
  return s.classMethod('finish', [], matches, body);
}

/** With several readings of the log, one private method each. */
function stageMethods(stages: readonly PushStage[]): Member[] {
  if (stages.length < 2) return [];
  return stages.map(({ method, table, body }) => {
    const record = { name: 'record', type: reference((RECORDS[table] as RecordNames).type) };
    return blankLineBefore(s.classMethod(`#${method}`, [record], keyword('void'), body));
  });
}

/** `export interface Options`. */
export function optionsInterface(parts: ModuleParts, { query, readsLog, window }: DetectorShape): t.Statement {
  const milliseconds = keyword('number');
  const declaration = interfaceDeclaration('Options', [
    ...(readsLog
      ? [
          {
            name: 'window',
            optional: true,
            type: typeLiteral([
              { name: 'start', type: milliseconds },
              { name: 'end', type: milliseconds },
            ]),
          },
        ]
      : []),
    ...(parts.usesClock ? [{ name: 'now', optional: true, type: milliseconds }] : []),
    ...externalsMember(query.externals),
  ]);
  const lacking = window === undefined ? 'all records when left out' : 'the window of the conversion when left out';
  return withDoc(s.exported(declaration), [
    'Times in milliseconds since 1970.',
    ...(readsLog ? [`window: only records of this time count, start inclusive, end exclusive; ${lacking}`] : []),
    ...(parts.usesClock ? ['now: the clock of now() and ago(); the time of construction when left out'] : []),
    ...query.externals.map(externalDoc),
  ]);
}

/** `export function detect(records, options)`. */
export function detectFunction({ query }: DetectorShape): t.Statement {
  const detector = b.id('detector');
  const declaration = s.functionDeclaration(
    'detect',
    [
      { name: 'records', type: reference('Iterable', keyword('unknown')) },
      { name: 'options', type: reference('Options'), ...fallback(query) },
    ],
    arrayOf(reference('Match')),
    [
      s.constant('detector', b.construct('Detector', [b.id('options')])),
      s.forOf('record', b.id('records'), [s.expressionStatement(b.method(detector, 'push', b.id('record')))]),
      s.returns(b.method(detector, 'finish')),
    ],
  );
  return withDoc(s.exported(declaration), ['The matches of the rule in some records.']);
}
