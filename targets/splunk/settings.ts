import { NO_SPAN } from '../../src/diagnostics/diagnostic.js';
import type { Reason } from '../../src/target/target.js';
import { reason } from './codes.js';
import type { SearchTerm } from './spl/command.js';

/** Where the events are: a macro of the site, or an index (the site's default ones if none is named) and a sourcetype. */
export interface Settings {
  readonly index: string | null;
  readonly macro: string | null;
  readonly sourcetype: string;
  /** The ID and folder of the app that `package` makes, and its version. */
  readonly app: string;
  readonly version: string;
}

/** Names as Splunk allows them, and nothing that a search could read as more than a name; an index may be a pattern. */
const SHAPES: { readonly [name in keyof Settings]: RegExp } = {
  index: /^[a-z0-9_*][a-z0-9_*-]{0,79}$/,
  macro: /^[A-Za-z_][A-Za-z0-9_-]{0,79}$/,
  sourcetype: /^[A-Za-z][A-Za-z0-9_:.-]{0,79}$/,
  // app.conf.spec, [package] id and [id] version: a folder name that is no device of Windows, and a semantic version.
  app: /^(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[A-Za-z][A-Za-z0-9_-]{0,79}$/i,
  version: /^\d{1,5}\.\d{1,5}\.\d{1,5}$/,
};

const DEFAULTS: Settings = {
  index: null,
  macro: null,
  sourcetype: 'aws:cloudtrail',
  app: 'ruleport_detections',
  version: '1.0.0',
};

export function readSettings(given: Readonly<Record<string, string>> | undefined): Settings | readonly Reason[] {
  const faults: Reason[] = [];
  const settings: { -readonly [name in keyof Settings]: Settings[name] } = { ...DEFAULTS };
  for (const [name, value] of Object.entries(given ?? {})) {
    if (!isSetting(name)) faults.push(reason('RP3111', NO_SPAN, name));
    else if (!SHAPES[name].test(value)) faults.push(reason('RP3112', NO_SPAN, name, value));
    else settings[name] = value;
  }
  return faults.length > 0 ? faults : settings;
}

/** The terms that find CloudTrail events. A macro stands for all of them, as ESCU's `cloudtrail` does. */
export function sourceTerms(settings: Settings): readonly SearchTerm[] {
  if (settings.macro !== null) return [{ kind: 'macro', name: settings.macro }];
  const sourcetype: SearchTerm = { kind: 'field', field: 'sourcetype', values: [settings.sourcetype] };
  return settings.index === null ? [sourcetype] : [{ kind: 'index', pattern: settings.index }, sourcetype];
}

/** The same, for people. */
export const describeSource = (settings: Settings): string =>
  settings.macro === null ? `sourcetype ${settings.sourcetype}` : `found by the macro ${settings.macro}`;

const isSetting = (name: string): name is keyof Settings => Object.hasOwn(SHAPES, name);
