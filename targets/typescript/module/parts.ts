import type * as t from '@babel/types';
import * as b from '../ast/builders.js';
import { constant } from '../ast/statements.js';
import { Names } from '../plan/names.js';
import type { Refuse } from '../reasons.js';
import { HELPER_NAMES, type HelperName } from '../runtime/helpers.js';
import { RecordShape } from './record-shape.js';

/** A value that a detector computes once, when it is made. */
export interface OnceField {
  readonly name: string;
  readonly type: t.TSType;
  readonly value: t.Expression;
}

/** What the pipelines of one module share and add to. */
export class ModuleParts {
  readonly helpers = new Set<HelperName>();
  readonly constants: t.Statement[] = [];
  readonly onceFields: OnceField[] = [];
  readonly record = new RecordShape();
  /** Names of the module, which nothing inside it may hide. */
  readonly names = new Names(HELPER_NAMES);
  /** Names of the detector's private fields and methods. */
  readonly members = new Names(['constructor', 'detector', 'matches', 'now', 'window']);
  usesClock = false;

  constructor(
    readonly query: string,
    readonly refuse: Refuse,
  ) {}

  helper(name: HelperName, ...args: t.Expression[]): t.CallExpression {
    this.helpers.add(name);
    return b.call(name, ...args);
  }

  /** A constant of the module, named in capitals. */
  constant(label: string, value: t.Expression, type: t.TSType | null = null): t.Identifier {
    const capitals = label.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
    const name = this.names.unique(capitals);
    this.constants.push(constant(name, value, type));
    return b.id(name);
  }

  once(label: string, type: t.TSType, value: t.Expression): t.Expression {
    const name = this.members.unique(label);
    this.onceFields.push({ name, type, value });
    return b.privateField(name);
  }

  now(): t.Expression {
    this.usesClock = true;
    this.helpers.add('instant');
    return b.privateField('now');
  }
}
