import { NO_SPAN } from '../../src/diagnostics/diagnostic.js';
import type { Reason } from '../../src/target/target.js';
import { reason } from './codes.js';
import type { SearchTerm } from './spl/command.js';

/** Where the events of a table are: a macro of the site, or an index (the site's default ones if none is named) and a sourcetype. */
interface Place {
  readonly index: string | null;
  readonly macro: string | null;
  readonly sourcetype: string;
}

/** CloudTrail's place under plain names, GuardDuty's under names of its own. */
export interface Settings extends Place {
  readonly 'guardduty-index': string | null;
  readonly 'guardduty-macro': string | null;
  readonly 'guardduty-sourcetype': string;
  /** The ID and folder of the app that `package` makes, and its version. */
  readonly app: string;
  readonly version: string;
}

const INDEX = /^[a-z0-9_*][a-z0-9_*-]{0,79}$/;
const MACRO = /^[A-Za-z_][A-Za-z0-9_-]{0,79}$/;
const SOURCETYPE = /^[A-Za-z][A-Za-z0-9_:.-]{0,79}$/;

/** Names as Splunk allows them, and nothing that a search could read as more than a name; an index may be a pattern. */
const SHAPES: { readonly [name in keyof Settings]: RegExp } = {
  index: INDEX,
  macro: MACRO,
  sourcetype: SOURCETYPE,
  'guardduty-index': INDEX,
  'guardduty-macro': MACRO,
  'guardduty-sourcetype': SOURCETYPE,
  // app.conf.spec, [package] id and [id] version: a folder name that is no device of Windows, and a semantic version.
  app: /^(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[A-Za-z][A-Za-z0-9_-]{0,79}$/i,
  version: /^\d{1,5}\.\d{1,5}\.\d{1,5}$/,
};

/** The sourcetypes of the Splunk Add-on for AWS. */
const DEFAULTS: Settings = {
  index: null,
  macro: null,
  sourcetype: 'aws:cloudtrail',
  'guardduty-index': null,
  'guardduty-macro': null,
  'guardduty-sourcetype': 'aws:cloudwatch:guardduty',
  app: 'ruleport_detections',
  version: '1.0.0',
};

export function readSettings(given: Readonly<Record<string, string>> | undefined): Settings | readonly Reason[] {
  const faults: Reason[] = [];
  const settings: { -readonly [name in keyof Settings]: Settings[name] } = { ...DEFAULTS };
  for (const [name, value] of Object.entries(given ?? {})) {
    if (!isSetting(name)) faults.push(reason('RP3111', NO_SPAN, name, Object.keys(SHAPES).join(', ')));
    else if (!SHAPES[name].test(value)) faults.push(reason('RP3112', NO_SPAN, name, value));
    else settings[name] = value;
  }
  return faults.length > 0 ? faults : settings;
}

/** The tables that have a source in Splunk, each with its place. */
const PLACES: Readonly<Record<string, (settings: Settings) => Place>> = {
  AWSCloudTrail: (settings) => settings,
  AWSGuardDuty: (settings) => ({
    index: settings['guardduty-index'],
    macro: settings['guardduty-macro'],
    sourcetype: settings['guardduty-sourcetype'],
  }),
};

export const SOURCE_TABLES: ReadonlySet<string> = new Set(Object.keys(PLACES));

const placeOf = (settings: Settings, table: string): Place | null =>
  Object.hasOwn(PLACES, table) ? PLACES[table]!(settings) : null;

/** The terms that find a table's events. A macro stands for all of them, as ESCU's `cloudtrail` does. */
export function sourceTerms(settings: Settings, table: string): readonly SearchTerm[] {
  const place = placeOf(settings, table);
  if (place === null) return [];
  if (place.macro !== null) return [{ kind: 'macro', name: place.macro }];
  const sourcetype: SearchTerm = { kind: 'field', field: 'sourcetype', values: [place.sourcetype] };
  return place.index === null ? [sourcetype] : [{ kind: 'index', pattern: place.index }, sourcetype];
}

/** The same, for people. */
export function describeSource(settings: Settings, table: string): string {
  const place = placeOf(settings, table);
  if (place === null) return table;
  return place.macro === null ? `sourcetype ${place.sourcetype}` : `found by the macro ${place.macro}`;
}

const isSetting = (name: string): name is keyof Settings => Object.hasOwn(SHAPES, name);
