import type { Aggregate, Command, Generator, Search, SearchTerm, SortKey } from './command.js';
import { printCondition, printOperands, printValue } from './print-expression.js';
import {
  quoteExpressionField,
  quoteFieldName,
  quoteFileName,
  quoteRemark,
  quoteSearchField,
  quoteSearchValue,
} from './quote.js';

/** Lines longer than this are broken where the reader would. */
const WIDTH = 110;
const INDENT = '    ';

/** A search as an analyst writes it: one command a line, the pipe in front, a line feed at the end. */
export const printSearch = (search: Search): string => `${lines(search, WIDTH).join('\n')}\n`;

/** The same search on one line, as a configuration file needs it. */
export const printSearchOnOneLine = (search: Search): string => lines(search, Infinity).join(' ');

function lines(search: Search, width: number): string[] {
  const remarks = search.remarks.map(quoteRemark).filter((remark) => remark !== null);
  return [
    ...(search.generator === undefined ? [printTerms(search.terms)] : printGenerator(search.generator, width)),
    ...remarks.map((remark) => (width === Infinity ? remark : `${INDENT}${remark}`)),
    ...search.commands.flatMap((command) => printCommand(command, width)),
  ];
}

function printGenerator(generator: Generator, width: number): string[] {
  switch (generator.command) {
    case 'inputlookup':
      return [`| inputlookup ${quoteFileName(generator.file)}`];
    case 'makeresults':
      return [`| makeresults${generator.count === 1 ? '' : ` count=${generator.count}`}`];
    case 'multisearch':
      return printBracketed('| multisearch', generator.searches, width);
  }
}

/** Terms before the first pipe; also what a macro for them stands for. */
export const printTerms = (terms: readonly SearchTerm[]): string => terms.map(printTerm).join(' ');

function printTerm(term: SearchTerm): string {
  switch (term.kind) {
    case 'macro':
      return `\`${term.name}${term.args === undefined ? '' : `(${term.args.join(', ')})`}\``;
    case 'index':
      return `index=${term.pattern}`;
    case 'field': {
      const values = term.values.map(quoteSearchValue);
      const name = quoteSearchField(term.field);
      return values.length === 1 ? `${name}=${values[0]!}` : `${name} IN (${values.join(', ')})`;
    }
    case 'prefix':
      return `${quoteSearchField(term.field)}=${quoteSearchValue(term.value)}*`;
    case 'time':
      return `earliest=${epoch(term.earliest)} latest=${epoch(term.latest)}`;
  }
}

function printCommand(command: Command, width: number): string[] {
  if (command.command === 'append') return printBracketed('| append', [command.search], width);
  const { head, parts, glue } = commandParts(command);
  const remark = command.remark === undefined ? null : quoteRemark(command.remark);
  const tail = remark === null ? '' : ` ${remark}`;
  const whole = `| ${head}${parts.length === 0 ? '' : ' '}${parts.join(glue.inline)}`;
  const lines = parts.length < 2 || whole.length <= width ? [whole] : broken(head, parts, glue);
  if (remark === null) return lines;
  const last = lines.pop()!;
  return last.length + tail.length <= width ? [...lines, last + tail] : [...lines, last, INDENT + remark];
}

/** Searches within brackets; on lines of their own, indented, where lines may break. */
function printBracketed(head: string, searches: readonly Search[], width: number): string[] {
  const parts = searches.map((search) => {
    const [first, ...rest] = lines(search, width - INDENT.length);
    const opening = search.generator === undefined ? `[ search ${first!}` : `[ ${first!}`;
    if (width === Infinity) return [[opening, ...rest, ']'].join(' ')];
    return [opening, ...rest.map((line) => `  ${line}`)].map(
      (line, index, all) => INDENT + (index === all.length - 1 ? `${line} ]` : line),
    );
  });
  return width === Infinity ? [[head, ...parts.flat()].join(' ')] : [head, ...parts.flat()];
}

interface Glue {
  readonly inline: string;
  /** What stands at the end of a line before the next part, and at the start of the next. */
  readonly end: string;
  readonly start: string;
  /** Whether several parts share a line while they fit. */
  readonly fill: boolean;
}

