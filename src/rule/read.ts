import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { PLAIN_JSON, armRules } from './arm-template.js';
import { describe } from './field-values.js';
import { Fields } from './fields.js';
import type { Dialect } from './fields.js';
import { jsonTree } from './json-tree.js';
import type { Rule } from './model.js';
import { readRule } from './read-rule.js';
import { RuleFile } from './rule-file.js';
import { isNull } from './source-node.js';
import type { SourceFault, SourceNode } from './source-node.js';
import { LIMITS } from './vocabulary.js';
import { yamlTree } from './yaml-tree.js';

export interface ReadRules {
  /** Every rule that has a query, those with faults too. */
  readonly rules: readonly Rule[];
  /** What is wrong with the file, in its order. */
  readonly diagnostics: readonly Diagnostic[];
  /** The same by rule, in the order of the file: a rule's faults are not its neighbour's. */
  readonly entries: readonly RuleEntry[];
}

export interface RuleEntry {
  /** Null when there is no rule to port: one without a query, or a fault of the file itself. */
  readonly rule: Rule | null;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The Sentinel rules of a file's text: YAML with a rule a document, or JSON of Azure (portal export, solution package, REST
 * resource, bare properties). Never throws for any text; whatever is wrong is in the diagnostics.
 * @param file as the user named it, for the diagnostics; null for text from memory
 */
export function readRules(text: string, file: string | null): ReadRules {
  const source = new RuleFile(text.startsWith('\ufeff') ? text.slice(1) : text, file);
  const entries = source.text.length > LIMITS.fileLength ? [tooLarge(source)] : entriesOf(source);
  return {
    rules: entries.flatMap(({ rule }) => (rule === null ? [] : [rule])),
    diagnostics: inFileOrder(entries.flatMap(({ diagnostics }) => diagnostics)),
    entries,
  };
}

function tooLarge(file: RuleFile): RuleEntry {
  file.report('RP1007', [LIMITS.fileLength / 1_000_000], 0);
  return { rule: null, diagnostics: file.take() };
}

/** A rule that the file seems to hold: where it is, and how to read it. */
interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly read: (file: RuleFile) => Rule | null;
}

const JSON_START = /^\s*(?:[{[]|\/\/|\/\*)/;

function entriesOf(file: RuleFile): readonly RuleEntry[] {
  const isJson = JSON_START.test(file.text);
  const tree = isJson ? jsonTree(file.text) : yamlTree(file.text);
  const isBroken = tree.faults.some((fault) => fault.code === 'RP1001');
  // After an error, the doubts of the parser are about a text that it could not make out.
  const faults = tree.faults.filter((fault) => !isBroken || fault.code !== 'RP1002');
  const documents = tree.documents.filter((document) => !isNull(document));
  const all = isJson ? documents.flatMap(jsonCandidates) : documents.map(yamlCandidate);
  const candidates = all.slice(0, LIMITS.rules);

  const shared = new Set(faults);
  const inOrder = faults.filter((fault) => fault.code !== 'RP1001').sort((a, b) => a.offset - b.offset);
  const entries = candidates.map((candidate, index): RuleEntry => {
    const end = isJson ? candidate.end : (all[index + 1]?.start ?? Infinity);
    for (let next = firstFrom(inOrder, candidate.start); next < inOrder.length; next++) {
      const fault = inOrder[next];
      if (fault === undefined || fault.offset >= end) break;
      shared.delete(fault);
      reportFault(file, fault);
    }
    const rule = candidate.read(file);
    return { rule, diagnostics: inFileOrder(file.take()) };
  });
  for (const fault of shared) reportFault(file, fault);
  const left = all[LIMITS.rules];
  if (left !== undefined) file.report('RP1037', [all.length, LIMITS.rules], left.start);
  if (candidates.length === 0 && !isBroken) file.report('RP1008', [], 0);
  const rest = inFileOrder(file.take());
  return rest.length === 0 ? entries : [...entries, { rule: null, diagnostics: rest }];
}

/** Index of the first fault at or after an offset. */
function firstFrom(inOrder: readonly SourceFault[], offset: number): number {
  let low = 0;
  let high = inOrder.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((inOrder[middle]?.offset ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

const placeOf = ({ line, column, code }: Pick<Diagnostic, 'line' | 'column' | 'code'>): string =>
  `${line}:${column}:${code}`;

function reportFault(file: RuleFile, { code, detail, offset }: SourceFault): void {
  if (code === 'RP1003' || code === 'RP1005') file.report(code, [], offset);
  else file.report(code, [detail], offset);
}

const YAML: Dialect = { keysIgnoreCase: false, textOf: (file, _key, node) => file.located(node) };

const yamlCandidate = (document: SourceNode): Candidate => ({
  start: document.start,
  end: document.end,
  read: (file) => {
    if (document.kind === 'mapping') {
      return readRule(new Fields(file, YAML, document), { kind: null, kindExpected: true, id: null });
    }
    file.report('RP1009', [describe(document)], document.start);
    return null;
  },
});

/** Kinds of Sentinel's rules that have no query of their own. */
const KINDS_WITHOUT_QUERY: ReadonlySet<string> = new Set([
  'fusion',
  'mlbehavioranalytics',
  'microsoftsecurityincidentcreation',
  'threatintelligence',
]);

const jsonCandidates = (root: SourceNode): readonly Candidate[] =>
  armRules(root).map(({ properties, kind, id, dialect }) => ({
    start: properties.start,
    end: properties.end,
    read: (file) => {
      const kindText = kind?.node.kind === 'scalar' ? kind.node.text : '';
      if (kind === null || !KINDS_WITHOUT_QUERY.has(kindText.toLowerCase())) {
        return readRule(new Fields(file, dialect, properties), { kind, kindExpected: dialect !== PLAIN_JSON, id });
      }
      file.report('RP1050', [kindText], kind.node.start);
      return null;
    },
  }));

/** By position, each fault once: YAML lets several keys share one value. */
function inFileOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const unique = new Map(diagnostics.map((each) => [`${placeOf(each)}:${each.message}`, each]));
  return [...unique.values()].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}
