import type * as t from '@babel/types';
import { id } from './builders.js';
import { annotation } from './type-nodes.js';

const node = <T extends t.Node>(fields: { type: T['type'] } & Partial<T>): T => fields as T;

export const expressionStatement = (expression: t.Expression): t.ExpressionStatement =>
  node<t.ExpressionStatement>({ type: 'ExpressionStatement', expression });

export const block = (body: t.Statement[]): t.BlockStatement =>
  node<t.BlockStatement>({ type: 'BlockStatement', body, directives: [] });

export const constant = (name: string, init: t.Expression, type: t.TSType | null = null): t.VariableDeclaration =>
  node<t.VariableDeclaration>({
    type: 'VariableDeclaration',
    kind: 'const',
    declarations: [node<t.VariableDeclarator>({ type: 'VariableDeclarator', id: typed(name, type), init })],
  });

export const ifThen = (test: t.Expression, consequent: t.Statement): t.IfStatement =>
  node<t.IfStatement>({ type: 'IfStatement', test, consequent });

export const returns = (argument: t.Expression | null = null): t.ReturnStatement =>
  node<t.ReturnStatement>({ type: 'ReturnStatement', argument });

export const continues = (): t.ContinueStatement =>
  node<t.ContinueStatement>({ type: 'ContinueStatement', label: null });

/** A name, or names that take a tuple apart. */
export type Pattern = string | readonly Pattern[];

/** `for (const pattern of iterable) { … }` */
export const forOf = (pattern: Pattern, iterable: t.Expression, body: t.Statement[]): t.ForOfStatement =>
  node<t.ForOfStatement>({
    type: 'ForOfStatement',
    await: false,
    left: node<t.VariableDeclaration>({
      type: 'VariableDeclaration',
      kind: 'const',
      declarations: [node<t.VariableDeclarator>({ type: 'VariableDeclarator', id: patternNode(pattern) })],
    }),
    right: iterable,
    body: block(body),
  });

const patternNode = (pattern: Pattern): t.Identifier | t.ArrayPattern =>
  typeof pattern === 'string'
    ? id(pattern)
    : node<t.ArrayPattern>({ type: 'ArrayPattern', elements: pattern.map(patternNode) });

export interface Parameter {
  readonly name: string;
  readonly type: t.TSType;
  /** The value of a parameter that is left out. */
  readonly fallback?: t.Expression;
}

export const parameter = ({ name, type, fallback }: Parameter): t.Identifier | t.AssignmentPattern =>
  fallback === undefined
    ? typed(name, type)
    : node<t.AssignmentPattern>({ type: 'AssignmentPattern', left: typed(name, type), right: fallback });

export const functionDeclaration = (
  name: string,
  params: readonly Parameter[],
  returnType: t.TSType,
  body: t.Statement[],
): t.FunctionDeclaration =>
  node<t.FunctionDeclaration>({
    type: 'FunctionDeclaration',
    id: id(name),
    params: params.map(parameter),
    returnType: annotation(returnType),
    body: block(body),
    generator: false,
    async: false,
  });

export const classMethod = (
  name: string,
  params: readonly Parameter[],
  returnType: t.TSType | null,
  body: t.Statement[],
): t.ClassMethod | t.ClassPrivateMethod => {
  const shared = {
    kind: name === 'constructor' ? ('constructor' as const) : ('method' as const),
    params: params.map(parameter),
    body: block(body),
    ...(returnType === null ? {} : { returnType: annotation(returnType) }),
    static: false,
    async: false,
    generator: false,
    computed: false,
  };
  return name.startsWith('#')
    ? node<t.ClassPrivateMethod>({ ...shared, kind: 'method', type: 'ClassPrivateMethod', key: privateName(name) })
    : node<t.ClassMethod>({ ...shared, type: 'ClassMethod', key: id(name) });
};

/** A readonly private field. */
export const classField = (
  name: string,
  type: t.TSType | null,
  value: t.Expression | null,
): t.ClassPrivateProperty => ({
  ...node<t.ClassPrivateProperty>({ type: 'ClassPrivateProperty', key: privateName(name), value, static: false }),
  ...(type === null ? {} : { typeAnnotation: annotation(type) }),
  ...({ readonly: true } as object),
});

const privateName = (name: string): t.PrivateName =>
  node<t.PrivateName>({ type: 'PrivateName', id: id(name.slice(1)) });

export const classDeclaration = (
  name: string,
  body: (t.ClassMethod | t.ClassPrivateMethod | t.ClassPrivateProperty)[],
): t.ClassDeclaration =>
  node<t.ClassDeclaration>({
    type: 'ClassDeclaration',
    id: id(name),
    superClass: null,
    body: node<t.ClassBody>({ type: 'ClassBody', body }),
  });

export const exported = (declaration: t.Declaration): t.ExportNamedDeclaration =>
  node<t.ExportNamedDeclaration>({ type: 'ExportNamedDeclaration', declaration, specifiers: [], source: null });

export const assign = (
  left: t.MemberExpression,
  right: t.Expression,
  operator: '=' | '+=' = '=',
): t.ExpressionStatement =>
  expressionStatement(node<t.AssignmentExpression>({ type: 'AssignmentExpression', operator, left, right }));

/** `left++;` */
export const increment = (argument: t.MemberExpression): t.ExpressionStatement =>
  expressionStatement(node<t.UpdateExpression>({ type: 'UpdateExpression', operator: '++', argument, prefix: false }));

/** One statement as it is, several in a block. */
export const together = (statements: t.Statement[]): t.Statement => {
  const [only, ...others] = statements;
  return only !== undefined && others.length === 0 ? only : block(statements);
};

function typed(name: string, type: t.TSType | null): t.Identifier {
  return type === null ? id(name) : { ...id(name), typeAnnotation: annotation(type) };
}
