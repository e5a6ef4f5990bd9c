import { COMPARISON_FUNCTIONS, INFORMATIONAL_FUNCTIONS } from './comparison.js';
import { CONVERSION_FUNCTIONS, MATH_FUNCTIONS } from './conversion.js';
import type { FunctionTable } from './define.js';
import { JSON_FUNCTIONS } from './json.js';
import { MULTIVALUE_FUNCTIONS } from './multivalue.js';
import { CRYPTOGRAPHIC_FUNCTIONS, DATE_FUNCTIONS, STATISTICAL_FUNCTIONS } from './other.js';
import { TEXT_FUNCTIONS } from './text.js';

/** Every eval function that the engine knows, by name in lower case. Any other is refused by name. */
export const FUNCTIONS: FunctionTable = {
  ...COMPARISON_FUNCTIONS,
  ...INFORMATIONAL_FUNCTIONS,
  ...CONVERSION_FUNCTIONS,
  ...MATH_FUNCTIONS,
  ...JSON_FUNCTIONS,
  ...MULTIVALUE_FUNCTIONS,
  ...TEXT_FUNCTIONS,
  ...DATE_FUNCTIONS,
  ...STATISTICAL_FUNCTIONS,
  ...CRYPTOGRAPHIC_FUNCTIONS,
};
