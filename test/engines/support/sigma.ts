import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { eventsFrom } from '../../../src/events/events-from.js';
import type { LogRecord } from '../../../src/events/event-source.js';
import { compareText } from '../../../src/functions/compare.js';
import type { RuleIR } from '../../../src/ir/rule-ir.js';
import type { Rule } from '../../../src/rule/model.js';
import { tableOf } from '../../../src/schema/table-of.js';
import type { EngineSession } from '../../../src/target/engine.js';
import { sigmaEngine } from '../../../targets/sigma/engine/engine.js';
import { sigma } from '../../../targets/sigma/index.js';
import { sharedPath } from '../../support/shared.js';
import {
  CHAINS,
  CORRELATION_CASES,
  MANY,
  RULES,
  correlationText,
  events,
} from '../../targets/sigma/engine/correlation-cases.js';
import { MODIFIER_CASES } from '../../targets/sigma/engine/modifier-cases.js';
import { ruleOf } from '../../targets/sigma/engine/support.js';
import { VALUE_CASES } from '../../targets/sigma/engine/value-cases.js';
import { fixtureRuns, ownRules, publicLogs, publicRules, timeOf } from './cases.js';
import { generatedBy } from './generated.js';

/** Sigma documents and the log to run them over. */
export interface SigmaRun {
  readonly name: string;
  readonly text: string;
  readonly log: SigmaLog;
}

/** In order of time, each record with an ID of its own: `eventID`, or `id` of a finding. */
export interface SigmaLog {
  readonly id: string;
  readonly records: readonly LogRecord[];
}

/** The events that each document flags, alone or in some firing: title, then sorted event IDs. */
export type Flagged = Readonly<Record<string, readonly string[]>>;

export interface SigmaText {
  /** The name of its file. */
  readonly name: string;
  readonly text: string;
}

export interface EmittedText extends SigmaText {
  readonly ir: RuleIR;
  readonly rule: Rule;
}

const emittedBy = (rules: readonly RuleIR[]): EmittedText[] =>
  rules.flatMap((ir) =>
    sigma
      .convert(ir, {})
      .artifacts.filter(({ role }) => role === 'query')
      .map(({ path: name, content }) => ({ name, text: content, ir, rule: ir.rule })),
  );

export const emittedTexts = async (): Promise<EmittedText[]> => emittedBy(await ownRules());
export const emittedPublicTexts = async (): Promise<EmittedText[]> => emittedBy(await publicRules());

/** Public rules written as Sigma, where they are at hand. */
export function publicTexts(): SigmaText[] {
  const folder = sharedPath('corpus/sigma-aws');
  if (folder === null) return [];
  const files = readdirSync(folder).filter((name) => name.endsWith('.yml'));
  return files.map((name) => ({ name, text: readFileSync(path.join(folder, name), 'utf8') }));
}

/** What is emitted for each rule over its fixtures; all emitted and all public texts over the public logs. */
export async function sigmaRuns(): Promise<SigmaRun[]> {
  const fixtures = (await fixtureRuns()).flatMap(({ name, rule, records }): SigmaRun[] =>
    emittedBy([rule]).map(({ text }) => ({ name, text, log: logOf(name, records) })),
  );
  const emitted = emittedBy([...(await ownRules()), ...(await publicRules())]);
  const logs = await publicLogs();
  if (logs === null) return fixtures.filter(({ text }) => !HAS_PLACEHOLDERS.test(text));
  const log = logOf('public logs', logs.records);
  const texts = [...emitted, ...publicTexts()];
  const overLogs = texts.map(({ name, text }) => ({ name: `${name} over the public logs`, text, log }));
  return [...fixtures, ...overLogs].filter(({ text }) => !HAS_PLACEHOLDERS.test(text));
}

/** What is emitted for each rule over events made for it. */
export async function generatedRuns(): Promise<SigmaRun[]> {
  const emitted = emittedBy([...(await ownRules()), ...(await publicRules())]);
  return emitted
    .filter(({ text }) => !HAS_PLACEHOLDERS.test(text))
    .map(({ name, text, ir }) => {
      const log = once(() => logOf(`made for ${name}`, generatedBy(ir).records.filter(isOfTable).map(asWritten)));
      return {
        name: `${name} over events made for it`,
        text,
        get log() {
          return log();
        },
      };
    });
}

