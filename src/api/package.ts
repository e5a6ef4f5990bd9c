import type { Package, PackageInput, Target } from '../target/target.js';
import { targetOptions, type ConvertedRule, type ConvertOptions } from './convert.js';
import { targetByName, targetIds } from './targets.js';
import { UsageError } from '../diagnostics/usage-error.js';

/**
 * What a team deploys, by target ID: documents about all rules that the target could convert, beside their artifacts.
 * @param converted what `convert` returned for the same options
 * @throws UsageError when a target that is asked for has no package
 */
export async function packageRules(
  converted: readonly ConvertedRule[],
  options: ConvertOptions = {},
): Promise<ReadonlyMap<string, Package>> {
  const targets = await Promise.all((options.targets ?? targetIds()).map(targetByName));
  const stranger = options.targets === undefined ? undefined : targets.find((target) => target.package === undefined);
  if (stranger !== undefined) {
    const known = (await Promise.all(targetIds().map(targetByName))).filter((target) => target.package !== undefined);
    throw new UsageError(
      `the target ${stranger.id} has no package; these have one: ${known.map(({ id }) => id).join(', ')}`,
    );
  }
  const packages = new Map<string, Package>();
  for (const target of targets) {
    const made = target.package?.(inputFor(target, converted), targetOptions(target, options));
    if (made !== undefined) packages.set(target.id, made);
  }
  return packages;
}

const inputFor = ({ id }: Target, converted: readonly ConvertedRule[]): PackageInput => ({
  rules: converted.flatMap(({ entry, targets }) => {
    const own = targets.get(id);
    return entry.ir === null || own === undefined || own.fidelity === 'unsupported'
      ? []
      : [{ rule: entry.ir, artifacts: own.artifacts }];
  }),
});
