import type { Value } from '../../ir/value.js';
import { utf8 } from '../encodings/bytes.js';
import { functions } from '../function-entry.js';
import { MAX_JSON_DEPTH, text } from '../json.js';

/** Longer texts give null: https://learn.microsoft.com/kusto/query/parse-xml-function */
const MAX_BYTES = 1_048_576;

/** An element as it is read: attributes and child elements by name, and the text between them. */
interface Open {
  readonly name: string;
  readonly members: Map<string, Value[]>;
  readonly attributes: Map<string, Value>;
  text: string;
}

const NAME = '[\\p{L}_:][\\p{L}\\p{N}\\p{M}_:.\\-]*';
/** What stands between `<` and `>`, or the text up to the next `<`; what is skipped has no group. */
const TOKEN = new RegExp(
  [
    '<!--[^]*?-->',
    '<\\?[^]*?\\?>',
    '<!DOCTYPE[^\\[>]*(?:\\[[^\\]]*\\]\\s*)?>',
    '<!\\[CDATA\\[(?<cdata>[^]*?)\\]\\]>',
    `</(?<close>${NAME})\\s*>`,
    `<(?<open>${NAME})(?<attributes>(?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(?<empty>/?)>`,
    '(?<text>[^<]+)',
  ].join('|'),
  'uy',
);
const ATTRIBUTE = new RegExp(`(${NAME})\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'gu');
const ENTITY = /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));|&/gi;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

class Malformed extends Error {}

/** A document as a bag with its one root element; null when it is not well formed, or too long or deep. */
function parseXml(source: string): Value {
  if (source.length > MAX_BYTES || utf8(source).length > MAX_BYTES) return null;
  try {
    return parseDocument(source.replace(/^\ufeff/, ''));
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

function parseDocument(source: string): Value {
  const document = open('', '');
  const stack: Open[] = [document];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const groups = TOKEN.exec(source)?.groups;
    if (groups === undefined) throw new Malformed();
    const parent = stack.at(-1)!;
    if (groups['text'] !== undefined) parent.text += decoded(groups['text']);
    else if (groups['cdata'] !== undefined) parent.text += groups['cdata'];
    else if (groups['close'] !== undefined) {
      if (stack.length < 2 || groups['close'] !== parent.name) throw new Malformed();
      stack.pop();
      append(stack.at(-1)!, parent);
    } else if (groups['open'] !== undefined) {
      const element = open(groups['open'], groups['attributes'] ?? '');
      if (groups['empty'] === '/') append(parent, element);
      else if (stack.push(element) > MAX_JSON_DEPTH) throw new Malformed();
    }
  }
  const roots = [...document.members.values()].flat();
  if (stack.length !== 1 || roots.length !== 1 || document.text.trim() !== '') throw new Malformed();
  return contentOf(document);
}

function open(name: string, attributes: string): Open {
  const read = new Map<string, Value>();
  for (const [, key = '', double, single] of attributes.matchAll(ATTRIBUTE)) {
    if (read.has(`@${key}`)) throw new Malformed();
    read.set(`@${key}`, decoded(double ?? single ?? ''));
  }
  return { name, attributes: read, members: new Map(), text: '' };
}

function append(parent: Open, child: Open): void {
  const same = parent.members.get(child.name);
  if (same === undefined) parent.members.set(child.name, [contentOf(child)]);
  else same.push(contentOf(child));
}

/** Null, a text, or a bag; elements of one name become an array. */
function contentOf({ attributes, members, text: content }: Open): Value {
  const written = content.trim();
  if (attributes.size === 0 && members.size === 0) return written === '' ? null : written;
  const bag = new Map<string, Value>(attributes);
  if (written !== '') bag.set('#text', written);
  for (const [name, values] of members) bag.set(name, values.length === 1 ? values[0]! : values);
  return bag;
}

const decoded = (source: string): string =>
  source.replace(ENTITY, (_, hex?: string, digits?: string, name?: string) => {
    if (name !== undefined) return ENTITIES.get(name) ?? '';
    const point = hex === undefined ? Number(digits) : Number.parseInt(hex, 16);
    if (Number.isNaN(point) || point > 0x10ffff || point === 0) throw new Malformed();
    return String.fromCodePoint(point);
  });

export const PARSE_XML = functions({
  name: 'parse_xml',
  page: 'parse-xml-function',
  nulls: 'own',
  choice:
    'text without the blanks around it; prefixes stay in names; entities that a DOCTYPE declares make it malformed',
  evaluate: ([value]) => parseXml(text(value!)),
});
