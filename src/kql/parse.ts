import type { Span } from '../diagnostics/diagnostic.js';
import type { TableSchema } from '../schema/table.js';
import { Kusto } from './kusto.js';
import type { SyntaxNode } from './syntax.js';

/** A fault in KQL text, placed in that text. */
export interface KqlFault {
  readonly severity: 'error' | 'warning' | 'info';
  readonly code: string;
  readonly message: string;
  readonly span: Span;
}

export interface ParsedKql {
  readonly kusto: Kusto;
  readonly syntax: SyntaxNode;
  readonly faults: readonly KqlFault[];
}

/** Longer texts are refused: Sentinel takes 10,000 characters, hunting queries somewhat more. */
const MAX_LENGTH = 200_000;
/** The parser recurses; text nested deeper than this is refused before it can exhaust the stack. */
const MAX_DEPTH = 200;

/** Parses and binds KQL. Faults of the text come back as values; nothing is thrown for any text. */
export async function parseKql(text: string, tables: readonly TableSchema[]): Promise<ParsedKql | KqlFault> {
  const refused = tooLarge(text);
  if (refused !== null) return refused;
  const kusto = await Kusto.load();
  try {
    const analysis = kusto.analyze(text, tables);
    if (analysis === null) return tooDeep();
    const faults = analysis.diagnostics.map(({ Code, Message, Severity, Start, Length }): KqlFault => ({
      severity: Severity === 'Error' ? 'error' : Severity === 'Warning' ? 'warning' : 'info',
      code: Code,
      message: Message,
      span: { start: Start, end: Start + Length },
    }));
    return { kusto, syntax: analysis.syntax, faults };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return tooDeep();
  }
}

const refusal = (message: string, start = 0): KqlFault => ({
  severity: 'error',
  code: 'RP2001',
  message,
  span: { start, end: start },
});

const tooDeep = (): KqlFault => refusal('the query is nested too deeply to be parsed; split it with let');

function tooLarge(text: string): KqlFault | null {
  if (text.length > MAX_LENGTH)
    return refusal(`the query has ${text.length} characters; at most ${MAX_LENGTH} are read`);
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 40 || code === 91 || code === 123) depth++;
    else if (code === 41 || code === 93 || code === 125) depth--;
    if (depth > MAX_DEPTH)
      return refusal(`the query is nested more than ${MAX_DEPTH} levels deep; split it with let`, index);
  }
  return null;
}
