import type { RuleIR } from '../ir/rule-ir.js';
import type { Engine, EngineSession, RowSet, RunContext } from '../target/engine.js';
import type { Conversion, Fidelity } from '../target/target.js';
import { compareEvents, compareRows, type Relationship } from './compare.js';

export type VerifyStatus = Relationship | 'unsupported' | 'skipped';

export interface EngineVerdict {
  readonly status: VerifyStatus;
  /** Rows that the engine returned, and that the reference did. */
  readonly rows: number;
  readonly expected: number;
  /** Whether the status is what the conversion's fidelity claims. */
  readonly holds: boolean;
  readonly fidelity: Fidelity;
  readonly reason?: string;
  /** The first rows that differ, for people. */
  readonly missing?: readonly string[];
  readonly extra?: readonly string[];
}

/** What a conversion claims, as results that would bear it out. */
const CLAIMS: Readonly<Record<Fidelity, readonly VerifyStatus[]>> = {
  exact: ['equal'],
  broader: ['equal', 'superset'],
  narrower: ['equal', 'subset'],
  unsupported: ['unsupported'],
};

const SHOWN_ROWS = 3;

/** Runs one conversion of a rule and compares it with the reference's rows. */
export async function verifyConversion(
  rule: RuleIR,
  conversion: Conversion,
  engine: Engine,
  session: EngineSession,
  expected: RowSet,
  context: RunContext,
): Promise<EngineVerdict> {
  const { fidelity } = conversion;
  if (fidelity === 'unsupported') {
    const reason = conversion.reasons.map(({ message }) => message).join('; ');
    return { status: 'unsupported', rows: 0, expected: expected.rows.length, holds: true, fidelity, reason };
  }
  let actual: RowSet;
  try {
    actual = await session.run(rule, conversion, context);
  } catch (error) {
    // An artifact that its own engine cannot run: a fault of ours, which must not hide the other verdicts.
    const reason = `it does not run: ${error instanceof Error ? error.message : String(error)}`;
    return { status: 'different', rows: 0, expected: expected.rows.length, holds: false, fidelity, reason };
  }
  const { relationship, missing, extra } =
    engine.returns === 'events'
      ? compareEvents(expected, actual)
      : compareRows(expected, actual, { typeless: engine.typeless === true });
  const holds = CLAIMS[fidelity].includes(relationship);
  const reason = conversion.reasons.map(({ message }) => message).join('; ');
  return {
    status: relationship,
    rows: actual.rows.length,
    expected: expected.rows.length,
    holds,
    fidelity,
    ...(reason === '' ? {} : { reason }),
    ...(missing.length === 0 ? {} : { missing: missing.slice(0, SHOWN_ROWS) }),
    ...(extra.length === 0 ? {} : { extra: extra.slice(0, SHOWN_ROWS) }),
  };
}
