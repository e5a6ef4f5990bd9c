import { FUNCTIONS } from '../functions/table.js';
import { MANY } from '../functions/define.js';
import type { Arithmetic, ArithmeticOperator, ComparisonOperator, Expression } from './expression.js';
import { nextToken, type EvalToken } from './eval-lexer.js';
import type { Place, SplSource } from './source.js';

const MAX_DEPTH = 150;

const COMPARISONS: Readonly<Record<string, ComparisonOperator>> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/**
 * Parses one expression of eval and where. Precedence, loosest first: XOR, OR, AND, NOT, comparisons (with LIKE and IN),
 * `+ - .`, `* / %`, minus sign (Search Reference, "eval", "Usage", and "where").
 */
export class EvalParser {
  private token: EvalToken;
  private depth = 0;

  constructor(
    private readonly source: SplSource,
    start: number,
    private readonly end: number,
  ) {
    this.token = nextToken(source, start, end);
  }

  /** Where the text after the expression begins. */
  get position(): number {
    return this.token.at;
  }

  expression(): Expression {
    if (this.depth > MAX_DEPTH) throw this.source.error(this.token.at, 'RP5106', 'levels of nesting', MAX_DEPTH);
    this.depth += 1;
    const result = this.logic('xor', () => this.logic('or', () => this.logic('and', () => this.negation())));
    this.depth -= 1;
    return result;
  }

  private advance(): EvalToken {
    const taken = this.token;
    this.token = nextToken(this.source, taken.end, this.end);
    return taken;
  }

  private isKeyword(keyword: string): boolean {
    return this.token.kind === 'name' && this.token.text.toLowerCase() === keyword;
  }

  private isOperator(...texts: readonly string[]): boolean {
    return this.token.kind === 'operator' && texts.includes(this.token.text);
  }

  private place(at = this.token.at): Place {
    return { source: this.source, at };
  }

  private logic(operator: 'and' | 'or' | 'xor', next: () => Expression): Expression {
    const operands = [next()];
    const place = this.place();
    while (this.isKeyword(operator)) {
      this.advance();
      operands.push(next());
    }
    return operands.length === 1 ? operands[0]! : { kind: 'logic', operator, operands, place };
  }

  private negation(): Expression {
    const place = this.place();
    let inverted = false;
    let negations = 0;
    while (this.isKeyword('not') || this.isOperator('!')) {
      this.advance();
      inverted = !inverted;
      negations += 1;
    }
    const operand = this.comparison();
    if (negations === 0) return operand;
    const once: Expression = { kind: 'unary', operator: 'not', operand, place };
    return inverted ? once : { kind: 'unary', operator: 'not', operand: once, place };
  }

  private comparison(): Expression {
    const left = this.sum();
    const place = this.place();
    if (this.token.kind === 'operator' && Object.hasOwn(COMPARISONS, this.token.text)) {
      const operator = COMPARISONS[this.advance().text]!;
      return { kind: 'comparison', operator, left, right: this.sum(), place };
    }
    if (this.isKeyword('like')) {
      this.advance();
      return { kind: 'call', name: 'like', definition: FUNCTIONS['like']!, args: [left, this.sum()], place };
    }
    const inverted = this.isKeyword('not');
    if (inverted) this.advance();
    if (this.isKeyword('in')) {
      this.advance();
      const args = [left, ...this.argumentList()];
      const test: Expression = { kind: 'call', name: 'in', definition: FUNCTIONS['in']!, args, place };
      return inverted ? { kind: 'unary', operator: 'not', operand: test, place } : test;
    }
    if (inverted) throw this.source.error(place.at, 'RP5101', "'IN' expected after NOT");
    return left;
  }

  private sum(): Expression {
    return this.chain(['+', '-', '.'], () => this.product());
  }

  private product(): Expression {
    return this.chain(['*', '/', '%'], () => this.signed());
  }

  private chain(operators: readonly ArithmeticOperator[], next: () => Expression): Expression {
    const first = next();
    const place = this.place();
    const rest: Arithmetic['rest'][number][] = [];
    while (this.isOperator(...operators)) {
      const operator = this.advance().text as ArithmeticOperator;
      rest.push({ operator, operand: next() });
    }
    return rest.length === 0 ? first : { kind: 'arithmetic', first, rest, place };
  }

  private signed(): Expression {
    const place = this.place();
    if (this.isOperator('-')) {
      this.advance();
      // A sign before a number belongs to it; other signs do not repeat.
      if (this.token.kind === 'number')
        return { kind: 'literal', value: -(this.advance() as { value: number }).value, place };
      return { kind: 'unary', operator: '-', operand: this.primary(), place };
    }
    if (this.isOperator('+')) this.advance();
    return this.primary();
  }

  private primary(): Expression {
    const token = this.token;
    const place = this.place();
    switch (token.kind) {
      case 'string':
        this.advance();
        return { kind: 'literal', value: token.text, place };
      case 'number':
        this.advance();
        return { kind: 'literal', value: token.value, place };
      case 'field':
        this.advance();
        return { kind: 'field', name: token.text, place };
      case 'name':
        return this.named(token.text, place);
      default:
        if (this.isOperator('(')) {
          this.advance();
          const inner = this.expression();
          this.close();
          return inner;
        }
        throw this.source.error(
          place.at,
          'RP5101',
          token.kind === 'end' ? 'an expression ends too early' : `'${token.text}' is not expected here`,
        );
    }
  }

  private named(name: string, place: Place): Expression {
    this.advance();
    // `null` and `true` without parentheses occur in public searches; Splunk reads them as fields.
    if (!this.isOperator('(')) return { kind: 'field', name, place };
    const definition = Object.hasOwn(FUNCTIONS, name.toLowerCase()) ? FUNCTIONS[name.toLowerCase()] : undefined;
    if (definition === undefined) throw this.source.error(place.at, 'RP5103', name);
    const args = this.argumentList();
    if (args.length < definition.min || args.length > definition.max)
      throw this.source.error(place.at, 'RP5108', name, describeArity(definition.min, definition.max), args.length);
    return { kind: 'call', name: name.toLowerCase(), definition, args, place };
  }

  private argumentList(): Expression[] {
    if (!this.isOperator('(')) throw this.source.error(this.token.at, 'RP5101', "'(' expected");
    this.advance();
    const args: Expression[] = [];
    if (this.isOperator(')')) {
      this.advance();
      return args;
    }
    for (;;) {
      args.push(this.expression());
      if (!this.isOperator(',')) break;
      this.advance();
    }
    this.close();
    return args;
  }

  private close(): void {
    if (!this.isOperator(')')) throw this.source.error(this.token.at, 'RP5101', "')' expected");
    this.advance();
  }
}

function describeArity(min: number, max: number): string {
  const count = min === max ? String(min) : max >= MANY ? `${min} or more` : `${min} to ${max}`;
  return `${count} argument${count === '1' ? '' : 's'}`;
}
