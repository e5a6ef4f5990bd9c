import { describe, expect, test } from 'vitest';
import { MODIFIER_CASES } from './modifier-cases.js';
import { flagged } from './support.js';

describe.each(Object.entries(MODIFIER_CASES))('%s', (_chapter, cases) => {
  test.each(cases)('%s', async (detection, flags, leaves) => {
    expect(await flagged(detection, [...flags, ...leaves])).toEqual(flags.map((_, index) => index));
  });
});
