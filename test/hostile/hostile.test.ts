import { describe, expect, it } from 'vitest';
import { diagnoseRule, inShort } from './diagnose.js';
import { LOG_CASES } from './log-cases.js';
import { readLog } from './read-log.js';
import { RULE_CASES } from './rule-cases.js';

describe('faulty rules', () => {
  it.each(RULE_CASES)('$name', async ({ text, expected }) => {
    const diagnostics = await diagnoseRule(text);
    expect(diagnostics.map(inShort)).toEqual(expected);
    for (const { message } of diagnostics) expect(message).toMatch(/\S/);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('faulty logs', () => {
  it.each(LOG_CASES)('$name', async ({ content, records, expected }) => {
    const { ids, diagnostics } = await readLog(content);
    expect(ids).toEqual(records);
    expect(diagnostics.map(inShort)).toEqual(expected);
    expect(({} as Record<string, unknown>)['eventName']).toBeUndefined();
  });
});