const COMMA: Glue = { inline: ', ', end: ',', start: '', fill: false };
const LIST: Glue = { inline: ', ', end: ',', start: '', fill: true };

interface Parts {
  readonly head: string;
  readonly parts: readonly string[];
  readonly glue: Glue;
}

function commandParts(command: Exclude<Command, { command: 'append' }>): Parts {
  switch (command.command) {
    case 'where': {
      const word = command.condition.kind === 'or' ? 'OR' : 'AND';
      const glue = { inline: ` ${word} `, end: '', start: `${word} `, fill: false };
      return { head: 'where', parts: printOperands(command.condition), glue };
    }
    case 'eval':
      return { head: 'eval', parts: command.assignments.map(printAssignment), glue: COMMA };
    case 'mvexpand':
      return { head: 'mvexpand', parts: [quoteFieldName(command.field)], glue: LIST };
    case 'sort':
      return { head: 'sort 0', parts: command.keys.map(printSortKey), glue: LIST };
    case 'streamstats': {
      const options = command.before === undefined ? '' : ` current=f window=${command.before}`;
      return { head: `streamstats${options}`, parts: command.aggregates.map(printAggregate), glue: LIST };
    }
    case 'eventstats':
    case 'stats': {
      const last = command.aggregates.length - 1;
      const by = command.by.length === 0 ? '' : ` by ${command.by.map(quoteFieldName).join(' ')}`;
      const parts = command.aggregates.map((each, index) => printAggregate(each) + (index === last ? by : ''));
      return { head: command.command, parts, glue: LIST };
    }
    case 'lookup': {
      const [key, name, output] = [command.key, command.field, command.output].map(quoteFieldName);
      const file = quoteFileName(command.file);
      return { head: 'lookup', parts: [`${file} ${key!} AS ${name!} OUTPUT ${key!} AS ${output!}`], glue: LIST };
    }
    case 'head':
      return { head: 'head', parts: [String(command.count)], glue: LIST };
    case 'reverse':
      return { head: 'reverse', parts: [], glue: LIST };
    case 'rename':
      return {
        head: 'rename',
        parts: command.fields.map(({ from, to }) => `${quoteFieldName(from)} AS ${quoteFieldName(to)}`),
        glue: LIST,
      };
    case 'fields':
    case 'table':
      return { head: command.command, parts: command.fields.map(quoteFieldName), glue: LIST };
  }
}

const printSortKey = ({ field, as, descending }: SortKey): string => `${descending === true ? '-' : ''}${as}(${field})`;

/** `count`, `dc(x) AS y`, `count(eval(x==1)) AS y`; a statistic that is named as it would be anyway needs no AS. */
function printAggregate({ fn, of, as }: Aggregate): string {
  const argument =
    of === null ? '' : typeof of === 'string' ? `(${quoteFieldName(of)})` : `(eval(${printCondition(of)}))`;
  return fn === 'count' && of === null && as === 'count' ? 'count' : `${fn}${argument} AS ${quoteFieldName(as)}`;
}

const printAssignment = ({
  field,
  value,
}: {
  readonly field: string;
  readonly value: Parameters<typeof printValue>[0];
}): string => `${quoteExpressionField(field)}=${printValue(value)}`;

function broken(head: string, parts: readonly string[], glue: Glue): string[] {
  const lines: string[] = [];
  let line = `| ${head} ${parts[0]!}`;
  for (const part of parts.slice(1)) {
    if (glue.fill && line.length + glue.inline.length + part.length <= WIDTH) {
      line += glue.inline + part;
      continue;
    }
    lines.push(line + glue.end);
    line = INDENT + glue.start + part;
  }
  return [...lines, line];
}

/** Seconds since 1970 with as many decimals as the milliseconds need. */
function epoch(milliseconds: number): string {
  const fraction = milliseconds % 1000;
  return fraction === 0 ? String(milliseconds / 1000) : (milliseconds / 1000).toFixed(3);
}
