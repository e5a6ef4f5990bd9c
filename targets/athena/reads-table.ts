import type { RuleIR } from '../../src/ir/rule-ir.js';
import { sourceTables } from '../../src/ir/traverse.js';

/** Whether any of the rules reads a table of Sentinel's. */
export const readsTable = (rules: readonly RuleIR[], table: string): boolean =>
  rules.some(({ plan }) => sourceTables(plan).has(table));
