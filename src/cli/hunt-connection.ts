import { readFileSync } from 'node:fs';
import type { HuntOptions } from '../api/hunt.js';
import { UsageError } from '../diagnostics/usage-error.js';
import { requirePaths } from './options.js';

/** Options that say where to hunt, each with the engines that take it. */
export const CONNECTION_FLAGS = {
  events: ['duckdb'],
  database: ['athena', 'trino'],
  catalog: ['athena', 'trino'],
  workgroup: ['athena'],
  'output-location': ['athena'],
  region: ['athena'],
  url: ['trino'],
  user: ['trino'],
  password: ['trino'],
  token: ['trino'],
  ca: ['trino'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Flag = keyof typeof CONNECTION_FLAGS;
export type ConnectionFlags = Readonly<Partial<Record<Exclude<Flag, 'events'>, string>>> & {
  readonly events: readonly string[];
};

/** The engine's own part of the options. A flag of another engine would change nothing, so it is wrong usage. */
export function connectionOf(engine: string, flags: ConnectionFlags): HuntOptions {
  const stranger = (Object.keys(CONNECTION_FLAGS) as Flag[]).find((flag) => {
    const isGiven = flag === 'events' ? flags.events.length > 0 : flags[flag] !== undefined;
    return isGiven && !(CONNECTION_FLAGS[flag] as readonly string[]).includes(engine);
  });
  const isKnown = (Object.values(CONNECTION_FLAGS) as (readonly string[])[]).some((engines) =>
    engines.includes(engine),
  );
  if (isKnown && stranger !== undefined) {
    throw new UsageError(`--${stranger} is for ${CONNECTION_FLAGS[stranger].join(' and ')}, not for ${engine}`);
  }
  switch (engine) {
    case 'athena':
      return { engine, ...athenaFlags(flags) };
    case 'trino':
      return { engine, ...trinoFlags(flags) };
    case 'duckdb':
      return { engine, paths: requirePaths(flags.events, 'log with --events') };
    default:
      // Refused by `hunt`, which knows the engines.
      return { engine: engine as 'duckdb', paths: [] };
  }
}

const athenaFlags = ({ region, database, catalog, workgroup, 'output-location': outputLocation }: ConnectionFlags) =>
  given({ region, database, catalog, workgroup, outputLocation });

function trinoFlags(flags: ConnectionFlags) {
  const { url, user, database: schema, catalog } = flags;
  if (url === undefined) throw new UsageError('name the server with --url, such as https://trino.example.com:8443');
  // The environment keeps secrets out of the list of processes; TRINO_PASSWORD is what Trino's own client reads.
  const isTold = flags.password !== undefined || flags.token !== undefined;
  const password = isTold ? flags.password : process.env['TRINO_PASSWORD'];
  const token = isTold ? flags.token : process.env['TRINO_TOKEN'];
  const ca = flags.ca === undefined ? undefined : certificates(flags.ca);
  return { url, ...given({ user, password, token, catalog, schema, ca }) };
}

function certificates(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--ca: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Without the members that are undefined. */
const given = <Names extends string>(
  values: Readonly<Record<Names, string | undefined>>,
): Partial<Record<Names, string>> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<
    Record<Names, string>
  >;
