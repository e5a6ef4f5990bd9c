import { readFile } from 'node:fs/promises';
import { diagnose } from '../diagnostics/code-table.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { findFiles } from '../files/find-files.js';
import { uniqueSlugs } from '../rule/slug.js';
import { RULE_CODES } from '../rule/rule-codes.js';
import { readRules } from '../rule/read.js';
import type { Rule } from '../rule/model.js';

/** A file that was read: the rules in it and what is wrong with them. */
export interface RuleFile {
  readonly file: string;
  readonly text: string;
  /** One entry a rule with its own diagnostics, or one without a rule where the file holds none. */
  readonly entries: readonly { readonly rule: Rule | null; readonly diagnostics: readonly Diagnostic[] }[];
}

/** Larger files are no rules, and would only cost time. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * Reads Sentinel rules (YAML, ARM JSON) from files and folders. A file that cannot be read or is no rule is reported in
 * its entry and does not stop the others. Slugs are unique over all files.
 */
export async function loadRules(paths: readonly string[]): Promise<RuleFile[]> {
  const files: RuleFile[] = [];
  for (const start of paths) {
    let found: string[];
    try {
      found = await findFiles(start, ['.yaml', '.yml', '.json']);
    } catch (error) {
      files.push(unreadable(start, error));
      continue;
    }
    if (found.length === 0) files.push(unreadable(start, new Error('there is no .yaml, .yml or .json file in it')));
    for (const file of found) files.push(await loadFile(file));
  }
  return withUniqueSlugs(files);
}

async function loadFile(file: string): Promise<RuleFile> {
  try {
    const bytes = await readFile(file);
    if (bytes.length > MAX_BYTES) throw new Error(`it has ${bytes.length} bytes; a rule file has at most ${MAX_BYTES}`);
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
    return { file, text, entries: readRules(text, file).entries };
  } catch (error) {
    return unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): RuleFile {
  const { code, message } = error as NodeJS.ErrnoException;
  const why =
    { ENOENT: 'there is no such file or folder', EACCES: 'it may not be read' }[code ?? ''] ??
    (code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not UTF-8 text' : message);
  const diagnostic = diagnose(RULE_CODES, 'RP1001', [why], { file });
  return { file, text: '', entries: [{ rule: null, diagnostics: [diagnostic] }] };
}

function withUniqueSlugs(files: readonly RuleFile[]): RuleFile[] {
  const rules = files.flatMap(({ entries }) => entries.flatMap(({ rule }) => (rule === null ? [] : [rule])));
  const unique = uniqueSlugs(rules);
  let next = 0;
  const renamed = (rule: Rule | null): Rule | null => (rule === null ? null : (unique[next++] ?? rule));
  return files.map((file) => ({
    ...file,
    entries: file.entries.map(({ rule, diagnostics }) => ({ rule: renamed(rule), diagnostics })),
  }));
}
