/**
 * Ruleport as a library: what the command line does, as functions.
 *
 * ```ts
 * import { compileFiles, convert, loadRules, openEvents, verify } from 'ruleport';
 * const files = await loadRules(['rules']);
 * const converted = await convert(files, { targets: ['athena'] });
 * ```
 */
export { loadRules, type RuleFile } from './api/load-rules.js';
export { compileFiles, type CompiledEntry } from './api/compile-files.js';
export {
  convert,
  type ConvertOptions,
  type ConvertedRule,
  type ConvertedTarget,
  type PlacedReason,
} from './api/convert.js';
export { packageRules } from './api/package.js';
export { detect, type DetectOptions, type Detections, type RuleDetections } from './api/detect.js';
export {
  hunt,
  huntEngines,
  planHunt,
  type Hunt,
  type HuntedRule,
  type HuntFailure,
  type HuntOptions,
  type HuntProgress,
  type PlannedRule,
} from './api/hunt.js';
export { query, type QueryLanguage, type QueryOptions, type QueryResult } from './api/query.js';
export { verify, type VerifiedRule, type VerifyOptions } from './api/verify.js';
export { compareGolden, goldenFiles, updateGolden, type GoldenDifference } from './api/golden.js';
export { engineIds, targetByName, targetIds } from './api/targets.js';
export { UsageError } from './diagnostics/usage-error.js';
export { explain, type Explanation } from './explain/explain.js';
export { compileRule, type CompiledRule } from './compile.js';
export { readRules } from './rule/read.js';
export { openEvents } from './events/open-events.js';
export type { GivenExternals } from './externals/external-rows.js';
export { eventsFrom } from './events/events-from.js';
export type { InlineTables } from './interpreter/inline-tables.js';
export type { Alert } from './alert/alerts.js';
export type { EventSource, LiteralHints, LogRecord } from './events/event-source.js';
export type { Diagnostic, Position, Severity, Span } from './diagnostics/diagnostic.js';
export type { Rule } from './rule/model.js';
export type { RuleIR } from './ir/rule-ir.js';
export type { Expression } from './ir/expression.js';
export type { Relation } from './ir/relation.js';
export type { Column, KqlType } from './ir/types.js';
export type {
  Artifact,
  Conversion,
  Fidelity,
  Package,
  PackageInput,
  PackageNote,
  Reason,
  Target,
  TargetOptions,
  Window,
} from './target/target.js';
export { StoreError, type ReadPlan, type StoreStatistics } from './target/store.js';
export {
  QueryError,
  EngineError,
  type Engine,
  type EngineSession,
  type Json,
  type ResultRow,
  type RowSet,
  type RunContext,
} from './target/engine.js';
