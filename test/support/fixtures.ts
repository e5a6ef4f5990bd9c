import { readFileSync, readdirSync } from 'node:fs';
import { load } from 'js-yaml';
import type { LogRecord } from '../../src/events/event-source.js';

/** A base record with changes; paths are dotted keys. */
interface EventSpec {
  readonly use: string;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly unset?: readonly string[];
}

interface FixtureFile {
  readonly rule: string;
  readonly now: Date;
  readonly bases: Readonly<Record<string, LogRecord>>;
  readonly cases: readonly {
    readonly name: string;
    readonly events: readonly EventSpec[];
    readonly rows: readonly ({ readonly evidence: readonly string[] } & Readonly<Record<string, unknown>>)[];
  }[];
}

export interface FixtureCase {
  readonly name: string;
  readonly records: readonly LogRecord[];
  readonly rows: FixtureFile['cases'][number]['rows'];
}

export interface Fixture {
  readonly slug: string;
  readonly rule: string;
  readonly now: number;
  readonly cases: readonly FixtureCase[];
}

const FOLDER = new URL('../fixtures/', import.meta.url);

/** Every `test/fixtures/<rule>/cases.yaml`. */
export const loadFixtures = (): Fixture[] =>
  readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name: slug }) => {
      const file = load(readFileSync(new URL(`${slug}/cases.yaml`, FOLDER), 'utf8')) as FixtureFile;
      const cases = file.cases.map(({ name, events, rows }) => ({
        name,
        rows,
        records: events.map((spec) => recordOf(spec, file.bases)),
      }));
      return { slug, rule: file.rule, now: new Date(file.now).getTime(), cases };
    });

function recordOf({ use, set = {}, unset = [] }: EventSpec, bases: FixtureFile['bases']): LogRecord {
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
