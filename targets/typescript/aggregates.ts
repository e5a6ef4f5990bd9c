import type { LowerAggregate } from './aggregates/accumulating.js';
import { bits } from './aggregates/bits.js';
import { makeBag, makeList } from './aggregates/lists.js';
import { average, count, spread, sum } from './aggregates/numbers.js';
import { covariance } from './aggregates/pairs.js';
import { percentile, percentileArray, weightedPercentile, weightedPercentileArray } from './aggregates/ranks.js';
import { argumentOfExtreme, extreme, takeAny } from './aggregates/extremes.js';
import { dcount, makeSet } from './aggregates/sets.js';

/** KQL's aggregates by the registry's names, a line each. What is not here is refused. */
export const AGGREGATES: ReadonlyMap<string, LowerAggregate> = new Map<string, LowerAggregate>([
  ['count', count],
  ['dcount', dcount],
  ['sum', sum],
  ['avg', average],
  ['stdev', spread({ lost: 1, isRoot: true })],
  ['stdevp', spread({ lost: 0, isRoot: true })],
  ['variance', spread({ lost: 1, isRoot: false })],
  ['variancep', spread({ lost: 0, isRoot: false })],
  ['covariance', covariance(1)],
  ['covariancep', covariance(0)],
  ['percentile', percentile],
  ['percentilew', weightedPercentile],
  ['percentiles_array', percentileArray],
  ['percentilesw_array', weightedPercentileArray],
  ['min', extreme('asc')],
  ['max', extreme('desc')],
  ['arg_min', argumentOfExtreme('asc')],
  ['arg_max', argumentOfExtreme('desc')],
  ['take_any', takeAny],
  ['make_set', makeSet],
  ['make_list', makeList({ withNulls: false })],
  ['make_list_with_nulls', makeList({ withNulls: true })],
  ['make_bag', makeBag],
  ['binary_all_and', bits('bitsInAll')],
  ['binary_all_or', bits('bitsInAny')],
  ['binary_all_xor', bits('bitsInOdd')],
]);
