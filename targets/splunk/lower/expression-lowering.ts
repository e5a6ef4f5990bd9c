import type { Span } from '../../../src/diagnostics/diagnostic.js';
import { isNullable } from '../../../src/functions/nullability.js';
import { notInPlan, type Expression } from '../../../src/ir/expression.js';
import type { SPLUNK_CODES, SplunkCode } from '../codes.js';
import { call, choose, compare, FALSE, field, NULL, text, TRUE } from '../spl/expression.js';
import type { Condition, Value } from '../spl/expression.js';
import { literalInteger, type Lower, type LoweringContext } from './context.js';
import { choice, dynamicChoice } from './choices.js';
import { DYNAMIC_FUNCTIONS } from './dynamic-functions.js';
import * as dynamics from './dynamic.js';
import type { Dynamic, DynamicFault } from './dynamic.js';
import { literalDynamic, numeral } from './literals.js';
import { NUMBER_FUNCTIONS } from './number-functions.js';
import { BOOL_FUNCTIONS, PREDICATES } from './predicates.js';
import { extractedField, rawPlace } from './raw-column.js';
import type { FieldBinding, Scope } from './scope.js';
import { TIME, type Stage } from './stage.js';
import { TEXT_FUNCTIONS } from './text-functions.js';

/** Lowers the expressions of one operator: columns are those of its input row. */
export class ExpressionLowering implements LoweringContext {
  constructor(
    private readonly scope: Scope,
    private readonly stage: Stage,
  ) {}

  holds(expression: Expression): Condition {
    return this.condition(expression, 'holds');
  }

  fails(expression: Expression): Condition {
    return this.condition(expression, 'fails');
  }

  private condition(expression: Expression, half: 'holds' | 'fails'): Condition {
    if (expression.kind === 'literal') return expression.value === (half === 'holds') ? TRUE : FALSE;
    const predicate = expression.kind === 'call' ? PREDICATES.get(expression.fn) : undefined;
    if (expression.kind === 'call' && predicate !== undefined) {
      return predicate[half](expression.args, this, expression);
    }
    return compare('==', this.value(expression), text(half === 'holds' ? 'true' : 'false'));
  }

  value(expression: Expression): Value {
    switch (expression.type) {
      case 'string':
        return this.text(expression);
      case 'dynamic':
        return this.dynamicText(expression);
      case 'bool':
        return this.bool(expression);
      case 'guid':
        this.refuse('RP3104', expression.span, expression.type, 'form');
        return NULL;
      default:
        return this.number(expression);
    }
  }

  private bool(expression: Expression): Value {
    if (expression.kind === 'column') return this.column(expression.name);
    if (expression.kind === 'literal') return expression.value === null ? NULL : text(String(expression.value));
    const chosen = expression.kind === 'call' ? choice(expression, this, (branch) => this.bool(branch)) : null;
    if (chosen !== null) return chosen;
    const lower = expression.kind === 'call' ? BOOL_FUNCTIONS.get(expression.fn) : undefined;
    if (expression.kind === 'call' && lower !== undefined) return lower(expression.args, this, expression);
    if (expression.kind !== 'call' || !PREDICATES.has(expression.fn)) {
      this.refuse('RP3102', expression.span, expression.kind === 'call' ? expression.fn : expression.kind);
      return NULL;
    }
    if (!this.isNullable(expression)) return choose(this.holds(expression), text('true'), text('false'));
    const branches = [
      { when: this.holds(expression), value: text('true') },
      { when: this.fails(expression), value: text('false') },
    ];
    return { kind: 'case', branches, otherwise: null };
  }

  text(expression: Expression): Value {
    if (expression.kind === 'literal') return text(String(expression.value));
    if (expression.kind === 'column') return this.column(expression.name);
    return this.called(expression, TEXT_FUNCTIONS, text(''), (branch) => this.text(branch));
  }

  number(expression: Expression): Value {
    if (expression.kind === 'literal') return numeral(expression, this);
    if (expression.kind === 'column') return this.numberColumn(expression.name, expression.span);
    return this.called(expression, NUMBER_FUNCTIONS, NULL, (branch) => this.number(branch));
  }

