import type * as t from '@babel/types';
import {
  notInPlan,
  type Call,
  type Expression,
  type ExpressionKind,
  type Index,
  type Literal,
  type Member,
} from '../../../src/ir/expression.js';
import * as b from '../ast/builders.js';
import { markChoices, withComment } from '../ast/print.js';
import * as s from '../ast/statements.js';
import { readonlyArray, tupleOf } from '../ast/type-nodes.js';
import { asDouble, toText } from '../expressions/convert.js';
import { negate } from '../expressions/logic.js';
import { dynamicOf, isSimple, isWhole, maybeTextOf, refused, typeNode, type Lowered } from '../expressions/lowered.js';
import type { Lowering } from '../expressions/lowering.js';
import { FUNCTIONS } from '../functions.js';
import { Names, camelCase } from '../plan/names.js';
import type { Pipeline, Variable } from '../plan/pipeline.js';
import type { Uses } from '../plan/uses.js';
import { HELPER_NAMES, type HelperName } from '../runtime/helpers.js';
import { followedName, followedNames } from './comparisons.js';
import { lowerLiteral } from './literal.js';
import type { ModuleParts } from './parts.js';
import { lowerRawColumn, rawValue } from './raw-column.js';

/** Columns made of columns made of columns: a longer chain would exhaust the stack here. */
const MAX_DEPTH = 400;

/**
 * Writes the body of one pipeline, statement by statement: variables are declared where they are first read, so that a
 * record that fails the first filter has cost nothing else.
 */
export class PipelineWriter implements Lowering {
  #statements: t.Statement[] = [];
  readonly #outermost = this.#statements;
  readonly #lowered = new Map<Variable, Lowered>();
  readonly #provided = new Map<Variable, () => Lowered>();
  /** How often a variable's raw value was compared instead of the variable. */
  readonly #readRaw = new Map<Variable, number>();
  readonly #names: Names;
  /** What TypeScript has learned from the filters so far. */
  #followed: ReadonlySet<string> = new Set();
  #skip: () => t.Statement;
  #depth = 0;

  constructor(
    readonly parts: ModuleParts,
    readonly pipeline: Pipeline,
    readonly uses: Uses,
    skip: () => t.Statement,
  ) {
    this.#names = new Names([...HELPER_NAMES, ...parts.finishNames, ...parts.functionNames]);
    this.#skip = skip;
  }

  /** The statements of the body, from the outermost level. */
  get body(): t.Statement[] {
    return this.#outermost;
  }

  add(...statements: t.Statement[]): void {
    this.#statements.push(...statements);
  }

