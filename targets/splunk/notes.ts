import type { Span } from '../../src/diagnostics/diagnostic.js';
import { NO_SPAN } from '../../src/diagnostics/diagnostic.js';
import type { Reason } from '../../src/target/target.js';
import { reason, type SPLUNK_CODES, type SplunkCode } from './codes.js';

/** What a conversion finds on its way: each thing once. A refusal does not stop it, so that all of them are reported. */
export class Notes {
  private readonly refused = new Map<string, Reason>();
  private readonly assumed = new Map<string, Reason>();

  refuse<Code extends SplunkCode>(
    code: Code,
    span: Span,
    ...values: Parameters<(typeof SPLUNK_CODES)[Code]['message']>
  ): void {
    const found = reason(code, span, ...values);
    const key = JSON.stringify([found.message, span.start, span.end]);
    if (!this.refused.has(key)) this.refused.set(key, found);
  }

  assume<Code extends SplunkCode>(code: Code, ...values: Parameters<(typeof SPLUNK_CODES)[Code]['message']>): void {
    const found = reason(code, NO_SPAN, ...values);
    if (!this.assumed.has(found.message)) this.assumed.set(found.message, found);
  }

  get reasons(): readonly Reason[] {
    return [...this.refused.values()];
  }

  get assumptions(): readonly Reason[] {
    return [...this.assumed.values()];
  }
}