/** What is of no table is of no log source either, which the judges do not look at. */
const isOfTable = (record: LogRecord): boolean => tableOf(record) !== null;

/** Parameters that AWS writes as JSON text: engines differ in whether an object has one. */
const DOCUMENTS: ReadonlySet<string> = new Set(['policyDocument', 'policy', 'Policy']);

const asWritten = (record: LogRecord): LogRecord =>
  JSON.parse(JSON.stringify(record), (key, value: unknown) =>
    DOCUMENTS.has(key) && typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
  ) as LogRecord;

/** Events that were made together: a number in their IDs tells them from others. */
export const scenarioOf = (id: string): string => /^0{8}-0{4}-40{3}-8(\d{3})-/.exec(id)?.[1] ?? id;

/** Values that a pipeline of the user's gives: no judge has them. */
const HAS_PLACEHOLDERS = /\|expand\b/;

/** Our engine's own cases, which are written from the specification, chapter by chapter. */
export function specificationRuns(): SigmaRun[] {
  const detections = [
    ...Object.entries(VALUE_CASES).flatMap(([chapter, cases]) =>
      cases.map(([name, detection, ...records]) => ({ name: `${chapter}: ${name}`, detection, records })),
    ),
    ...Object.entries(MODIFIER_CASES).flatMap(([chapter, cases]) =>
      cases.map(([detection, ...records]) => ({ name: `${chapter}: ${detection}`, detection, records })),
    ),
  ];
  const correlations = [
    ...Object.entries(CORRELATION_CASES).flatMap(([chapter, cases]) =>
      cases.map(([name, correlation, log]) => ({
        name: `${chapter}: ${name}`,
        text: correlationText(correlation),
        log,
      })),
    ),
    ...CHAINS.map(([name, correlation, log]) => ({
      ...{ name: `chains: ${name}`, log },
      text: correlationText(correlation, RULES + MANY),
    })),
  ];
  return [
    ...detections.map(({ name, detection, records }) => ({
      ...{ name, text: ruleOf(detection) },
      log: logOf(name, records.flat()),
    })),
    ...correlations.map(({ name, text, log }) => ({ name, text, log: logOf(name, events(log)) })),
  ];
}

/** Events tell themselves apart by their IDs; those of findings are called `id`, and judges look for `eventID`. */
function logOf(id: string, records: readonly LogRecord[]): SigmaLog {
  const seen = new Set<unknown>();
  const named = records.map((record, index) => {
    const finding = tableOf(record)?.name === 'AWSGuardDuty';
    const eventID = finding ? record['id'] : record.eventID;
    if (typeof eventID !== 'string' || eventID === '' || seen.has(eventID)) {
      return { ...record, [finding ? 'id' : 'eventID']: `record-${index}` };
    }
    seen.add(eventID);
    return record;
  });
  return { id, records: named.sort((a, b) => (timeOf(a) ?? 0) - (timeOf(b) ?? 0)) };
}

/** The records as judges take them, who know an event by its `eventID`. */
export const withEventIds = ({ records }: SigmaLog): LogRecord[] =>
  records.map((record) => ('eventID' in record ? record : { ...record, eventID: String(record['id']) }));
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

const sessions = new WeakMap<SigmaLog, Promise<EngineSession>>();

/** What our own engine flags. */
export async function flaggedByUs({ text, log }: SigmaRun): Promise<Flagged> {
  const session = sessions.get(log) ?? sigmaEngine.open(eventsFrom(log.records));
  sessions.set(log, session);
  const { rows } = await (await session).query!(text, { now: 0, window: null });
  return flaggedBy(rows.map(({ values, evidence }) => ({ title: String(values[0]), events: evidence })));
}

export function flaggedBy(hits: readonly { readonly title: string; readonly events: readonly string[] }[]): Flagged {
  const flagged = new Map<string, Set<string>>();
  for (const { title, events } of hits) {
    const ids = flagged.get(title) ?? new Set();
    for (const id of events) ids.add(id);
    flagged.set(title, ids);
  }
  const entries = [...flagged].map(([title, ids]) => [title, [...ids].sort(compareText)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => compareText(a, b)));
}
