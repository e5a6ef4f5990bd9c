import type { Relation, RelationOp } from '../relation.js';
import { DATATABLE } from './datatable.js';
import { EXTEND } from './extend.js';
import { EXTERNAL } from './external.js';
import { JOIN } from './join.js';
import { LET } from './let.js';
import { MV_EXPAND } from './mv-expand.js';
import type { Operator } from './operator.js';
import { PROJECT } from './project.js';
import { SORT } from './sort.js';
import { SOURCE } from './source.js';
import { SUMMARIZE } from './summarize.js';
import { TAKE } from './take.js';
import { UNION } from './union.js';
import { WHERE } from './where.js';
import { WINDOW } from './window.js';

type Operators = { readonly [Op in RelationOp]: Operator<Extract<Relation, { op: Op }>> };

/** Every relational operator; the compiler asks for a line for each kind of node. */
const OPERATORS: Operators = {
  source: SOURCE,
  datatable: DATATABLE,
  external: EXTERNAL,
  where: WHERE,
  extend: EXTEND,
  project: PROJECT,
  'mv-expand': MV_EXPAND,
  join: JOIN,
  summarize: SUMMARIZE,
  union: UNION,
  sort: SORT,
  take: TAKE,
  window: WINDOW,
  let: LET,
};

/** The definition of a node's operator. */
export const operatorOf = (relation: Relation): Operator<Relation> =>
  OPERATORS[relation.op] as unknown as Operator<Relation>;
