import type * as t from '@babel/types';
import * as b from '../ast/builders.js';
import { keyword, orNull, typeLiteral, type TypeMember } from '../ast/type-nodes.js';

type Shape = Map<string, Shape>;

/** The fields of a table's records that a module reads, as the members of an interface. */
export class RecordShape {
  readonly #fields: Shape = new Map();

  /** `record.userIdentity?.arn`, noted as a field of the record. */
  read(record: t.Expression, keys: readonly string[]): t.Expression {
    let fields = this.#fields;
    return keys.reduce((object, key, index) => {
      const inner: Shape = fields.get(key) ?? new Map();
      fields.set(key, inner);
      fields = inner;
      return index === 0 ? b.member(object, key) : b.optionalMember(object, key);
    }, record);
  }

  members(): TypeMember[] {
    return membersOf(this.#fields);
  }
}

/** Logs are not trusted: what no other field is read of is unknown. */
const membersOf = (shape: Shape): TypeMember[] =>
  [...shape].map(([name, inner]) => ({
    name,
    optional: true,
    type: inner.size === 0 ? keyword('unknown') : orNull(typeLiteral(membersOf(inner))),
  }));

/** What the raw records of a table are called in a module. */
export interface RecordNames {
  readonly type: string;
  readonly guard: 'isRecord' | 'isFinding';
  readonly doc: string;
}

export const RECORDS: Readonly<Record<string, RecordNames>> = {
  AWSCloudTrail: { type: 'CloudTrailRecord', guard: 'isRecord', doc: 'a CloudTrail record' },
  AWSGuardDuty: { type: 'GuardDutyFinding', guard: 'isFinding', doc: 'a GuardDuty finding' },
};
