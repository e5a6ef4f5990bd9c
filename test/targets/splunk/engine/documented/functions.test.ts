import { describe, expect, test } from 'vitest';
import { FUNCTIONS } from '../../../../../targets/splunk/engine/functions/table.js';
import { cell } from '../support.js';
import { FUNCTION_CASES } from './functions.js';

describe('eval functions as the Search Reference has them', () => {
  test.each(FUNCTION_CASES.map((found) => [found[0], found[1], found] as const))(
    '%s: %s',
    (_page, _text, [, expression, result, setup]) => {
      expect(cell(expression, setup)).toEqual(result);
    },
  );

  test('every function has a case that cites the page it is written from', () => {
    const cited = (name: string, page: string): boolean =>
      FUNCTION_CASES.some(
        ([casePage, expression]) => casePage === page && new RegExp(`\\b${name}\\s*\\(`, 'u').test(expression),
      );
    const missing = Object.entries(FUNCTIONS).filter(([name, { page }]) => !cited(name, page));
    expect(missing.map(([name]) => name)).toEqual([]);
  });
});
