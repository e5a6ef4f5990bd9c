import { parseArgs, type ParseArgsConfig } from 'node:util';
import { parseDuration } from '../rule/duration.js';
import { parseDateTime, unixMillisecondsOfTicks } from '../schema/datetime-text.js';
import { UsageError } from '../diagnostics/usage-error.js';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Options that every command takes. */
export const COMMON = { format: { type: 'string', default: 'text' } } as const satisfies Options;

interface StrictConfig<T extends Options> {
  readonly args: string[];
  readonly options: T;
  readonly allowPositionals: true;
  readonly strict: true;
}

/** Strict parsing by Node itself: an unknown flag or a missing value is wrong usage. */
export const parse = <T extends Options>(
  args: readonly string[],
  options: T,
): ReturnType<typeof parseArgs<StrictConfig<T>>> =>
  parseArgs<StrictConfig<T>>({ args: [...args], options, allowPositionals: true, strict: true });

export const formatOption = (value: string): 'text' | 'json' => choice('format', value, ['text', 'json']);

/** One of some words. */
export function choice<Word extends string>(name: string, value: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  throw new UsageError(`--${name} takes ${words.slice(0, -1).join(', ')} or ${words.at(-1)}, not '${value}'`);
}

export function requirePaths(paths: readonly string[], what: string): readonly string[] {
  if (paths.length === 0) throw new UsageError(`name at least one ${what}`);
  return paths;
}

/** `2024-08-01T12:00:00Z`, in milliseconds since 1970. */
export function timeOption(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const ticks = parseDateTime(value);
  if (ticks === null) throw new UsageError(`--${name} takes a time such as 2024-08-01T12:00:00Z, not '${value}'`);
  return unixMillisecondsOfTicks(ticks);
}

/** `30d` before now, or a time; in milliseconds since 1970. */
export function momentOption(name: string, value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const back = parseDuration(value);
  const ticks = parseDateTime(value);
  if (back !== null) return now - back;
  if (ticks !== null) return unixMillisecondsOfTicks(ticks);
  throw new UsageError(
    `--${name} takes a span such as 30d or 12h, or a time such as 2024-08-01T12:00:00Z, not '${value}'`,
  );
}

/** `a,b`; an empty list would ask for nothing at all, and be taken for success. */
export function listOption(name: string, value: string | undefined): string[] | undefined {
  const items = value
    ?.split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  if (items?.length === 0) throw new UsageError(`--${name} takes names with commas between, not '${value}'`);
  return items;
}

/** `athena.table=trail`, by target. */
export function settingOptions(values: readonly string[]): Record<string, Record<string, string>> {
  const settings: Record<string, Record<string, string>> = {};
  for (const value of values) {
    const match = /^([a-z][\w-]*)\.([a-z][\w-]*)=(.*)$/is.exec(value);
    if (match === null) throw new UsageError(`--setting takes TARGET.NAME=VALUE, not '${value}'`);
    const [, target = '', name = '', text = ''] = match;
    settings[target] = { ...settings[target], [name]: text };
  }
  return settings;
}

/**
 * The paths after `--events`: everything up to the next flag, so that a shell's wildcard can stand there. Node's parser
 * takes one value a flag, so each further path is given a flag of its own.
 */
export function spreadEvents(args: readonly string[]): string[] {
  const spread: string[] = [];
  let inEvents = false;
  for (const [index, arg] of args.entries()) {
    if (arg.startsWith('--') || (arg.startsWith('-') && arg !== '-')) {
      inEvents = arg === '--events';
      if (inEvents && (args[index + 1] === undefined || args[index + 1]?.startsWith('--'))) spread.push(arg);
      if (!inEvents) spread.push(arg);
    } else if (inEvents) {
      spread.push(`--events=${arg}`);
    } else {
      spread.push(arg);
    }
  }
  return spread;
}
