import type { Span } from '../diagnostics/diagnostic.js';
import type { RuleIR } from '../ir/rule-ir.js';
import type { Engine } from './engine.js';
import type { Store } from './store.js';

/** How the rows that an artifact flags relate to the rows that the KQL query returns. */
export type Fidelity = 'exact' | 'broader' | 'narrower' | 'unsupported';

/** Why a conversion is not exact, or on what it rests. */
export interface Reason {
  readonly code: string;
  readonly message: string;
  /** The KQL text that it is about. */
  readonly span: Span;
}

export interface Artifact {
  /** Relative path with forward slashes, safe as it stands: `suspicious-command-ec2.spl`. */
  readonly path: string;
  readonly content: string;
  /** What an engine runs, or what a user deploys beside it. */
  readonly role: 'query' | 'config';
}

export interface Conversion {
  readonly target: string;
  readonly fidelity: Fidelity;
  /** Empty exactly when `fidelity` is `exact`. */
  readonly reasons: readonly Reason[];
  /** What `exact` rests on, such as the documented shape of a table. Never an excuse for a difference that can occur. */
  readonly assumptions: readonly Reason[];
  /** Empty exactly when `fidelity` is `unsupported`. */
  readonly artifacts: readonly Artifact[];
}

/** The span of time that a run looks at, start inclusive, end exclusive, milliseconds since 1970. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/** Options of every target; a target reads its own under its id and rejects what it does not know. */
export interface TargetOptions {
  /** Absent: the artifact looks back from the time it runs. Present: these instants are written into it. */
  readonly window?: Window;
  readonly settings?: Readonly<Record<string, string>>;
}

/** What a package is made of. Tables that rules read beside the events (watchlists) will be a member of their own. */
export interface PackageInput {
  /** In the order of the package: the rules that the target could convert. */
  readonly rules: readonly PackagedRule[];
}

export interface PackagedRule {
  readonly rule: RuleIR;
  /** What `convert` emitted for it. */
  readonly artifacts: readonly Artifact[];
}

/** What a team deploys: documents about many rules, beside the artifacts of each. */
export interface Package {
  readonly artifacts: readonly Artifact[];
  /** What to know before deploying it: placeholders to fill, a rule that a document cannot hold. */
  readonly notes: readonly PackageNote[];
}

export interface PackageNote {
  readonly code: string;
  readonly message: string;
}

/** One output language. A target lives in `targets/<id>/` and is known to the rest by this object alone. */
export interface Target {
  readonly id: string;
  readonly title: string;
  /** Pure: same rule and options, same artifacts. Never throws for a rule that it cannot express. */
  convert(rule: RuleIR, options: TargetOptions): Conversion;
  /**
   * Pure, as `convert` is. The options are those that the rules were converted with; their settings are sound.
   * Paths are relative to the folder of the artifacts, so a document may name those.
   */
  package?(input: PackageInput, options: TargetOptions): Package;
  /** Loads the engine that runs what this target emits. */
  engine?(): Promise<Engine>;
  /** Where its queries can hunt, by name; loaded on demand, for clients of clouds are large. */
  readonly stores?: Readonly<Record<string, () => Promise<Store<never>>>>;
}
