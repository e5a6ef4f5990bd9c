import type { TargetOptions } from '../../src/target/target.js';
import { NO_SPAN } from '../../src/diagnostics/diagnostic.js';
import type { Reason } from '../../src/target/target.js';
import { reason } from './codes.js';
import { DEFENSE_EVASION_TAGS, type DefenseEvasionTag } from './emit/tags.js';

export interface Settings {
  /** `sigma.author`: who the rules name as their author. */
  readonly author: string;
  /** `sigma.timespan`: of correlations, in milliseconds; null takes the rule's query period. */
  readonly timespan: number | null;
  /** `sigma.defense-evasion`: what Sentinel's tactic DefenseEvasion is called; null chooses by technique. */
  readonly defenseEvasion: DefenseEvasionTag | null;
}

const PREFIX = 'sigma.';
const AUTHOR = 'Ruleport, from a Microsoft Sentinel rule';
const UNITS: ReadonlyMap<string, number> = new Map([
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** Reads the settings under `sigma.`; the first that is unknown or malformed is returned as a reason. */
export function readSettings({ settings = {} }: TargetOptions): Settings | Reason {
  let read: Settings = { author: AUTHOR, timespan: null, defenseEvasion: null };
  for (const [key, value] of Object.entries(settings)) {
    if (!key.startsWith(PREFIX)) continue;
    const next = readSetting(read, key.slice(PREFIX.length), value);
    if (typeof next === 'string') return reason('RP3035', [key, next], NO_SPAN);
    read = next;
  }
  return read;
}

export const isSettings = (read: Settings | Reason): read is Settings => 'author' in read;

/** The settings with one more, or what was expected instead. */
function readSetting(read: Settings, name: string, value: string): Settings | string {
  switch (name) {
    case 'author':
      return value.trim() === '' ? 'a name' : { ...read, author: value.trim() };
    case 'timespan': {
      const [, count, unit] = /^([1-9]\d{0,5})([smhd])$/.exec(value) ?? [];
      if (count === undefined || unit === undefined) return 'a number and s, m, h or d, such as 1d';
      return { ...read, timespan: Number(count) * (UNITS.get(unit) ?? 0) };
    }
    case 'defense-evasion': {
      const tag = DEFENSE_EVASION_TAGS.find((known) => known === value);
      return tag === undefined ? `one of ${DEFENSE_EVASION_TAGS.join(', ')}` : { ...read, defenseEvasion: tag };
    }
    default:
      return 'no such setting of the target sigma; it knows author, timespan and defense-evasion';
  }
}
