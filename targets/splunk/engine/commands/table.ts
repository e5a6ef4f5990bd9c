import { append } from './append.js';
import { bin } from './bin.js';
import type { Command } from './command.js';
import { convert } from './convert.js';
import { dedup, sort } from './dedup-sort.js';
import { evalCommand } from './eval.js';
import { fields, table } from './fields.js';
import { makeresults } from './makeresults.js';
import { inputlookup, lookup } from './lookup.js';
import { makemv, mvcombine, mvexpand, nomv } from './multivalue.js';
import { multisearch } from './multisearch.js';
import { rename } from './rename.js';
import { regexCommand, rex } from './rex.js';
import { search } from './search.js';
import { fillnull, head, reverse, tail } from './simple.js';
import { spath } from './spath.js';
import { eventstats, stats, streamstats } from './stats.js';
import { rare, top } from './top.js';
import { where } from './where.js';

const ALL: readonly Command[] = [
  append,
  bin,
  convert,
  dedup,
  evalCommand,
  eventstats,
  fields,
  fillnull,
  head,
  inputlookup,
  lookup,
  makemv,
  makeresults,
  multisearch,
  mvcombine,
  mvexpand,
  nomv,
  rare,
  regexCommand,
  rename,
  reverse,
  rex,
  search,
  sort,
  spath,
  stats,
  streamstats,
  table,
  tail,
  top,
  where,
];

/** Every command that the engine runs, by name. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map(
  ALL.flatMap((command) => command.names.map((name) => [name, command] as const)),
);

const needs = (what: string): string => `it needs ${what}`;
const SUMMARIES = needs('data models or indexed fields');
const SUBSEARCH = 'its result depends on the limits of subsearches';
const LEARNED = 'its method is not documented in full';

/** Commands of Splunk that the engine knows and does not run, with the reason. */
export const REFUSED_COMMANDS: ReadonlyMap<string, string> = new Map([
  ['anomalies', LEARNED],
  ['anomalydetection', LEARNED],
  ['anomalousvalue', LEARNED],
  ['appendcols', SUBSEARCH],
  ['appendpipe', SUBSEARCH],
  ['chart', 'use stats'],
  ['cluster', LEARNED],
  ['collect', needs('an index to write to')],
  ['datamodel', SUMMARIES],
  ['foreach', 'its templates are not parsed'],
  ['from', SUMMARIES],
  ['iplocation', needs('a database of addresses')],
  ['join', SUBSEARCH],
  ['loadjob', needs('a search head')],
  ['map', SUBSEARCH],
  ['metadata', SUMMARIES],
  ['mstats', SUMMARIES],
  ['outputlookup', needs('a place for lookup files')],
  ['pivot', SUMMARIES],
  ['rest', needs('a search head')],
  ['return', SUBSEARCH],
  ['savedsearch', needs('a search head')],
  ['sendalert', needs('a search head')],
  ['timechart', 'use bin and stats'],
  ['transaction', 'its limits of memory decide which events belong together'],
  ['tstats', SUMMARIES],
  ['union', SUBSEARCH],
  ['xyseries', 'use stats'],
]);
