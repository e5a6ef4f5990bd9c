import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { isUuid, sha1, uuidOf } from '../../../../targets/sigma/document/uuid.js';

test.each([0, 1, 3, 55, 56, 63, 64, 65, 119, 120, 1000])('sha1 of %d bytes is what Node computes', (length) => {
  const message = Uint8Array.from({ length }, (_, index) => (index * 37) % 256);
  expect(Buffer.from(sha1(message)).toString('hex')).toBe(createHash('sha1').update(message).digest('hex'));
});

test('names have UUIDs of version 5, always the same', () => {
  expect(uuidOf('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(uuidOf('a')).toBe(uuidOf('a'));
  expect(uuidOf('a')).not.toBe(uuidOf('b'));
  expect(isUuid(uuidOf('\u00e9'))).toBe(true);
});
