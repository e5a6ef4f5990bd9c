import { NO_SPAN } from '../../src/diagnostics/diagnostic.js';
import type { RuleIR } from '../../src/ir/rule-ir.js';
import { unknownTables } from '../../src/target/known-operators.js';
import type { Conversion, Reason, TargetOptions } from '../../src/target/target.js';
import { reason } from './codes.js';
import { externalArtifacts, type ExternalArtifact } from './external-ddl.js';
import type { Clock } from './lower/context.js';
import { lowerQuery } from './lower/query.js';
import { readSettings } from './settings.js';
import { commentLines } from './sql/literals.js';
import { printQuery } from './sql/printer.js';
import { TRINO } from './sql/trino.js';

export const ATHENA_ID = 'athena';

const TABLES = new Set(['AWSCloudTrail', 'AWSGuardDuty']);

const DAY = 86_400_000;

/** https://docs.aws.amazon.com/athena/latest/ug/service-limits.html: bytes of a query text. */
const MAX_QUERY_BYTES = 262_144;

/** The rule as one query of Athena engine version 3. */
export function convert(ir: RuleIR, options: TargetOptions): Conversion {
  const { settings, faults } = readSettings(options.settings ?? {});
  if (faults.length > 0) return unsupported(faults);
  const unknown = unknownTables(ir.plan, TABLES).map(({ table, span }) => reason('RP3213', [table], span));
  if (unknown.length > 0) return unsupported(unknown);
  const lowered = lowerQuery(ir, settings, clockOf(ir, options));
  if (lowered.refusals.length > 0) return unsupported(lowered.refusals);

  const inputs = externalArtifacts(ir, settings);
  const content = `${header(ir, inputs)}\n${printQuery(lowered.query, TRINO)}\n`;
  const size = new TextEncoder().encode(content).length;
  if (size > MAX_QUERY_BYTES) return unsupported([reason('RP3212', [size, MAX_QUERY_BYTES], NO_SPAN)]);

  const unscheduled = ir.rule.schedule === null && options.window === undefined;
  return {
    target: ATHENA_ID,
    fidelity: 'exact',
    reasons: [],
    assumptions: unscheduled ? [...lowered.assumptions, reason('RP3253', [1], NO_SPAN)] : lowered.assumptions,
    artifacts: [{ path: `${ir.rule.slug}.sql`, content, role: 'query' }, ...inputs.map(({ artifact }) => artifact)],
  };
}

/**
 * With a window its instants are written in, and its end is the clock of now(). Without, the query looks back over the
 * rule's period from when it runs. A rule without schedule (NRT, hunting) looks back a day, which is what Sentinel's
 * hunting page shows first; no limit at all would read every folder of the log.
 */
function clockOf(ir: RuleIR, { window }: TargetOptions): Clock {
  if (window !== undefined) return { now: window.end, window };
  return { now: null, window: { back: ir.rule.schedule?.period ?? DAY } };
}

const unsupported = (reasons: readonly Reason[]): Conversion => ({
  target: ATHENA_ID,
  fidelity: 'unsupported',
  reasons,
  assumptions: [],
  artifacts: [],
});

/** Which rule this is, in comments: the rule's texts are its author's and cannot leave them. */
const header = ({ rule }: RuleIR, inputs: readonly ExternalArtifact[]): string =>
  commentLines([
    rule.name,
    `Microsoft Sentinel rule ${rule.id}${rule.version === null ? '' : `, version ${rule.version}`}, for Amazon Athena engine version 3`,
    ...inputs.map(({ note }) => note),
  ]);
