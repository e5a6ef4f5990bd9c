import { InvalidRegex, compileRegex } from '../../../../src/functions/regex.js';
import { EMPTY } from '../../sql/build.js';
import type { TextCell } from '../cell.js';
import { translateRegex, type TranslatedRegex } from '../regex.js';
import { textCell } from '../text.js';
import { textArg, type Lowering } from './entry.js';

/** Text that must be exact to the letter: not that of Resources, whose keys may stand in another order. */
export function exactText(lowering: Lowering, at: number): TextCell {
  const cell = textArg(lowering, at);
  if (cell.unordered !== true) return cell;
  lowering.context.refuse('RP3208', [], lowering.call.args[at]?.span ?? lowering.call.span);
  return textCell(EMPTY);
}

/** The pattern that is written at a place, changed by `around` (anchors); null after a refusal. */
export function regexArg(
  lowering: Lowering,
  at: number,
  around = (pattern: string): string => pattern,
): TranslatedRegex | null {
  const pattern = textArg(lowering, at).sql;
  const span = lowering.call.args[at]?.span ?? lowering.call.span;
  if (pattern.kind !== 'string') {
    lowering.context.refuse('RP3207', [lowering.call.fn], span);
    return null;
  }
  try {
    compileRegex(pattern.value);
  } catch (error) {
    if (!(error instanceof InvalidRegex)) throw error;
    lowering.context.refuse('RP3206', ['no valid pattern'], span);
    return null;
  }
  const translated = translateRegex(around(pattern.value));
  if (translated.kind === 'refused') lowering.context.refuse('RP3206', [translated.construct], span);
  return translated;
}
