import type * as t from '@babel/types';

/**
 * Nodes of Babel's syntax tree as plain objects, one builder a kind that we emit. `@babel/types` has builders too, but it
 * takes longer to load than the rest of a conversion; only its types are used here.
 * https://babeljs.io/docs/babel-parser#output
 */

/** Babel's node types list every optional field; a builder fills those that its kind needs. */
const node = <T extends t.Node>(fields: { type: T['type'] } & Partial<T>): T => fields as T;

export type Operand = t.Expression;

export const id = (name: string): t.Identifier => node<t.Identifier>({ type: 'Identifier', name });

export const str = (value: string): t.StringLiteral => node<t.StringLiteral>({ type: 'StringLiteral', value });

export const nul = (): t.NullLiteral => node<t.NullLiteral>({ type: 'NullLiteral' });

export const bool = (value: boolean): t.BooleanLiteral => node<t.BooleanLiteral>({ type: 'BooleanLiteral', value });

/** Any double. Negative numbers, NaN and the infinities have no literal of their own in JavaScript. */
export function num(value: number): t.Expression {
  if (Number.isNaN(value)) return member(id('Number'), 'NaN');
  if (value < 0 || Object.is(value, -0)) return unary('-', num(-value));
  if (value === Infinity) return member(id('Number'), 'POSITIVE_INFINITY');
  return node<t.NumericLiteral>({ type: 'NumericLiteral', value });
}

/** A whole number with its digits in groups: `86_400_000`. */
export function grouped(value: number): t.Expression {
  if (!Number.isSafeInteger(value) || value < 10_000) return num(value);
  const raw = String(value).replace(/(?<=\d)(?=(\d{3})+$)/g, '_');
  return node<t.NumericLiteral>({ type: 'NumericLiteral', value, extra: { raw, rawValue: value } });
}

export function bigint(value: bigint): t.Expression {
  if (value < 0n) return unary('-', bigint(-value));
  return node<t.BigIntLiteral>({ type: 'BigIntLiteral', value: String(value) });
}

export const member = (object: t.Expression, property: string): t.MemberExpression =>
  node<t.MemberExpression>({ type: 'MemberExpression', object, property: id(property), computed: false });

/** `array[position]` */
export const elementAt = (object: t.Expression, position: number): t.MemberExpression =>
  node<t.MemberExpression>({ type: 'MemberExpression', object, property: num(position), computed: true });

/** `array[place]` for a place that is computed. */
export const elementOf = (object: t.Expression, place: t.Expression): t.MemberExpression =>
  node<t.MemberExpression>({ type: 'MemberExpression', object, property: place, computed: true });

/** `this.#name` */
export const privateField = (name: string): t.MemberExpression =>
  node<t.MemberExpression>({
    type: 'MemberExpression',
    object: node<t.ThisExpression>({ type: 'ThisExpression' }),
    property: node<t.PrivateName>({ type: 'PrivateName', id: id(name) }),
    computed: false,
  });

/** `object?.property` */
export const optionalMember = (object: t.Expression, property: string): t.OptionalMemberExpression =>
  node<t.OptionalMemberExpression>({
    type: 'OptionalMemberExpression',
    object,
    property: id(property),
    computed: false,
    optional: true,
  });

export const call = (callee: string | t.Expression, ...args: (t.Expression | t.SpreadElement)[]): t.CallExpression =>
  node<t.CallExpression>({
    type: 'CallExpression',
    callee: typeof callee === 'string' ? id(callee) : callee,
    arguments: args,
  });

/** `object.name(args)` */
export const method = (
  object: t.Expression,
  name: string,
  ...args: (t.Expression | t.SpreadElement)[]
): t.CallExpression => call(member(object, name), ...args);

export const construct = (
  callee: string,
  args: t.Expression[] = [],
  typeArguments: t.TSType[] | null = null,
): t.NewExpression =>
  node<t.NewExpression>({
    type: 'NewExpression',
    callee: id(callee),
    arguments: args,
    ...(typeArguments === null
      ? {}
      : {
          typeParameters: node<t.TSTypeParameterInstantiation>({
            type: 'TSTypeParameterInstantiation',
            params: typeArguments,
          }),
        }),
  });

