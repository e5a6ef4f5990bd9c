import type { Span } from '../../src/diagnostics/diagnostic.js';
import type { CodeTable } from '../../src/diagnostics/code-table.js';
import type { Reason } from '../../src/target/target.js';

/** Why no TypeScript detector is emitted. */
export const TYPESCRIPT_CODES = {
  RP3301: {
    severity: 'error',
    message: (name: string) => `the function or operator '${name}' has no exact form in TypeScript yet`,
  },
  RP3302: {
    severity: 'error',
    message: (name: string, detail: string) => `'${name}' cannot be emitted here: ${detail}`,
  },
  RP3303: {
    severity: 'error',
    message: (what: string) => `${what} has no exact form in TypeScript yet`,
  },
  RP3304: {
    severity: 'error',
    message: (pattern: string) =>
      `the regular expression ${pattern} is refused: it has a construct that is not known to mean the same here, or is too large`,
  },
  RP3305: {
    severity: 'error',
    message: () => 'the expression is nested too deeply to be emitted',
  },
  RP3306: {
    severity: 'error',
    message: (name: string) => `the TypeScript target has no setting '${name}'`,
  },
} satisfies CodeTable;

type TypeScriptCode = keyof typeof TYPESCRIPT_CODES;

/** Notes why the rule cannot be emitted; conversion goes on, so that a user sees all reasons at once. */
export type Refuse = <Code extends TypeScriptCode>(
  code: Code,
  values: Parameters<(typeof TYPESCRIPT_CODES)[Code]['message']>,
  span: Span,
) => void;

/** Collects reasons, each code once a place. */
export function reasonCollector(): { readonly reasons: Reason[]; readonly refuse: Refuse } {
  const reasons: Reason[] = [];
  const refuse: Refuse = (code, values, span) => {
    const message = (TYPESCRIPT_CODES[code].message as (...values: string[]) => string)(...values);
    const known = reasons.some((reason) => reason.message === message && reason.span.start === span.start);
    if (!known) reasons.push({ code, message, span });
  };
  return { reasons, refuse };
}
