import type * as t from '@babel/types';
import * as b from '../ast/builders.js';
import { blankLineBefore, withDoc } from '../ast/print.js';
import * as s from '../ast/statements.js';
import { arrayOf, interfaceDeclaration, keyword, orNull, reference, typeLiteral } from '../ast/type-nodes.js';
import type { Window } from '../../../src/target/target.js';
import type { KeptRows } from './kept-rows.js';
import type { ModuleParts } from './parts.js';
import type { PushStage, Stages } from './stages.js';

type Member = t.ClassMethod | t.ClassPrivateMethod | t.ClassPrivateProperty;

export interface DetectorShape {
  readonly stages: Stages;
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
    ...stageMethods(shape.stages.push),
  ]);
  return withDoc(s.exported(detector), [
    "Finds the rule's matches in CloudTrail records, one record at a time. Only rows that may still be part of a match are kept.",
  ]);
}

function fields(parts: ModuleParts, { stages, matchesAtPush, readsLog }: DetectorShape): Member[] {
  return [
    ...(readsLog ? [s.classField('#window', orNull(reference('Interval')), null)] : []),
    ...(parts.usesClock ? [s.classField('#now', reference('DateTime'), null)] : []),
    ...parts.onceFields.map(({ name, type }) => s.classField(`#${name}`, type, null)),
    ...stages.kept.filter(({ isField }) => isField).map((rows) => keptField(rows)),
    ...(matchesAtPush ? [s.classField('#matches', arrayOf(reference('Match')), b.array([]))] : []),
  ];
}

const keptField = (rows: KeptRows): t.ClassPrivateProperty => s.classField(`#${rows.name}`, rows.type, rows.initial);

function constructorOf(parts: ModuleParts, { readsLog, window }: DetectorShape): Member[] {
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
  // A query that reads neither log nor clock has no use for its options.
  const parameter = {
    name: body.length === 0 ? '_options' : 'options',
    type: reference('Options'),
    fallback: b.object([]),
  };
  return [blankLineBefore(s.classMethod('constructor', [parameter], null, body))];
}

function push(parts: ModuleParts, { stages, readsLog }: DetectorShape): Member {
  const parameter = { name: readsLog ? 'record' : '_record', type: keyword('unknown') };
  if (!readsLog) return s.classMethod('push', [parameter], keyword('void'), []);
  parts.helpers.add('isRecord');
  const guard = s.ifThen(b.unary('!', b.call('isRecord', b.id('record'))), s.returns());
  const [only, ...others] = stages.push;
  const body =
    only !== undefined && others.length === 0
      ? only.body
      : stages.push.map(({ method }) => s.expressionStatement(b.call(b.privateField(method), b.id('record'))));
  return s.classMethod('push', [parameter], keyword('void'), [guard, ...body]);
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

function finish({ stages, matchesAtPush }: DetectorShape): Member {
  const matches = arrayOf(reference('Match'));
  const body = matchesAtPush
    ? [s.returns(b.spread(b.privateField('matches')))]
    : [s.constant('matches', b.array([]), matches), ...stages.finish, s.returns(b.id('matches'))];
  return s.classMethod('finish', [], matches, body);
}

/** With several readings of the log, one private method each. */
function stageMethods(stages: readonly PushStage[]): Member[] {
  if (stages.length < 2) return [];
  return stages.map(({ method, body }) =>
    blankLineBefore(
      s.classMethod(`#${method}`, [{ name: 'record', type: reference('CloudTrailRecord') }], keyword('void'), body),
    ),
  );
}

/** `export interface Options`. */
export function optionsInterface(parts: ModuleParts, { readsLog, window }: DetectorShape): t.Statement {
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
  ]);
  const lacking = window === undefined ? 'all records when left out' : 'the window of the conversion when left out';
  return withDoc(s.exported(declaration), [
    'Times in milliseconds since 1970.',
    ...(readsLog ? [`window: only records of this time count, start inclusive, end exclusive; ${lacking}`] : []),
    ...(parts.usesClock ? ['now: the clock of now() and ago(); the time of construction when left out'] : []),
  ]);
}

/** `export function detect(records, options)`. */
export function detectFunction(): t.Statement {
  const detector = b.id('detector');
  const declaration = s.functionDeclaration(
    'detect',
    [
      { name: 'records', type: reference('Iterable', keyword('unknown')) },
      { name: 'options', type: reference('Options'), fallback: b.object([]) },
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
