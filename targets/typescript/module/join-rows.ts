import type * as t from '@babel/types';
import type { JoinKind } from '../../../src/ir/relation.js';
import * as b from '../ast/builders.js';
import * as s from '../ast/statements.js';
import { arrayOf, keyword, orNull, reference, type TypeMember } from '../ast/type-nodes.js';
import type { Lowered } from '../expressions/lowered.js';
import type { JoinSide, JoinStage, Variable } from '../plan/pipeline.js';
import { cellsOf, compareFunction } from './order.js';
import type { PipelineWriter } from './pipeline-writer.js';
import type { QueryWriter, Store } from './query-writer.js';
import { RowType } from './row-type.js';

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
export class JoinRows {
  readonly type: RowType<Variable>;
  readonly isFirstPerKey: boolean;
  readonly #store: Store;
  /** The field that is the key; `key` unless the key is a text that is a field anyway. */
  #keyField = 'key';

  constructor(
    readonly query: QueryWriter,
    readonly join: JoinStage,
    readonly joinSide: JoinSide,
  ) {
    const { side, pipeline } = joinSide;
    this.isFirstPerKey = join.relation.kind === 'innerunique' && side === 'left';
    this.type = new RowType(query.parts, query.typeName(`${pipeline.name}Row`, `${side}Row`), ['key']);
    const row = reference(this.type.name);
    const wanted = pipeline.name === side ? `${side}Rows` : pipeline.name;
    this.#store = this.isFirstPerKey
      ? query.store(pipeline, wanted, null, b.construct('Map', [], [keyword('string'), row]))
      : query.store(pipeline, wanted, arrayOf(row), b.array([]));
  }

  get #keepsNullKeys(): boolean {
    return KEEPS_NULL_KEYS[this.join.relation.kind].includes(this.joinSide.side);
  }

  get store(): t.Expression {
    return this.#store.node;
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
    const entries = fields.map((variable) => this.type.entry(variable, variable.label, writer.read(variable, true)));
    if (this.isFirstPerKey) {
      const doc = 'Of several rows with the same key the join keeps the first in this order.';
      const cells = cellsOf(this.type, this.join.leftOrder, (variable) => variable);
      const compare = compareFunction(this.query.parts, this.type.name, cells, doc);
      writer.add(s.expressionStatement(writer.helper('keepFirst', this.store, keyNode, b.object(entries), compare)));
      return;
    }
    const [keyVariable] = keys;
    const isOwnKey = keyVariable !== undefined && this.type.has(keyVariable) && hasTextKey(this.join);
    if (isOwnKey && this.join.relation.kind === 'innerunique') this.#keyField = this.type.nameOf(keyVariable);
    else entries.unshift({ key: 'key', value: keyNode });
    writer.add(s.expressionStatement(b.method(this.store, 'push', b.object(entries))));
  }

  /** A single text is its own key; what else there is becomes one text. */
  #key(values: readonly Lowered[]): { readonly node: t.Expression; readonly nullable: boolean } {
    if (hasTextKey(this.join)) return { node: values[0]!.node, nullable: false };
    return { node: this.query.parts.helper('joinKey', ...values.map(({ node }) => node)), nullable: true };
  }

  /** The value of a kept variable, read from a row. */
  field(variable: Variable, row: string, isOptional: boolean): Lowered {
    return this.type.read(variable, b.id(row), isOptional);
  }

  /** The key of a kept row. */
  key(row: string): t.Expression {
    return b.member(b.id(row), this.#keyField);
  }

  otherMembers(): TypeMember[] {
    if (this.isFirstPerKey || this.#keyField !== 'key') return [];
    const isText = !this.#keepsNullKeys || hasTextKey(this.join);
    return [{ name: 'key', type: isText ? keyword('string') : orNull(keyword('string')) }];
  }
}

const hasTextKey = ({ left, right }: JoinStage): boolean =>
  [left, right].every(({ keys }) => keys.length === 1 && keys[0]?.type === 'string');
