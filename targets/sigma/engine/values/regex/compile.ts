import { RRegex } from 'rregex';
import type { TextTest } from '../text.js';
import { parseRegex } from './parse.js';
import { printRust } from './print.js';
import { RegexFault } from './tree.js';
import type { RegexFlags } from './tree.js';

/** The test of modifier `re`: the expression occurs somewhere in the text. @throws RegexFault */
export function regexTest(source: string, flags: RegexFlags): TextTest {
  const { tree, flags: own } = parseRegex(source);
  const regex = compileRust(printRust(tree, { i: flags.i || own.i, m: flags.m || own.m, s: flags.s || own.s }));
  return (value) => regex.isMatch(value.text);
}

/** Its source is well-formed, so that only its size can be at fault. */
export function compileRust(source: string): RRegex {
  try {
    return new RRegex(source);
  } catch {
    throw new RegexFault('too large when compiled');
  }
}
