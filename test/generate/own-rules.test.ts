import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileFiles } from '../../src/api/compile-files.js';
import { loadRules } from '../../src/api/load-rules.js';
import { verify } from '../../src/api/verify.js';
import { describeGenerated } from '../../src/generate/describe.js';

const RULES = fileURLToPath(new URL('../../rules', import.meta.url));

describe('the rules of this project over the events made for them', async () => {
  const rules = (await compileFiles(await loadRules([RULES]))).map(({ ir, rule }) => ({ name: rule!.name, ir: ir! }));

  it.each(rules)('$name: its alert is reached, and every claim holds', async ({ ir }) => {
    const [verified] = await verify([ir], null);
    const { reached } = describeGenerated(ir, verified!.generated!);
    const broken = Object.entries(verified!.engines).filter(([, { holds }]) => !holds);
    expect({ reached, broken }).toEqual({ reached: true, broken: [] });
  });
});
