import { functions } from '../function-entry.js';
import { text } from '../json.js';

/** RFC 3492, with the parameters of section 5. */
const [BASE, TMIN, TMAX, SKEW, DAMP, BIAS, INITIAL] = [36, 1, 26, 38, 700, 72, 128];
const MAX_POINT = 0x10ffff;

/** Longer labels are none: DNS knows 63 octets, and the algorithm's time grows with the square. */
const MAX_LABEL = 10_000;

function adapt(delta: number, points: number, first: boolean): number {
  let rest = first ? Math.floor(delta / DAMP) : delta >> 1;
  rest += Math.floor(rest / points);
  let k = 0;
  for (; rest > ((BASE - TMIN) * TMAX) >> 1; k += BASE) rest = Math.floor(rest / (BASE - TMIN));
  return k + Math.floor(((BASE - TMIN + 1) * rest) / (rest + SKEW));
}

const threshold = (k: number, bias: number): number => Math.min(Math.max(k - bias, TMIN), TMAX);
const digitOf = (value: number): string => String.fromCharCode(value < 26 ? value + 97 : value + 22);

/** The Punycode of a text, without the `xn--` before it; null when it is too long. */
export function encodePunycode(source: string): string | null {
  const points = Array.from(source, (character) => character.codePointAt(0) ?? 0);
  if (points.length > MAX_LABEL) return null;
  const basic = points.filter((point) => point < 128);
  let output = String.fromCharCode(...basic) + (basic.length > 0 ? '-' : '');
  let [next, delta, bias, handled] = [INITIAL, 0, BIAS, basic.length];
  while (handled < points.length) {
    const smallest = points.reduce((least, point) => (point >= next && point < least ? point : least), MAX_POINT + 1);
    delta += (smallest - next) * (handled + 1);
    next = smallest;
    for (const point of points) {
      if (point < next) delta++;
      if (point !== next) continue;
      output += variableLength(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled++;
    }
    delta++;
    next++;
  }
  return output;
}

function variableLength(delta: number, bias: number): string {
  let [rest, output] = [delta, ''];
  for (let k = BASE; ; k += BASE) {
    const t = threshold(k, bias);
    if (rest < t) return output + digitOf(rest);
    output += digitOf(t + ((rest - t) % (BASE - t)));
    rest = Math.floor((rest - t) / (BASE - t));
  }
}

/** The text of Punycode; null for what is none. */
export function decodePunycode(source: string): string | null {
  if (source.length > MAX_LABEL || /[^\x20-\x7e]/.test(source)) return null;
  const last = source.lastIndexOf('-');
  const output = last > 0 ? [...source.slice(0, last)] : [];
  let [point, place, bias] = [INITIAL, 0, BIAS];
  for (let at = last > 0 ? last + 1 : 0; at < source.length;) {
    const before = place;
    for (let [k, weight] = [BASE, 1]; ; k += BASE) {
      const digit = at < source.length ? Number.parseInt(source.charAt(at++), 36) : NaN;
      if (Number.isNaN(digit)) return null;
      // Digits are a to z, then 0 to 9.
      const value = digit < 10 ? digit + 26 : digit - 10;
      place += value * weight;
      if (place > Number.MAX_SAFE_INTEGER / BASE) return null;
      const t = threshold(k, bias);
      if (value < t) break;
      weight *= BASE - t;
    }
    bias = adapt(place - before, output.length + 1, before === 0);
    point += Math.floor(place / (output.length + 1));
    place %= output.length + 1;
    if (point > MAX_POINT || (point >= 0xd800 && point <= 0xdfff)) return null;
    output.splice(place++, 0, String.fromCodePoint(point));
  }
  return output.join('');
}

/** IDNA takes other full stops for dots. */
const DOTS = /[.\u3002\uff0e\uff61]/;
const PREFIX = /^xn--/i;
const isAscii = (label: string): boolean => Array.from(label).every((character) => character < '\u0080');

/** Each label of a domain changed; "" when one cannot be. */
function eachLabel(domain: string, change: (label: string) => string | null): string {
  const labels = domain.split(DOTS).map(change);
  return labels.includes(null) ? '' : labels.join('.');
}

function encodeLabel(label: string): string | null {
  if (isAscii(label)) return label;
  const encoded = encodePunycode(label);
  return encoded === null ? null : `xn--${encoded}`;
}

export const PUNYCODE = functions(
  {
    name: 'punycode_from_string',
    page: 'punycode-from-string-function',
    nulls: 'never',
    choice: 'a text of more than 10,000 characters gives ""',
    evaluate: ([value]) => encodePunycode(text(value!)) ?? '',
  },
  {
    name: 'punycode_to_string',
    page: 'punycode-to-string-function',
    nulls: 'never',
    choice: 'what is no Punycode gives ""',
    evaluate: ([value]) => decodePunycode(text(value!)) ?? '',
  },
  {
    name: 'punycode_domain_from_string',
    page: 'punycode-domain-from-string-function',
    nulls: 'never',
    choice: 'labels without xn-- stay; letters keep their case',
    evaluate: ([value]) =>
      eachLabel(text(value!), (label) => (PREFIX.test(label) ? decodePunycode(label.replace(PREFIX, '')) : label)),
  },
  {
    name: 'punycode_domain_to_string',
    page: 'punycode-domain-to-string-function',
    nulls: 'never',
    choice: 'ASCII labels stay; letters keep their case; every full stop of IDNA becomes a dot',
    evaluate: ([value]) => eachLabel(text(value!), encodeLabel),
  },
);
