import { atLeast, shifted, type Burst, type BurstCondition, type BurstKey, type Measure } from '../logic/burst.js';
import { all, any, not, type Formula } from '../logic/formula.js';
import { emptyField, impliesPresent } from './presence.js';

/** A burst as one correlation: the events that it counts and the fields that all of them hold. */
export interface BurstVariant {
  readonly formula: Formula;
  readonly measure: Measure;
  readonly condition: BurstCondition;
  readonly groupBy: readonly BurstKey[];
  /** Keys one of which is empty in these events. */
  readonly blank: readonly string[];
}

/**
 * Sigma leaves open what becomes of events without a group-by field, and KQL groups them by "". As the events of a group have
 * all keys in common, they hold them all, or are among the others, which are grouped by what is always there.
 */
export function variantsOf(formula: Formula, burst: Burst): readonly BurstVariant[] {
  const { stream } = burst;
  const keys = [...new Map(burst.keys.map((key) => [key.field, key])).values()];
  const doubtful = keys.filter(({ field, isRequired }) => !isRequired && !impliesPresent(formula, stream, field));
  const certain = keys.filter((key) => !doubtful.includes(key));
  const empty = doubtful.map(({ field }) => emptyField(stream, field));
  const held = all([formula, ...empty.map(not)]);
  const variants = [{ formula: held, groupBy: keys, blank: [] as readonly string[] }];
  if (doubtful.length > 0) {
    variants.push({ formula: all([formula, any(empty)]), groupBy: certain, blank: doubtful.map(({ name }) => name) });
  }
  return variants
    .filter((variant) => !(variant.formula.kind === 'constant' && !variant.formula.value))
    .map((variant) => ({ ...variant, ...measured(variant.formula, burst) }));
}

/** A missing field is no value in Sigma and may be one in the query; one value is no burst, but so many values are as many events. */
function measured(
  formula: Formula,
  { stream, measure, condition }: Burst,
): Pick<BurstVariant, 'measure' | 'condition'> {
  if (measure.kind === 'events') return { measure, condition };
  const isLess = measure.countsMissing && !impliesPresent(formula, stream, measure.field);
  const values = isLess ? shifted(condition, -1) : condition;
  return atLeast(values) > 1 ? { measure, condition: values } : { measure: { kind: 'events' }, condition };
}
