import { fillWildcards, isInternal, wildcardParts } from '../data/names.js';
import type { Row } from '../data/row.js';
import { scalarsOf, textOf } from '../data/values.js';
import { evaluate } from '../functions/evaluate.js';
import type { ArgReader } from '../syntax/arg-reader.js';
import { EvalParser } from '../syntax/eval-parser.js';
import type { EvalEnvironment, Expression } from '../syntax/expression.js';
import type { Place } from '../syntax/source.js';
import { aggregateNamed, type Aggregate } from './aggregates.js';

/** What is counted: rows, a field (perhaps with wildcards), or an expression. */
type Subject =
  | { readonly kind: 'rows' }
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'expression'; readonly expression: Expression };

/** One statistic of a stats, eventstats or streamstats command. */
export interface Statistic {
  readonly name: string;
  readonly aggregate: Aggregate;
  readonly subject: Subject;
  readonly output: string;
  readonly place: Place;
}

export interface StatsClause {
  readonly statistics: readonly Statistic[];
  readonly by: readonly string[];
}

/** Reads the value of an option of the command, or refuses it. */
export type TakeOption = (option: { readonly name: string; readonly at: number }) => void;

/** Parses `count dc(a) AS x values(eval(...)) ... BY b, c` up to the end. Options stand before, between or after. */
export function parseStatsClause(reader: ArgReader, takeOption: TakeOption): StatsClause {
  const takeOptions = (): void => {
    for (let option = reader.takeOptionName(); option !== null; option = reader.takeOptionName()) takeOption(option);
    reader.skipSeparators();
  };
  const statistics: Statistic[] = [];
  let grouped = false;
  for (takeOptions(); !reader.atEnd(); takeOptions()) {
    grouped = reader.takeKeyword('by');
    if (grouped) break;
    statistics.push(parseStatistic(reader));
    reader.skipSeparators();
  }
  if (statistics.length === 0) throw reader.syntax(`'${reader.command}' needs a statistical function`);
  const by: string[] = [];
  for (takeOptions(); !reader.atEnd(); takeOptions()) by.push(reader.word('a field name').text);
  if (grouped && by.length === 0) throw reader.syntax("'BY' needs a field name");
  if (by.some((name) => name.includes('*'))) throw reader.syntax('a BY clause takes no wildcards');
  return { statistics, by };
}

function parseStatistic(reader: ArgReader): Statistic {
  const place = { source: reader.source, at: reader.pos };
  const word = reader.word('a statistical function');
  const aggregate = word.quoted ? null : aggregateNamed(word.text);
  if (aggregate === null) throw reader.source.error(word.at, 'RP5103', word.text);
  let subject: Subject = { kind: 'rows' };
  if (reader.peek() === '(') {
    reader.take('(');
    subject = parseSubject(reader);
    reader.expect(')');
  }
  if (subject.kind === 'rows' && !aggregate.bare) throw reader.source.error(word.at, 'RP5108', word.text, 'a field', 0);
  const shown = reader.source.text.slice(word.at, reader.pos).replace(/^(\w+)\("(.*)"\)$/su, '$1($2)');
  if (!reader.takeKeyword('as'))
    return { name: word.text, aggregate, subject, output: shown === 'c' ? 'count' : shown, place };
  return { name: word.text, aggregate, subject, output: reader.word('a field name').text, place };
}

function parseSubject(reader: ArgReader): Subject {
  reader.skipSpace();
  if (reader.peek() === ')') return { kind: 'rows' };
  const word = reader.word('a field name');
  if (word.quoted || word.text.toLowerCase() !== 'eval' || reader.peek() !== '(')
    return { kind: 'field', name: word.text };
  reader.take('(');
  const parser = new EvalParser(reader.source, reader.pos, reader.end);
  const expression = parser.expression();
  reader.pos = parser.position;
  reader.expect(')');
  return { kind: 'expression', expression };
}

/** Replaces statistics over wildcards by one for each field that matches; fields of the BY clause stay out. */
export function expandStatistics({ statistics, by }: StatsClause, names: () => readonly string[]): Statistic[] {
  return statistics.flatMap((statistic) => {
    const { subject } = statistic;
    if (subject.kind !== 'field' || !subject.name.includes('*')) return [statistic];
    return names()
      .filter((name) => !by.includes(name) && !isInternal(name))
      .flatMap((name) => {
        const parts = wildcardParts(subject.name, name);
        if (parts === null) return [];
        return [
          { ...statistic, subject: { kind: 'field' as const, name }, output: fillWildcards(statistic.output, parts) },
        ];
      });
  });
}

/** The values that a row adds to a statistic. Of a condition only "true" counts, once. */
export function subjectValues(statistic: Statistic, row: Row, environment: EvalEnvironment): readonly string[] {
  switch (statistic.subject.kind) {
    case 'rows':
      return ['1'];
    case 'field':
      return row.values(statistic.subject.name);
    case 'expression':
      return scalarsOf(evaluate(statistic.subject.expression, row, environment))
        .filter((value) => value !== false)
        .map(textOf);
  }
}

/** The groups that a row belongs to: one for each combination of its values, none when it lacks a field. */
export function groupsOf(row: Row, by: readonly string[]): string[][] {
  return by.reduce<string[][]>(
    (groups, name) => groups.flatMap((group) => row.values(name).map((value) => [...group, value])),
    [[]],
  );
}
