import type * as t from '@babel/types';
import type { JoinKind } from '../../../src/ir/relation.js';
import * as b from '../ast/builders.js';
import { withDoc } from '../ast/print.js';
import * as s from '../ast/statements.js';
import { arrayOf, interfaceDeclaration, keyword, orNull, reference, type TypeMember } from '../ast/type-nodes.js';
import { isWhole, typeNode, type Lowered } from '../expressions/lowered.js';
import { Names, camelCase, pascalCase } from '../plan/names.js';
import type { JoinSide, JoinStage, Variable } from '../plan/pipeline.js';
import type { HelperName } from '../runtime/helpers.js';
import type { ModuleParts } from './parts.js';
import type { PipelineWriter } from './pipeline-writer.js';

/** Kinds in which a row whose key is null can still come out. */
const KEEPS_NULL_KEYS: Readonly<Record<JoinKind, readonly string[]>> = {
  innerunique: [],
  inner: [],
  leftouter: ['left'],
  rightouter: ['right'],
  fullouter: ['left', 'right'],
  leftsemi: [],
  rightsemi: [],
  leftanti: ['left'],
  rightanti: ['right'],
};

/** The rows of one side that a join holds back: where they are, what type they have, what each field is. */
export class KeptRows {
  readonly typeName: string;
  /** Lower-case name of the rows, and of the field or constant that holds them. */
  readonly name: string;
  readonly isFirstPerKey: boolean;
  readonly #fields = new Map<Variable, { readonly name: string; readonly value: Lowered }>();
  readonly #names = new Names(['key']);
  /** The field that is the key; `key` unless the key is a text that is a field anyway. */
  #keyField = 'key';

  constructor(
    readonly parts: ModuleParts,
    readonly join: JoinStage,
    readonly joinSide: JoinSide,
    /** Rows that come from the log wait in a field of the detector, others in a constant of `finish`. */
    readonly isField: boolean,
  ) {
    const given = joinSide.pipeline.name;
    this.name = parts.members.unique(
      given === joinSide.side ? `${given}Rows` : camelCase(given, `${joinSide.side}Rows`),
    );
    this.typeName = parts.names.unique(`${pascalCase(given, joinSide.side)}Row`);
    this.isFirstPerKey = join.relation.kind === 'innerunique' && joinSide.side === 'left';
  }

  get #keepsNullKeys(): boolean {
    return KEEPS_NULL_KEYS[this.join.relation.kind].includes(this.joinSide.side);
  }

  get store(): t.Expression {
    return this.isField ? b.privateField(this.name) : b.id(this.name);
  }

  /** How the empty store is declared. */
  get initial(): t.Expression {
    const row = reference(this.typeName);
    return this.isFirstPerKey ? b.construct('Map', [], [keyword('string'), row]) : b.array([]);
  }

  get type(): t.TSType | null {
    return this.isFirstPerKey ? null : arrayOf(reference(this.typeName));
  }

  /** Writes the end of the side's pipeline: keep the row. */
  writeSink(writer: PipelineWriter, fields: readonly Variable[]): void {
    const { keys } = this.joinSide;
    const key = this.#key(keys.map((variable) => writer.read(variable)));
    let keyNode: t.Expression = key.node;
    if (key.nullable) {
      const name = writer.freshName('key');
      writer.add(s.constant(name, key.node));
      keyNode = b.id(name);
      if (!this.#keepsNullKeys) writer.require(b.binary(keyNode, '!==', b.nul()));
    }
    for (const variable of fields) {
      this.#fields.set(variable, {
        name: this.#names.unique(camelCase(variable.label)),
        value: writer.read(variable, true),
      });
    }
    const entries = [...this.#fields.values()].map(({ name, value }) => ({ key: name, value: value.node }));
    if (this.isFirstPerKey) {
      const compare = this.#compare();
      writer.add(s.expressionStatement(writer.helper('keepFirst', this.store, keyNode, b.object(entries), compare)));
      return;
    }
    const [keyVariable] = keys;
    const own = keyVariable && this.#fields.get(keyVariable);
    if (own !== undefined && this.join.relation.kind === 'innerunique' && hasTextKey(this.join))
      this.#keyField = own.name;
    else entries.unshift({ key: 'key', value: keyNode });
    writer.add(s.expressionStatement(b.method(this.store, 'push', b.object(entries))));
  }

  /** A single text is its own key; what else there is becomes one text. */
  #key(values: readonly Lowered[]): { readonly node: t.Expression; readonly nullable: boolean } {
    if (hasTextKey(this.join)) return { node: (values[0] as Lowered).node, nullable: false };
    return { node: this.parts.helper('joinKey', ...values.map(({ node }) => node)), nullable: true };
  }

  /** Orders two kept rows by the columns in which `innerunique` chooses. */
  #compare(): t.Expression {
    const [a, c] = [b.id('a'), b.id('b')];
    const comparisons = this.join.leftOrder.map((variable) => {
      const { name, value } = this.#fields.get(variable) as { name: string; value: Lowered };
      const [left, right] = [b.member(a, name), b.member(c, name)];
      if (isWhole(value.type)) return b.binary(left, '-', right);
      return this.parts.helper(value.type === 'string' ? 'compareText' : 'compareTime', left, right);
    });
    const [first, ...rest] = comparisons;
    const order =
      first === undefined ? b.num(0) : rest.reduce<t.Expression>((left, right) => b.logical(left, '||', right), first);
    const name = this.parts.names.unique(`compare${this.typeName}s`);
    const row = reference(this.typeName);
    this.parts.constants.push(
      withDoc(
        s.functionDeclaration(
          name,
          [
            { name: 'a', type: row },
            { name: 'b', type: row },
          ],
          keyword('number'),
          [s.returns(order)],
        ),
        ['Of several rows with the same key the join keeps the first in this order.'],
      ),
    );
    return b.id(name);
  }

  /** The value of a kept variable, read from a row. */
  field(variable: Variable, row: string, isOptional: boolean): Lowered {
    const { name, value } = this.#fields.get(variable) as { name: string; value: Lowered };
    const { type, bounds } = value;
    if (!isOptional) return { type, bounds, nullable: value.nullable, node: b.member(b.id(row), name) };
    // A cell of a row that met no other: null, or the empty text.
    const missing = type === 'string' ? b.str('') : b.nul();
    const node = b.logical(b.optionalMember(b.id(row), name), '??', missing);
    return { type, bounds, nullable: type !== 'string', node };
  }

  /** The key of a kept row. */
  key(row: string): t.Expression {
    return b.member(b.id(row), this.#keyField);
  }

  declaration(): t.TSInterfaceDeclaration {
    const named = (alias: string): void => void this.parts.helpers.add(alias as HelperName);
    const members: TypeMember[] = [...this.#fields.values()].map(({ name, value }) => ({
      name,
      type: typeNode(value, named),
    }));
    const key: TypeMember = {
      name: 'key',
      type: this.#keepsNullKeys && !hasTextKey(this.join) ? orNull(keyword('string')) : keyword('string'),
    };
    const keyless = this.isFirstPerKey || this.#keyField !== 'key';
    return interfaceDeclaration(this.typeName, keyless ? members : [key, ...members]);
  }
}

const hasTextKey = ({ left, right }: JoinStage): boolean =>
  [left, right].every(({ keys }) => keys.length === 1 && keys[0]?.type === 'string');
