import type { ArgReader } from './arg-reader.js';
import type { SearchExpression, SearchOperator, SearchValue } from './search.js';
import { searchValue, termMatcher, unescapeSearch } from './search-terms.js';
import type { Place } from './source.js';

const MAX_DEPTH = 150;
const MAX_TERMS = 5_000;
const OPERATORS: readonly SearchOperator[] = ['!=', '<=', '>=', '=', '<', '>'];

/** Modifiers of the search command whose meaning needs what this engine does not have. */
const REFUSED_FIELDS: ReadonlyMap<string, string> = new Map([
  ['eventtype', 'it has no event types'],
  ['tag', 'it has no tags'],
  ['savedsearch', 'it has no saved searches'],
  ['savedsplunk', 'it has no saved searches'],
  ['splunk_server', 'it has no servers'],
  ['splunk_server_group', 'it has no servers'],
  ['_index_earliest', 'records have no time of indexing'],
  ['_index_latest', 'records have no time of indexing'],
  ['starttime', 'use earliest'],
  ['endtime', 'use latest'],
  ['timeformat', 'use earliest and latest with relative times'],
]);

/**
 * Parses a search expression. "AND" is implied between terms and binds looser than OR; NOT binds tightest (Search
 * Reference, "search", "Boolean expressions"). Operators count only in capitals.
 */
export class SearchParser {
  private depth = 0;
  private terms = 0;

  /** `parsePipeline` parses what stands in brackets; null where a subsearch has no place. */
  constructor(
    private readonly reader: ArgReader,
    private readonly parsePipeline:
      ((start: number, end: number) => { stages: readonly unknown[]; end: number }) | null,
  ) {}

  parse(): SearchExpression {
    const expression = this.conjunction();
    if (!this.reader.atEnd()) throw this.reader.syntax(`'${this.reader.peek()}' is not expected here`);
    return expression;
  }

  private conjunction(): SearchExpression {
    this.depth += 1;
    if (this.depth > MAX_DEPTH)
      throw this.reader.source.error(this.reader.pos, 'RP5106', 'levels of nesting', MAX_DEPTH);
    const operands: SearchExpression[] = [];
    while (!this.reader.atEnd() && this.reader.peek() !== ')') {
      if (operands.length > 0) this.reader.takeOperator('AND');
      operands.push(this.disjunction());
    }
    this.depth -= 1;
    if (operands.length === 0) return { kind: 'everything' };
    return operands.length === 1 ? operands[0]! : { kind: 'and', operands };
  }

  private disjunction(): SearchExpression {
    const operands = [this.negation()];
    while (this.reader.takeOperator('OR')) operands.push(this.negation());
    return operands.length === 1 ? operands[0]! : { kind: 'or', operands };
  }

  private negation(): SearchExpression {
    let negations = 0;
    while (this.reader.takeOperator('NOT')) negations += 1;
    const operand = this.primary();
    return negations % 2 === 0 ? operand : { kind: 'not', operand };
  }

  private primary(): SearchExpression {
    const { reader } = this;
    if (reader.atEnd()) throw reader.syntax('a search expression ends too early');
    this.terms += 1;
    if (this.terms > MAX_TERMS) throw reader.source.error(reader.pos, 'RP5106', 'search terms', MAX_TERMS);
    if (reader.take('(')) {
      const inner = this.conjunction();
      reader.expect(')');
      return inner;
    }
    const place = this.place();
    if (reader.peek() === '[') return this.subsearch(place);
    const quoted = reader.peek() === '"';
    const directive = quoted ? null : this.directive();
    if (directive !== null) return this.term(directive.text, directive.name, place);
    const text = quoted ? this.quotedText() : this.plainText(false);
    const operator = this.operator();
    if (operator !== null) return this.comparison(unescapeSearch(text, place), operator, place);
    if (!quoted && ['AND', 'OR'].includes(text)) throw this.errorAt(place, `'${text}' is not expected here`);
    if (reader.takeOperator('IN'))
      return { kind: 'in', field: this.field(unescapeSearch(text, place), place), values: this.list(), place };
    if (!quoted && text.includes('::'))
      throw this.reader.source.error(this.reader.pos, 'RP5105', `'${text}'`, 'it has no indexed fields');
    return this.term(text, 'plain', place);
  }

