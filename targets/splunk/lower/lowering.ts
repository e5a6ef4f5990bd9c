import type { Relation } from '../../../src/ir/relation.js';
import type { Scope } from './scope.js';
import type { Stage } from './stage.js';

/** Writes a query's operators behind a search that has none yet; returns its columns, the needed ones at least. */
export type LowerRelation = (relation: Relation, stage: Stage, needed: ReadonlySet<string>) => Scope;
