import type { Span } from '../diagnostics/diagnostic.js';
import type { RuleIR } from '../ir/rule-ir.js';
import type { Engine } from './engine.js';

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

/** One output language. A target lives in `targets/<id>/` and is known to the rest by this object alone. */
export interface Target {
  readonly id: string;
  readonly title: string;
  /** Pure: same rule and options, same artifacts. Never throws for a rule that it cannot express. */
  convert(rule: RuleIR, options: TargetOptions): Conversion;
  /** Loads the engine that runs what this target emits. */
  engine?(): Promise<Engine>;
}
