import type * as t from '@babel/types';
import { id, propertyKey } from './builders.js';

const node = <T extends t.Node>(fields: { type: T['type'] } & Partial<T>): T => fields as T;

export const annotation = (typeAnnotation: t.TSType): t.TSTypeAnnotation =>
  node<t.TSTypeAnnotation>({ type: 'TSTypeAnnotation', typeAnnotation });

const KEYWORDS = {
  string: 'TSStringKeyword',
  number: 'TSNumberKeyword',
  bigint: 'TSBigIntKeyword',
  boolean: 'TSBooleanKeyword',
  unknown: 'TSUnknownKeyword',
  void: 'TSVoidKeyword',
  null: 'TSNullKeyword',
} as const;

export type KeywordType = keyof typeof KEYWORDS;

export const keyword = (name: KeywordType): t.TSType => ({ type: KEYWORDS[name] }) as t.TSType;

/** `Name<A, B>` */
export const reference = (name: string, ...params: t.TSType[]): t.TSTypeReference =>
  node<t.TSTypeReference>({
    type: 'TSTypeReference',
    typeName: id(name),
    ...(params.length === 0
      ? {}
      : {
          typeParameters: node<t.TSTypeParameterInstantiation>({ type: 'TSTypeParameterInstantiation', params }),
        }),
  });

export const union = (types: t.TSType[]): t.TSUnionType => node<t.TSUnionType>({ type: 'TSUnionType', types });

export const orNull = (type: t.TSType): t.TSType => union([type, keyword('null')]);

export const arrayOf = (elementType: t.TSType): t.TSArrayType =>
  node<t.TSArrayType>({ type: 'TSArrayType', elementType });

/** `readonly T[]` */
export const readonlyArray = (elementType: t.TSType): t.TSType =>
  node<t.TSTypeOperator>({ type: 'TSTypeOperator', operator: 'readonly', typeAnnotation: arrayOf(elementType) });

/** `readonly [A, B]` */
export const tupleOf = (elementTypes: t.TSType[]): t.TSType =>
  node<t.TSTypeOperator>({
    type: 'TSTypeOperator',
    operator: 'readonly',
    typeAnnotation: node<t.TSTupleType>({ type: 'TSTupleType', elementTypes }),
  });

export interface TypeMember {
  readonly name: string;
  readonly type: t.TSType;
  readonly optional?: boolean;
  /** Set anew while the program runs. */
  readonly isMutable?: boolean;
}

export const typeLiteral = (members: readonly TypeMember[]): t.TSTypeLiteral =>
  node<t.TSTypeLiteral>({ type: 'TSTypeLiteral', members: members.map(propertySignature) });

export const interfaceDeclaration = (name: string, members: readonly TypeMember[]): t.TSInterfaceDeclaration =>
  node<t.TSInterfaceDeclaration>({
    type: 'TSInterfaceDeclaration',
    id: id(name),
    body: node<t.TSInterfaceBody>({ type: 'TSInterfaceBody', body: members.map(propertySignature) }),
  });

const propertySignature = ({ name, type, optional = false, isMutable = false }: TypeMember): t.TSPropertySignature =>
  node<t.TSPropertySignature>({
    type: 'TSPropertySignature',
    key: propertyKey(name),
    readonly: !isMutable,
    optional,
    computed: false,
    typeAnnotation: annotation(type),
  });