  dynamic(expression: Expression): Dynamic {
    switch (expression.kind) {
      case 'literal':
        return literalDynamic(expression);
      case 'column': {
        const raw = this.scope.get(expression.name);
        const place = raw?.kind === 'raw' ? rawPlace(raw.column) : null;
        if (place !== null) return place;
        const binding = this.bound(expression.name);
        return binding.dynamic ?? { kind: 'opaque', value: field(binding.field) };
      }
      case 'member': {
        const object = this.dynamic(expression.object);
        if (object.kind === 'opaque') this.assume('RP3158', `what has '${expression.key}'`);
        return this.usable(dynamics.member(object, expression.key), expression.span, expression.key);
      }
      case 'index': {
        const index = literalInteger(expression.index);
        if (index === null) this.refuse('RP3103', expression.span, '[]', 'a constant position');
        const array = this.dynamic(expression.object);
        if (array.kind === 'opaque') this.assume('RP3158', `what has '[${index}]'`);
        return this.usable(dynamics.element(array, index ?? 0), expression.span, `[${index}]`);
      }
      case 'call': {
        const lower = DYNAMIC_FUNCTIONS.get(expression.fn);
        if (lower !== undefined) return lower(expression.args, this, expression);
        return dynamicChoice(expression, this);
      }
      case 'toscalar':
      case 'in-table':
        return notInPlan(expression);
    }
  }

  dynamicText(expression: Expression): Value {
    const binding = expression.kind === 'column' ? this.scope.get(expression.name) : undefined;
    // A place in a JSON text: the column's field has the text of what is there.
    if (binding?.kind === 'field' && binding.dynamic?.kind === 'json' && binding.dynamic.path.length > 0)
      return field(binding.field);
    const value = dynamics.dynamicText(this.dynamic(expression));
    return this.usable<Value>(value, expression.span, '', NULL);
  }

  isNullable(expression: Expression): boolean {
    if (expression.type !== 'dynamic') {
      const binding = expression.kind === 'column' ? this.scope.get(expression.name) : undefined;
      return binding?.kind === 'field' ? binding.nullable : isNullable(expression);
    }
    return dynamics.isNullableDynamic(this.dynamic(expression));
  }

  extracted(expression: Expression, matches: (value: string) => boolean): string | null {
    const binding = expression.kind === 'column' ? this.scope.get(expression.name) : undefined;
    if (binding?.kind !== 'raw') return null;
    const name = extractedField(binding.column, matches);
    if (name !== null) this.assume('RP3152', name);
    return name;
  }

  isoTime(expression: Expression): Value | null {
    const isRead = expression.kind === 'column' && this.scope.get(expression.name)?.kind === 'field';
    return isRead ? this.timeText(expression) : null;
  }

  timeText(expression: Expression): Value | null {
    if (expression.kind !== 'column') return null;
    const binding = this.bound(expression.name);
    if (binding.time !== 'iso') return null;
    this.assume('RP3157', expression.name);
    return field(binding.field);
  }

  isSpelled(value: Value): boolean {
    return this.stage.isSpelled(value);
  }

  refuse<Code extends SplunkCode>(
    code: Code,
    span: Span,
    ...values: Parameters<(typeof SPLUNK_CODES)[Code]['message']>
  ): void {
    this.stage.notes.refuse(code, span, ...values);
  }

  assume<Code extends SplunkCode>(code: Code, ...values: Parameters<(typeof SPLUNK_CODES)[Code]['message']>): void {
    this.stage.notes.assume(code, ...values);
  }

  private bound(name: string): FieldBinding {
    const binding = this.scope.get(name);
    if (binding === undefined) throw new Error(`the column ${name} is not in scope`);
    return binding.kind === 'raw' ? this.stage.readRaw(binding.column) : binding;
  }

  private column(name: string): Value {
    return field(this.bound(name).field);
  }

  private numberColumn(name: string, span: Span): Value {
    const binding = this.scope.get(name);
    if (binding?.kind === 'raw' && binding.column.splunk === '_time') return TIME;
    const { field: source, time, type } = this.bound(name);
    if (type === 'real' || type === 'decimal') this.refuse('RP3104', span, type, 'form');
    if (time !== 'iso') return field(source);
    const read = (format: string): Value => call('strptime', field(source), text(`%Y-%m-%dT%H:%M:%S${format}`));
    return call('coalesce', read('%Z'), read('.%N%Z'));
  }

  /** A call out of a table, or a choice between values of its type. */
  private called(
    expression: Expression,
    table: ReadonlyMap<string, Lower<Value>>,
    fallback: Value,
    branch: (expression: Expression) => Value,
  ): Value {
    if (expression.kind !== 'call') throw new Error(`a ${expression.kind} of type ${expression.type}`);
    const lower = table.get(expression.fn);
    if (lower !== undefined) return lower(expression.args, this, expression);
    const chosen = choice(expression, this, branch);
    if (chosen === null) this.refuse('RP3102', expression.span, expression.fn);
    return chosen ?? fallback;
  }

  private usable(value: Dynamic | DynamicFault, span: Span, key: string): Dynamic;
  private usable<T>(value: T | DynamicFault, span: Span, key: string, fallback: T): T;
  private usable(value: unknown, span: Span, key: string, fallback: unknown = dynamics.NULL_DYNAMIC): unknown {
    if (value !== 'path') return value;
    this.refuse('RP3106', span, key);
    return fallback;
  }
}