  /** Puts a comment above the first statement that `write` adds. */
  commented(comment: string, write: () => void): void {
    const [statements, from] = [this.#statements, this.#statements.length];
    write();
    const first = statements[from];
    if (first !== undefined && comment.trim() !== '') statements[from] = withComment(first, comment);
  }

  /** Leaves out the row unless the test holds. */
  require(test: t.Expression): void {
    const failed = negate(test);
    if (failed.type === 'BooleanLiteral' && !failed.value) return;
    // A filter that nothing passes must not look like one: TypeScript does not check code that cannot be reached.
    const shown =
      failed.type === 'BooleanLiteral' ? negate(this.helper('equals', b.bool(true), b.bool(false))) : failed;
    this.add(s.ifThen(shown, this.#skip()));
    this.#followed = new Set([...this.#followed, ...followedNames(test)]);
  }

  /** Opens a loop; what follows is inside it. */
  loop(pattern: s.Pattern, iterable: t.Expression): void {
    const body: t.Statement[] = [];
    this.add(s.forOf(pattern, iterable, body));
    this.#statements = body;
    this.#skip = s.continues;
  }

  /** Written rows as a constant of the module: tuples of the given shapes. */
  rowsOf(tuples: readonly t.Expression[], shapes: readonly Lowered[]): t.Expression {
    const named = (alias: string): void => void this.parts.helpers.add(alias as HelperName);
    const type = readonlyArray(tupleOf(shapes.map((shape) => typeNode(shape, named))));
    return this.constant('ROWS', b.array([...tuples]), type);
  }

  isRead(variable: Variable): boolean {
    return this.uses.has(variable);
  }

  freshName(label: string): string {
    const name = this.#names.unique(label);
    this.parts.localNames.add(name);
    return name;
  }

  /** A fresh name; one with an underscore in front for what must be named but is not read. */
  declare(variable: Variable): string {
    const name = this.freshName(camelCase(variable.label));
    return this.isRead(variable) ? name : `_${name}`;
  }

  bind(variable: Variable, value: Lowered): void {
    this.#lowered.set(variable, value);
  }

  /** What a variable of the origin is; written where the variable is first read. */
  provide(variable: Variable, define: () => Lowered): void {
    this.#provided.set(variable, define);
  }

  /** The value of a variable under a name, so that it costs nothing to be read again. */
  readNamed(variable: Variable): Lowered {
    const value = this.read(variable);
    return isSimple(value.node) ? value : this.#declare(variable, value);
  }

  /** The value of a variable; `inPlace` allows it to be written out here when nothing else reads it. */
  read(variable: Variable, inPlace = false): Lowered {
    const known = this.#lowered.get(variable);
    if (known !== undefined) return known;
    const value = this.#define(variable);
    const once = (this.uses.get(variable) ?? 0) - (this.#readRaw.get(variable) ?? 0) <= 1;
    const { definition } = variable;
    const unnamed = definition.kind === 'raw' || (definition.kind === 'value' && definition.shared === true);
    const isRead = this.#provided.has(variable) && isSimple(value.node);
    if (isConstant(value.node) || isRead || (once && (unnamed || (inPlace && isShort(value.node))))) return value;
    return this.#declare(variable, value);
  }

  #declare(variable: Variable, value: Lowered): Lowered {
    const name = this.freshName(camelCase(variable.label));
    const type = isCall(value.node) ? null : typeNode(value, (alias) => this.parts.helpers.add(alias as HelperName));
    this.add(s.constant(name, markChoices(value.node), type));
    const { type: kqlType, nullable, bounds, isTexts } = value;
    const declared: Lowered = {
      ...{ type: kqlType, nullable, bounds, node: b.id(name) },
      ...(isTexts === undefined ? {} : { isTexts }),
    };
    // TypeScript narrows a declared bool to what it is first set to.
    if (type !== null && value.type === 'bool') this.#followed = new Set([...this.#followed, name]);
    this.#lowered.set(variable, declared);
    return declared;
  }

  get #table(): string {
    const { origin } = this.pipeline;
    return origin.kind === 'log' ? origin.table.name : '';
  }

  #define(variable: Variable): Lowered {
    const { definition } = variable;
    switch (definition.kind) {
      case 'raw':
        return lowerRawColumn(definition.column, this.#table, this.parts);
      case 'value':
        return { ...this.value(definition.value), type: variable.type };
      default: {
        const define = this.#provided.get(variable);
        if (define === undefined) throw new Error(`the variable ${variable.key} is read before the loop that sets it`);
        return define();
      }
    }
  }

  // The Lowering that functions see.

  get refuse(): ModuleParts['refuse'] {
    return this.parts.refuse;
  }

  value(expression: Expression): Lowered {
    if (this.#depth >= MAX_DEPTH) {
      this.refuse('RP3305', [], expression.span);
      return refused(expression.type);
    }
    this.#depth++;
    const lowered = (this.#byKind[expression.kind] as (expression: Expression) => Lowered)(expression);
    this.#depth--;
    return lowered;
  }

  readonly #byKind: {
    readonly [Kind in ExpressionKind]: (expression: Extract<Expression, { kind: Kind }>) => Lowered;
  } = {
    literal: (literal: Literal) => lowerLiteral(literal, this.refuse),
    column: ({ name }) => this.read(this.pipeline.variables.get(name) as Variable),
    call: (call: Call) => this.#call(call),
    member: (member: Member) => this.#member(member),
    index: (index: Index) => this.#index(index),
    toscalar: notInPlan,
    'in-table': notInPlan,
  };

  #call(call: Call): Lowered {
    const lower = FUNCTIONS.get(call.fn);
    if (lower !== undefined) return lower(call, this);
    this.refuse('RP3301', [call.fn], call.span);
    return refused(call.type);
  }

  /** A chain of keys in one call. */
  #member(member: Member): Lowered {
    const keys: string[] = [];
    let object: Expression = member;
    for (; object.kind === 'member'; object = object.object) keys.unshift(object.key);
    return dynamicOf(this.helper('member', this.value(object).node, ...keys.map(b.str)));
  }

