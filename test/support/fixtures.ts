import { readFileSync, readdirSync } from 'node:fs';
import { load } from 'js-yaml';
import type { GivenExternals } from '../../src/externals/external-rows.js';
import type { LogRecord } from '../../src/events/event-source.js';

/** A base record with changes; paths are dotted keys. With `copies` it stands for so many, `ID-1`, `ID-2`, … */
interface EventSpec {
  readonly use: string;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly unset?: readonly string[];
  readonly copies?: number;
}

/** What an engine owes on every case: the reference's rows, at least its events, or (`unsupported`) a refusal with reasons. */
export type Owed = 'equal' | 'superset' | 'unsupported';

interface FixtureFile {
  readonly rule: string;
  readonly now: Date;
  /** By target; every target has its place. */
  readonly engines: Readonly<Record<string, Owed>>;
  /** Rows of inputs from outside. */
  readonly externals?: GivenExternals;
  /** Beside those of `bases.yaml`. */
  readonly bases?: Bases;
  readonly cases: readonly {
    readonly name: string;
    readonly events: readonly EventSpec[];
    readonly rows: readonly ({ readonly evidence: readonly string[] } & Readonly<Record<string, unknown>>)[];
  }[];
}

type Bases = Readonly<Record<string, LogRecord>>;

export interface FixtureCase {
  readonly name: string;
  readonly records: readonly LogRecord[];
  readonly rows: FixtureFile['cases'][number]['rows'];
}

export interface Fixture {
  readonly slug: string;
  readonly rule: string;
  readonly now: number;
  readonly engines: FixtureFile['engines'];
  readonly externals: GivenExternals;
  readonly cases: readonly FixtureCase[];
}

const FOLDER = new URL('../fixtures/', import.meta.url);

const read = (path: string): unknown => load(readFileSync(new URL(path, FOLDER), 'utf8'));

/** Every `test/fixtures/<rule>/cases.yaml`. */
export const loadFixtures = (): Fixture[] =>
  readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name: slug }) => {
      const file = read(`${slug}/cases.yaml`) as FixtureFile;
      const bases: Bases = { ...(read('bases.yaml') as Bases), ...file.bases };
      const cases = file.cases.map(({ name, events, rows }) => ({
        name,
        rows,
        records: events.flatMap((spec) => recordsOf(spec, bases)),
      }));
      const { rule, engines, externals = {} } = file;
      return { slug, rule, now: new Date(file.now).getTime(), engines, externals, cases };
    });

function recordsOf(spec: EventSpec, bases: Bases): LogRecord[] {
  const record = recordOf(spec, bases);
  if (spec.copies === undefined) return [record];
  const ids = Array.from({ length: spec.copies }, (_, index) => `${String(record['eventID'])}-${index + 1}`);
  return ids.map((eventID) => ({ ...record, eventID }));
}

function recordOf({ use, set = {}, unset = [] }: EventSpec, bases: Bases): LogRecord {
  const base = bases[use];
  if (base === undefined) throw new Error(`there is no base record ${use}`);
  const record = structuredClone(base) as Record<string, unknown>;
  for (const [path, value] of Object.entries(set)) parentOf(record, path)[lastKey(path)] = value;
  for (const path of unset) Reflect.deleteProperty(parentOf(record, path), lastKey(path));
  return record;
}

const lastKey = (path: string): string => path.split('.').at(-1) ?? path;

function parentOf(record: Record<string, unknown>, path: string): Record<string, unknown> {
  let parent = record;
  for (const key of path.split('.').slice(0, -1)) parent = parent[key] as Record<string, unknown>;
  return parent;
}
