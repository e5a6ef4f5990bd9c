import { eventsFrom } from '../../../../src/events/events-from.js';
import type { RowSet, RunContext } from '../../../../src/target/engine.js';
import { QueryError } from '../../../../src/target/engine.js';
import { sigmaEngine } from '../../../../targets/sigma/engine/engine.js';

export type TestRecord = Readonly<Record<string, unknown>>;

const ALL: RunContext = { now: 0, window: null };

export async function query(text: string, records: readonly unknown[], context = ALL): Promise<RowSet> {
  const session = await sigmaEngine.open(eventsFrom(records));
  return session.query!(text, context);
}

/** The lines, indented by so many spaces. */
const indented = (text: string, by: number): string =>
  text
    .split('\n')
    .map((line) => ' '.repeat(by) + line)
    .join('\n');

/** A whole rule around a detection; unless it has a `condition:`, its one selection is `selection`. */
export const ruleOf = (detection: string): string => `title: Test
logsource:
  product: aws
  service: cloudtrail
detection:
${/^condition:/m.test(detection) ? indented(detection, 2) : `  selection:\n${indented(detection, 4)}\n  condition: selection`}
`;

/** Which of the records a rule flags, by their position. */
export async function flagged(detection: string, records: readonly TestRecord[]): Promise<readonly number[]> {
  const numbered = records.map((record, index) => ({ ...record, eventID: String(index) }));
  const { rows } = await query(ruleOf(detection), numbered);
  return rows.map((row) => Number(row.evidence[0])).sort((left, right) => left - right);
}

/** Code and place of the refusal, `RP5205 3:7 message`; the text `accepted` when there is none. */
export async function refusal(text: string): Promise<string> {
  try {
    await query(text, []);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    return `${error.code} ${error.line}:${error.column} ${error.message}`;
  }
}

/** A time on 2024-01-01, `hh:mm[:ss]`. */
export const at = (clock: string): string => `2024-01-01T${clock.length === 5 ? `${clock}:00` : clock}Z`;
