import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { TARGETS } from '../../targets/registry.js';
import { referenceEngine } from '../interpreter/engine.js';
import type { Engine } from '../target/engine.js';
import type { Target } from '../target/target.js';
import { UsageError } from '../diagnostics/usage-error.js';

export const targetIds = (): string[] => TARGETS.map(({ id }) => id);

/** Engines by name: the reference interpreter and one a target. */
export const engineIds = (): string[] => ['reference', ...targetIds()];

/**
 * A target by its ID, or from a module of the user's that exports `target` (`./my-target.js`, a package name).
 * @throws UsageError when there is none.
 */
export async function targetByName(name: string): Promise<Target> {
  const known = TARGETS.find(({ id }) => id === name);
  if (known !== undefined) return known;
  const isPath = /^\.{0,2}[/\\]|^[A-Za-z]:\\/.test(name);
  if (!isPath && !/^(@[\w.-]+\/)?[\w.-]+$/.test(name)) throw unknownTarget(name);
  try {
    const location = isPath ? pathToFileURL(path.resolve(name)).href : name;
    const module = (await import(location)) as { target?: Target };
    if (typeof module.target?.convert === 'function') return module.target;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND';
    if (!missing) throw new UsageError(`the target ${name} cannot be loaded: ${String(error)}`);
    throw unknownTarget(name);
  }
  throw new UsageError(`the module ${name} exports no 'target'`);
}

const unknownTarget = (name: string): UsageError =>
  new UsageError(
    `there is no target '${name}'; there are ${targetIds().join(', ')}, or name a module (./my-target.js)`,
  );

/** The engine with this name, and the target whose artifacts it runs (none for the reference). */
export async function engineByName(name: string): Promise<{ engine: Engine; target: Target | null }> {
  if (name === 'reference') return { engine: referenceEngine, target: null };
  const target = TARGETS.find(({ id }) => id === name) as Target | undefined;
  if (target?.engine === undefined) {
    throw new UsageError(`there is no engine '${name}'; there are ${engineIds().join(', ')}`);
  }
  return { engine: await target.engine(), target };
}