export const unary = (operator: '!' | '-' | 'typeof', argument: t.Expression): t.UnaryExpression =>
  node<t.UnaryExpression>({ type: 'UnaryExpression', operator, argument, prefix: true });

export type BinaryOperator = '===' | '!==' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%';

export const binary = (left: t.Expression, operator: BinaryOperator, right: t.Expression): t.BinaryExpression =>
  node<t.BinaryExpression>({ type: 'BinaryExpression', operator, left, right });

export const logical = (left: t.Expression, operator: '&&' | '||' | '??', right: t.Expression): t.LogicalExpression =>
  node<t.LogicalExpression>({
    type: 'LogicalExpression',
    operator,
    left: operator === '??' ? withoutNull(left) : left,
    right,
  });

/** `x ?? null ?? y` is `x ?? y`, and TypeScript insists on it. */
const withoutNull = (left: t.Expression): t.Expression =>
  left.type === 'LogicalExpression' && left.operator === '??' && left.right.type === 'NullLiteral' ? left.left : left;

export const conditional = (
  test: t.Expression,
  consequent: t.Expression,
  alternate: t.Expression,
): t.ConditionalExpression =>
  node<t.ConditionalExpression>({ type: 'ConditionalExpression', test, consequent, alternate });

export const array = (elements: t.Expression[]): t.ArrayExpression =>
  node<t.ArrayExpression>({ type: 'ArrayExpression', elements });

/** `[...a, ...b]` */
export const spread = (...parts: t.Expression[]): t.ArrayExpression =>
  node<t.ArrayExpression>({ type: 'ArrayExpression', elements: parts.map(spreadElement) });

/** `...argument`, where a call takes it. */
export const spreadElement = (argument: t.Expression): t.SpreadElement =>
  node<t.SpreadElement>({ type: 'SpreadElement', argument });

export interface Entry {
  readonly key: string;
  readonly value: t.Expression;
}

export const object = (entries: readonly Entry[]): t.ObjectExpression =>
  node<t.ObjectExpression>({ type: 'ObjectExpression', properties: entries.map(objectProperty) });

/** `__proto__: x` in a literal would set the prototype; `['__proto__']: x` makes a property of that name. */
const objectProperty = ({ key, value }: Entry): t.ObjectProperty =>
  node<t.ObjectProperty>({
    type: 'ObjectProperty',
    key: key === '__proto__' ? str(key) : propertyKey(key),
    value,
    computed: key === '__proto__',
    shorthand: value.type === 'Identifier' && value.name === key,
  });

/** `object.name` or `object['any name']` */
export const property = (object: t.Expression, name: string): t.MemberExpression =>
  isIdentifier(name) ? member(object, name) : elementOf(object, str(name));

const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

export const isIdentifier = (name: string): boolean => IDENTIFIER.test(name);

export const propertyKey = (name: string): t.Identifier | t.StringLiteral =>
  isIdentifier(name) ? id(name) : str(name);

export const arrow = (params: t.Identifier[], body: t.Expression | t.BlockStatement): t.ArrowFunctionExpression =>
  node<t.ArrowFunctionExpression>({
    type: 'ArrowFunctionExpression',
    params,
    body,
    async: false,
    expression: body.type !== 'BlockStatement',
  });

export const asConst = (expression: t.Expression): t.TSAsExpression =>
  node<t.TSAsExpression>({
    type: 'TSAsExpression',
    expression,
    typeAnnotation: node<t.TSTypeReference>({ type: 'TSTypeReference', typeName: id('const') }),
  });

/** The pattern must be valid between slashes: it is printed as it stands. */
export const regex = (pattern: string, flags: string): t.RegExpLiteral =>
  node<t.RegExpLiteral>({ type: 'RegExpLiteral', pattern, flags });

export const keywordUnknown = (): t.TSUnknownKeyword => node<t.TSUnknownKeyword>({ type: 'TSUnknownKeyword' });

export const thisNode = (): t.ThisExpression => node<t.ThisExpression>({ type: 'ThisExpression' });