  #index({ object, index }: Index): Lowered {
    const value = this.value(object);
    const container = value.node;
    const position = this.value(index);
    if (
      value.isTexts === true &&
      !value.nullable &&
      index.kind === 'literal' &&
      isWhole(index.type) &&
      position.bounds !== null
    ) {
      const { low } = position.bounds;
      return maybeTextOf(low < 0 ? b.method(container, 'at', b.num(low)) : b.elementAt(container, low));
    }
    if (position.type === 'string') return dynamicOf(this.helper('member', container, position.node));
    if (isWhole(position.type)) return dynamicOf(this.helper('element', container, asDouble(position, this)));
    this.refuse('RP3302', ['[]', `an element is chosen by a value of type ${position.type}`], index.span);
    return refused('dynamic');
  }

  text(expression: Expression): t.Expression {
    return toText(this.value(expression), this, expression.span);
  }

  helper(name: HelperName, ...args: t.Expression[]): t.Expression {
    return this.parts.helper(name, ...args);
  }

  constant(label: string, value: t.Expression, type: t.TSType | null = null): t.Expression {
    return this.parts.constant(label, value, type);
  }

  literalSet(values: readonly string[], label: Expression): t.Expression {
    const variable = label.kind === 'column' ? this.pipeline.variables.get(label.name) : undefined;
    const set = b.construct('Set', [b.array([...new Set(values)].map(b.str))], [b.keywordUnknown()]);
    return this.constant(variable === undefined ? 'TEXTS' : `${camelCase(variable.label)}S`, set);
  }

  rawText(expression: Expression): t.Expression | null {
    const variable = expression.kind === 'column' ? this.pipeline.variables.get(expression.name) : undefined;
    if (variable?.definition.kind !== 'raw' || variable.type !== 'string' || this.#lowered.has(variable)) return null;
    if (variable.definition.column.constant !== undefined) return null;
    this.#readRaw.set(variable, (this.#readRaw.get(variable) ?? 0) + 1);
    return rawValue(variable.definition.column, this.#table, this.parts);
  }

  sameLiteral(node: t.Expression, literal: t.Expression): t.Expression {
    if (node.type === 'StringLiteral' && literal.type === 'StringLiteral') return b.bool(node.value === literal.value);
    const isChoice = node.type === 'ConditionalExpression' || node.type === 'LogicalExpression';
    const name = followedName(node);
    if (isChoice || (name !== null && this.#followed.has(name))) return this.helper('equals', node, literal);
    return b.binary(node, '===', literal);
  }

  after<T>(tests: readonly t.Expression[], lower: () => T): T {
    const before = this.#followed;
    this.#followed = new Set([...before, ...tests.flatMap(followedNames)]);
    const result = lower();
    this.#followed = before;
    return result;
  }

  now(): t.Expression {
    return this.parts.now();
  }

  once(label: string, type: t.TSType, value: t.Expression): t.Expression {
    return this.parts.once(label, type, value);
  }
}

const isConstant = (node: t.Expression): boolean => /^(String|Numeric|Boolean|BigInt|Null)Literal$/.test(node.type);

/** TypeScript knows what a call returns; what else is declared says its type. */
const isCall = (node: t.Expression): boolean => node.type === 'CallExpression';

/** Whether an expression reads well as one entry of an object. */
function isShort(node: t.Node, limit = 14): boolean {
  let size = 0;
  const count = (value: unknown): void => {
    if (size > limit || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) value.forEach(count);
    else {
      if ('type' in value) size++;
      Object.values(value).forEach(count);
    }
  };
  count(node);
  return size <= limit;
}
