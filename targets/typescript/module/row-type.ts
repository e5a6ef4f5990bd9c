import type * as t from '@babel/types';
import * as b from '../ast/builders.js';
import { interfaceDeclaration, type TypeMember } from '../ast/type-nodes.js';
import { typeNode, type Lowered } from '../expressions/lowered.js';
import { Names, camelCase } from '../plan/names.js';
import type { HelperName } from '../runtime/helpers.js';
import type { ModuleParts } from './parts.js';

interface Field {
  readonly name: string;
  readonly value: Lowered;
}

/** The type of rows that a stage keeps: an interface of the module, with a field for each value that is read later. */
export class RowType<Key> {
  readonly #fields = new Map<Key, Field>();
  readonly #names: Names;

  constructor(
    readonly parts: ModuleParts,
    readonly name: string,
    /** Names of what the rows have besides. */
    taken: readonly string[] = [],
  ) {
    this.#names = new Names(taken, new Set());
  }

  has(key: Key): boolean {
    return this.#fields.has(key);
  }

  /** A name for a member that the caller declares himself. */
  uniqueName(label: string): string {
    return this.#names.unique(label);
  }

  /** Adds a field, or says what else it holds; returns how an object of the type sets it. */
  entry(key: Key, label: string, value: Lowered): b.Entry {
    const known = this.#fields.get(key);
    const name = known?.name ?? this.#names.unique(camelCase(label));
    this.#fields.set(key, { name, value: known?.value ?? value });
    return { key: name, value: value.node };
  }

  nameOf(key: Key): string {
    return this.#field(key).name;
  }

  /** The value of a field, read from a row that may not be there: then it is null, or the empty text. */
  read(key: Key, row: t.Expression, isOptional = false): Lowered {
    const { name, value } = this.#field(key);
    const { type, bounds } = value;
    const texts = value.isTexts === true ? { isTexts: true as const } : {};
    if (!isOptional) return { type, bounds, nullable: value.nullable, node: b.member(row, name), ...texts };
    const missing = type === 'string' ? b.str('') : b.nul();
    const node = b.logical(b.optionalMember(row, name), '??', missing);
    return { type, bounds, nullable: type !== 'string', node, ...texts };
  }

  declaration(others: readonly TypeMember[] = []): t.TSInterfaceDeclaration {
    const named = (alias: string): void => void this.parts.helpers.add(alias as HelperName);
    const own = [...this.#fields.values()].map(({ name, value }) => ({ name, type: typeNode(value, named) }));
    return interfaceDeclaration(this.name, [...own, ...others]);
  }

  #field(key: Key): Field {
    const field = this.#fields.get(key);
    if (field === undefined) throw new Error(`rows of type ${this.name} do not keep what is read of them`);
    return field;
  }
}