  /** Parsed, so that its own faults show, and refused when the search runs. */
  private subsearch(place: Place): SearchExpression {
    this.reader.expect('[');
    if (this.parsePipeline === null) throw this.errorAt(place, 'a subsearch cannot stand here');
    const { stages, end } = this.parsePipeline(this.reader.pos, this.reader.end);
    this.reader.pos = end;
    this.reader.expect(']');
    const { source, at } = place;
    source.refusals.push(source.error(at, 'RP5105', 'a subsearch', 'its result depends on limits of the search head'));
    return { kind: 'subsearch', stages, place };
  }

  private term(text: string, directive: 'plain' | 'TERM' | 'CASE', place: Place): SearchExpression {
    const plain = unescapeSearch(text, place);
    if (/^\**$/u.test(plain)) return { kind: 'everything' };
    return { kind: 'term', matcher: termMatcher(plain, directive), text: plain, place };
  }

  private comparison(name: string, operator: SearchOperator, place: Place): SearchExpression {
    const lower = name.toLowerCase();
    if (lower === 'earliest' || lower === 'latest') {
      if (operator !== '=') throw this.errorAt(place, `'${lower}' takes '='`);
      return { kind: 'time', bound: lower, specifier: this.valueText().text, place };
    }
    return { kind: 'compare', field: this.field(name, place), operator, value: this.value(), place };
  }

  private field(name: string, place: Place): string {
    if (name.includes('*')) throw this.errorAt(place, 'a field name in a comparison has no wildcards');
    const base = name.includes('::') ? name.slice(0, name.indexOf('::')) : name;
    const why = REFUSED_FIELDS.get(base.toLowerCase());
    if (why !== undefined) throw place.source.error(place.at, 'RP5105', `'${base}=' in a search`, why);
    return name;
  }

  private value(): SearchValue {
    this.reader.skipSpace();
    if (this.reader.peek() !== '"') {
      const directive = this.directive();
      if (directive !== null)
        return searchValue(unescapeSearch(directive.text, this.place()), directive.name === 'CASE');
    }
    const { text, place } = this.valueText();
    return searchValue(unescapeSearch(text, place), false);
  }

  private valueText(): { text: string; place: Place } {
    this.reader.skipSpace();
    const place = this.place();
    return { text: this.reader.peek() === '"' ? this.quotedText() : this.plainText(true), place };
  }

  private list(): SearchValue[] {
    this.reader.expect('(');
    const values: SearchValue[] = [];
    for (;;) {
      this.reader.skipSeparators();
      if (this.reader.take(')')) break;
      values.push(this.value());
    }
    if (values.length === 0) throw this.reader.syntax('IN needs at least one value');
    return values;
  }

  private operator(): SearchOperator | null {
    this.reader.skipSpace();
    return OPERATORS.find((candidate) => this.reader.take(candidate)) ?? null;
  }

  private directive(): { name: 'TERM' | 'CASE'; text: string } | null {
    const { source, pos, end } = this.reader;
    const found = /^(TERM|CASE)\(\s*("(?:[^"\\]|\\.)*"|[^()"]*)\s*\)/u.exec(
      source.text.slice(pos, Math.min(end, pos + 2000)),
    );
    if (found === null) return null;
    this.reader.pos += found[0].length;
    const text = found[2]!.trim();
    if (text === '') throw this.reader.source.error(this.reader.pos, 'RP5101', `${found[1]}() needs a term`);
    return { name: found[1] as 'TERM' | 'CASE', text: text.startsWith('"') ? text.slice(1, -1) : text };
  }

  /** The contents of a quoted string, escapes still in place, for `\*` must be told from `*`. */
  private quotedText(): string {
    const start = this.reader.pos;
    this.reader.quoted();
    return this.reader.source.text.slice(start + 1, this.reader.pos - 1);
  }

  /** An unquoted word: a field name or keyword, or a value, which may contain `=` and its like. */
  private plainText(isValue: boolean): string {
    const { reader } = this;
    const stops = isValue ? /[\s()"[\]|,]/u : /[\s()"[\]|,=<>]|!(?==)/u;
    const rest = reader.source.text.slice(reader.pos, reader.end);
    const length = rest.search(stops);
    const text = length < 0 ? rest : rest.slice(0, length);
    if (text === '') throw reader.syntax(isValue ? 'a value is missing' : `'${reader.peek()}' is not expected here`);
    reader.pos += text.length;
    return text;
  }

  private place(): Place {
    return { source: this.reader.source, at: this.reader.pos };
  }

  private errorAt(place: Place, what: string) {
    return place.source.error(place.at, 'RP5101', what);
  }
}
