import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

/** The two rules that the project was founded on. */
export const SEED_RULES = ['AWS_SuspiciousCommandEC2.yaml', 'AWS_UnauthorizedInstanceSetUpAttempt.yaml'] as const;

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder with the seed rules and nothing else. */
    seedRules: string;
  }
}

/** Makes the folder before the run and deletes it after, for test files share their modules and none knows to be the last. */
export function setup({ provide }: TestProject): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'ruleport-rules-'));
  const rules = fileURLToPath(new URL('../../rules/', import.meta.url));
  for (const name of SEED_RULES) copyFileSync(path.join(rules, name), path.join(folder, name));
  provide('seedRules', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
