import { describe, expect, test } from 'vitest';
import { flagged } from './support.js';
import { VALUE_CASES } from './value-cases.js';

describe.each(Object.entries(VALUE_CASES))('%s', (_chapter, cases) => {
  test.each(cases)('%s', async (_name, detection, flags, leaves) => {
    expect(await flagged(detection, [...flags, ...leaves])).toEqual(flags.map((_, index) => index));
  });
});
