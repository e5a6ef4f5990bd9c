import type { RuleIR } from '../../../src/ir/rule-ir.js';
import type { Externals, RowSet } from '../../../src/target/engine.js';
import type { Conversion, Window } from '../../../src/target/target.js';
import { athena } from '../../../targets/athena/index.js';
import { lowerQuery } from '../../../targets/athena/lower/query.js';
import { DEFAULT_SETTINGS } from '../../../targets/athena/settings.js';
import { createInputs } from './inputs.js';
import type { TrinoServer } from './server.js';
import { rowSet } from './values.js';

export const isConvertible = (rule: RuleIR): boolean => athena.convert(rule, {}).fidelity !== 'unsupported';

/** Runs the emitted text, unchanged: with a window the instants are in it, without it looks back from Trino's clock. */
export async function runEmitted(
  server: TrinoServer,
  rule: RuleIR,
  window: Window | null,
  externals?: Externals,
): Promise<RowSet> {
  await createInputs(server, rule, externals);
  const result = await server.client.query(textOf(athena.convert(rule, window === null ? {} : { window })));
  const clock = window === null ? { now: null, window: { back: 1 } } : { now: window.end, window };
  return rowSet(rule.output, lowerQuery(rule, DEFAULT_SETTINGS, clock).output, result);
}

function textOf({ artifacts, reasons }: Conversion): string {
  const query = artifacts.find(({ role }) => role === 'query');
  if (query === undefined) throw new Error(reasons.map(({ message }) => message).join('; '));
  return query.content;
}
