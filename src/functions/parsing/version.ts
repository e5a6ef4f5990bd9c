import type { Value } from '../../ir/value.js';
import { functions } from '../function-entry.js';
import { text } from '../json.js';
import { decimal } from '../numbers/decimal.js';

const VERSION = /^(\d{1,8})(?:\.(\d{1,8}))?(?:\.(\d{1,8}))?(?:\.(\d{1,8}))?$/;

/** Four parts of eight digits as one number. */
function parseVersion(version: string): Value {
  const match = VERSION.exec(version);
  if (match === null) return null;
  return decimal(BigInt([1, 2, 3, 4].map((part) => (match[part] ?? '').padStart(8, '0')).join('')), 0);
}

export const PARSE_VERSION = functions({
  name: 'parse_version',
  page: 'parse-version-function',
  nulls: 'own',
  choice: 'blanks, signs and empty parts give null',
  evaluate: ([value]) => parseVersion(text(value!)),
});
