import type * as t from '@babel/types';
import type { Span } from '../../../src/diagnostics/diagnostic.js';
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

/** What every module declares. */
const MODULE_NAMES = ['CloudTrailRecord', 'Detector', 'GuardDutyFinding', 'Match', 'Options', 'Row'];

/** What the pipelines of one module share and add to. */
export class ModuleParts {
  readonly helpers = new Set<HelperName>();
  readonly constants: t.Statement[] = [];
  readonly onceFields: OnceField[] = [];
  /** By table. */
  readonly records = new Map<string, RecordShape>();
  /** Names of the module, which nothing inside it may hide. */
  readonly names = new Names([...HELPER_NAMES, ...MODULE_NAMES]);
  /** Names of the detector's private fields and methods. */
  readonly members = new Names(['constructor', 'detector', 'matches', 'now', 'window']);
  /** Names that pipelines have given to their variables. */
  readonly localNames = new Set<string>();
  /** Constants of `finish`, which no variable inside its loops may hide. */
  readonly finishNames = new Set<string>();
  readonly functionNames = new Set<string>();
  usesClock = false;

  constructor(
    readonly query: string,
    readonly refuse: Refuse,
  ) {}

  helper(name: HelperName, ...args: (t.Expression | t.SpreadElement)[]): t.CallExpression {
    this.helpers.add(name);
    return b.call(name, ...args);
  }

  /** A piece of the query; empty for what a pass made up. */
  source({ start, end }: Span): string {
    return this.query.slice(start, end);
  }

  /** A constant of the module, named in capitals. */
  constant(label: string, value: t.Expression, type: t.TSType | null = null): t.Identifier {
    const capitals = label.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
    const name = this.names.unique(capitals);
    this.constants.push(constant(name, value, type));
    return b.id(name);
  }

  /** What is read of the records of a table. */
  recordShape(table: string): RecordShape {
    const shape = this.records.get(table) ?? new RecordShape();
    this.records.set(table, shape);
    return shape;
  }

  /** A name for a function of the module, which no variable hides. */
  functionName(wanted: string): string {
    for (;;) {
      const name = this.names.unique(wanted);
      if (this.localNames.has(name)) continue;
      this.functionNames.add(name);
      return name;
    }
  }

  /** A name for a constant of `finish`. */
  finishName(wanted: string): string {
    const name = this.members.unique(wanted);
    this.finishNames.add(name);
    return name;
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
