import type { Diagnostic, Position } from '../diagnostics/diagnostic.js';
import type { Rule } from '../rule/model.js';
import type { Artifact, Conversion, Fidelity, Reason, Target, TargetOptions, Window } from '../target/target.js';
import { compileFiles, type CompiledEntry } from './compile-files.js';
import type { RuleFile } from './load-rules.js';
import { targetByName, targetIds } from './targets.js';
import { UsageError } from '../diagnostics/usage-error.js';

export interface ConvertOptions {
  /** IDs of targets or modules that export one; all targets when absent. */
  readonly targets?: readonly string[];
  /** Absent: artifacts look back from the time they run. */
  readonly window?: Window;
  /** Settings by target ID: `{ athena: { table: 'trail' } }`. */
  readonly settings?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface PlacedReason {
  readonly code: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

export interface ConvertedTarget {
  readonly fidelity: Fidelity;
  readonly reasons: readonly PlacedReason[];
  readonly assumptions: readonly PlacedReason[];
  readonly artifacts: readonly Artifact[];
}

export interface ConvertedRule {
  readonly entry: CompiledEntry;
  readonly diagnostics: readonly Diagnostic[];
  /** Empty when the rule has errors. */
  readonly targets: ReadonlyMap<string, ConvertedTarget>;
}

/**
 * Converts every rule to every target asked for. A rule with errors is reported and converted to nothing.
 * @throws UsageError for a target that does not exist, or settings of one.
 */
export async function convert(files: readonly RuleFile[], options: ConvertOptions = {}): Promise<ConvertedRule[]> {
  const targets = await Promise.all((options.targets ?? targetIds()).map(targetByName));
  requireTargets(Object.keys(options.settings ?? {}), targets);
  const entries = await compileFiles(files);
  return entries.map((entry) => convertEntry(entry, targets, options));
}

/** Settings of a target that is not there are a slip of the pen, which would otherwise change nothing in silence. */
function requireTargets(named: readonly string[], targets: readonly Target[]): void {
  const known = [...new Set([...targets.map(({ id }) => id), ...targetIds()])];
  const stranger = named.find((id) => !known.includes(id));
  if (stranger !== undefined) {
    throw new UsageError(`there is no target '${stranger}' for a --setting; there are ${known.join(', ')}`);
  }
}

function convertEntry(entry: CompiledEntry, targets: readonly Target[], options: ConvertOptions): ConvertedRule {
  const { ir, rule } = entry;
  const converted = new Map<string, ConvertedTarget>();
  if (ir !== null && rule !== null) {
    for (const target of targets) {
      converted.set(target.id, place(target.convert(ir, targetOptions(target, options)), rule));
    }
  }
  return { entry, diagnostics: entry.diagnostics, targets: converted };
}

/** A target's own part of the options. */
export function targetOptions({ id }: Target, { window, settings }: ConvertOptions): TargetOptions {
  const own = settings?.[id];
  return { ...(window === undefined ? {} : { window }), ...(own === undefined ? {} : { settings: own }) };
}

function place({ fidelity, reasons, assumptions, artifacts }: Conversion, rule: Rule): ConvertedTarget {
  const placed = ({ code, message, span }: Reason): PlacedReason => {
    const { line, column }: Position = rule.source.locate(span.start);
    return { code, message, line, column };
  };
  return { fidelity, reasons: reasons.map(placed), assumptions: assumptions.map(placed), artifacts };
}
