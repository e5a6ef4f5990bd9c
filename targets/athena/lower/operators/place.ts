import type { Relation } from '../../../../src/ir/relation.js';
import type { Block } from '../block.js';
import type { LoweringContext } from '../context.js';
import type { Request } from '../requests.js';

/** Where an operator stands: what is asked of it, and how it gets at its inputs. */
export interface Place {
  readonly context: LoweringContext;
  readonly request: Request;
  readonly requestOf: (relation: Relation) => Request;
  /** An input as it is, perhaps grouped or cut off. */
  readonly closed: (input: Relation) => Block;
  /** An input to whose SELECT anything can be added. */
  readonly open: (input: Relation) => Block;
}

export type LowerOperator<R extends Relation> = (relation: R, place: Place) => Block;
