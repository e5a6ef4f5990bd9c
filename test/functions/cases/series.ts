import type { Cases } from './cases.js';

/** Functions of whole series of numbers, element by element or to one number. */
// prettier-ignore
export const SERIES: Cases = [
  // https://learn.microsoft.com/kusto/query/series-add-function and its neighbours
  ['series_add(dynamic([1, 2, 4]), dynamic([4, 2, 1]))', [5, 4, 5]], ['series_add(dynamic([1, 2]), dynamic([1]))', [2, null]], ['series_add(dynamic([1, "x"]), dynamic([1, 1]))', [2, null]], ['series_add(parse_json("1"), dynamic([1]))', null],
  ['series_subtract(dynamic([1, 2.5]), dynamic([4, 2]))', [-3, 0.5]], ['series_multiply(dynamic([1, 2]), dynamic([4, 2]))', [4, 4]], ['series_divide(dynamic([1, 3, 1]), dynamic([2, 1, 0]))', [0.5, 3, 'Infinity']], ['series_pow(dynamic([2, 4]), dynamic([3, 0.5]))', [8, 2]],
  ['tostring(series_add(dynamic([1]), dynamic([2])))', '[3]'], ['series_add(dynamic([9223372036854775807]), dynamic([1]))', [null]], ['series_add(dynamic([]), dynamic([]))', []],
  ['series_equals(dynamic([1, 2, "a"]), dynamic([1.0, 3, "a"]))', [true, false, null]], ['series_not_equals(dynamic([1, 2]), dynamic([4, 2]))', [true, false]], ['series_less(dynamic([1, 2]), dynamic([4, 2]))', [true, false]], ['series_less_equals(dynamic([1, 2]), dynamic([4, 2]))', [true, true]],
  ['series_greater(dynamic([1, 2, 4]), dynamic([4, 2, 1]))', [false, false, true]], ['series_greater_equals(dynamic([1, 2, 4]), dynamic([4, 2, 1]))', [false, true, true]],
  ['series_abs(dynamic([-6.5, 0, 8.2]))', [6.5, 0, 8.2]], ['series_abs(dynamic([-6, null, true]))', [6, null, null]], ['series_ceiling(dynamic([-1.5, 1, 2.5]))', [-1, 1, 3]], ['series_floor(dynamic([-1.5, 1, 2.5]))', [-2, 1, 2]], ['series_sign(dynamic([-6, 0, 8]))', [-1, 0, 1]],
  ['series_exp(dynamic([0]))', [1]], ['series_log(dynamic([1, 0, -1]))', [0, '-Infinity', null]], ['series_sin(dynamic([0]))', [0]], ['series_cos(dynamic([0]))', [1]], ['series_tan(dynamic([0]))', [0]], ['series_asin(dynamic([0, 2]))', [0, null]], ['series_acos(dynamic([1]))', [0]], ['series_atan(dynamic([0]))', [0]],
  // https://learn.microsoft.com/kusto/query/series-sum-function, https://learn.microsoft.com/kusto/query/series-dot-product-function
  ['series_sum(dynamic([1, 2, 3, 4]))', 10], ['series_sum(dynamic([1, "x"]))', null], ['series_sum(parse_json("1"))', null], ['series_sum(dynamic([]))', 0], ['series_product(dynamic([1, 2, 3, 4]))', 24], ['series_magnitude(dynamic([1, 2, 3, 4]))', 5.477225575051661],
  ['series_dot_product(dynamic([1, 2, 4]), dynamic([4, 2, 1]))', 12], ['series_dot_product(dynamic([1, 2, 4]), 10)', 70], ['series_dot_product(2, dynamic([1, 2]))', 6], ['series_dot_product(dynamic([1, 2, 4]), dynamic([4, "x"]))', 4], ['series_dot_product(dynamic([]), dynamic([1]))', null],
  ['series_cosine_similarity(dynamic([0.1, 0.2, 0.1, 0.2]), dynamic([1, 2, 3, 4])) - 0.923760430703401 < 1e-12', true], ['series_cosine_similarity(dynamic([]), dynamic([1]))', null],
  ['series_pearson_correlation(dynamic([1, 2, 3]), dynamic([2, 4, 6]))', 1], ['series_pearson_correlation(dynamic([1, 2]), dynamic([1]))', null], ['series_pearson_correlation(dynamic([1, 2]), dynamic([1, "x"]))', null],
  // https://learn.microsoft.com/kusto/query/series-stats-dynamic-function, https://learn.microsoft.com/kusto/query/series-iir-function
  ['series_stats_dynamic(dynamic([4, 2, 2, 4]))', { min: 2, min_idx: 1, max: 4, max_idx: 0, avg: 3, stdev: Math.sqrt(4 / 3), variance: 4 / 3, sum: 12, len: 4 }], ['series_stats_dynamic(dynamic([4, null]))', null], ['series_stats_dynamic(dynamic([null, 4]), true)', { min: 4, min_idx: 1, max: 4, max_idx: 1, avg: 4, stdev: 0, variance: 0, sum: 4, len: 1 }],
  ['series_iir(dynamic([1, 2, 3, 4]), dynamic([1]), dynamic([1, -1]))', [1, 3, 6, 10]], ['series_iir(dynamic([2, 4]), dynamic([0.5, 0.5]), dynamic([1]))', [1, 3]], ['series_iir(dynamic([1]), dynamic([1]), dynamic([0]))', null],
];
