/**
 * The part of YAML 1.2 that Sigma files and CloudFormation templates use, read the same by YAML 1.1; lists are indented below
 * their key. A tree of its own rather than JavaScript objects, because a key may be called `__proto__` and quoting is a matter
 * of style.
 */
export type Yaml =
  | { readonly kind: 'map'; readonly entries: readonly (readonly [key: string, value: Yaml])[] }
  | { readonly kind: 'list'; readonly items: readonly Yaml[] }
  /** `plain` is bare where that is safe, `quoted` always in quotes, `block` as lines of their own if it ends in a line end and that is safe. */
  | { readonly kind: 'text'; readonly text: string; readonly style: 'plain' | 'quoted' | 'block' }
  | { readonly kind: 'scalar'; readonly value: number | boolean | null };

export const map = (...entries: readonly (readonly [string, Yaml] | null)[]): Yaml => ({
  kind: 'map',
  entries: entries.filter((entry) => entry !== null),
});
export const list = (items: readonly Yaml[]): Yaml => ({ kind: 'list', items });
export const plain = (text: string): Yaml => ({ kind: 'text', text, style: 'plain' });
export const quoted = (text: string): Yaml => ({ kind: 'text', text, style: 'quoted' });
export const block = (text: string): Yaml => ({ kind: 'text', text, style: 'block' });
export const scalar = (value: number | boolean | null): Yaml => ({ kind: 'scalar', value });

/** A stream of documents, parted by `---`, with a final line end. SigmaHQ indents by four spaces, AWS by two. */
export const printYaml = (documents: readonly Yaml[], indent: 2 | 4 = 4): string => {
  const printer = new YamlPrinter(' '.repeat(indent));
  return documents.map((document) => `${printer.print(document, 0).join('\n')}\n`).join('---\n');
};

class YamlPrinter {
  constructor(private readonly unit: string) {}

  print(node: Yaml, depth: number): string[] {
    const indent = this.unit.repeat(depth);
    switch (node.kind) {
      case 'map':
        return node.entries.flatMap(([key, value]) => this.#entry(`${indent}${printKey(key)}:`, value, depth));
      case 'list':
        return node.items.flatMap((item) => this.#item(item, depth));
      case 'text':
      case 'scalar':
        return [`${indent}${printScalar(node)}`];
    }
  }

  #entry(head: string, value: Yaml, depth: number): string[] {
    if (value.kind === 'map') {
      return value.entries.length === 0 ? [`${head} {}`] : [head, ...this.print(value, depth + 1)];
    }
    if (value.kind === 'list') {
      return value.items.length === 0 ? [`${head} []`] : [head, ...this.print(value, depth + 1)];
    }
    if (value.kind === 'text' && value.style === 'block' && fitsBlock(value.text)) {
      const indent = this.unit.repeat(depth + 1);
      const lines = value.text.slice(0, -1).split('\n');
      return [`${head} |`, ...lines.map((line) => (line === '' ? '' : `${indent}${line}`))];
    }
    return [`${head} ${printScalar(value)}`];
  }

  #item(item: Yaml, depth: number): string[] {
    const indent = this.unit.repeat(depth);
    if (item.kind === 'text' || item.kind === 'scalar') return [`${indent}- ${printScalar(item)}`];
    // A compact map: its first key beside the dash, the rest aligned below it.
    const lines = this.print(item, 0);
    return lines.map((line, position) =>
      position === 0 ? `${indent}- ${line}` : line === '' ? '' : `${indent}  ${line}`,
    );
  }
}

function printScalar(node: Yaml): string {
  if (node.kind === 'text') {
    return node.style === 'plain' && isBareSafe(node.text) ? node.text : printQuoted(node.text);
  }
  return node.kind === 'scalar' ? String(node.value) : '';
}

const printKey = (key: string): string => (BARE_KEY.test(key) && !NOT_TEXT.test(key) ? key : printQuoted(key));

/** Texts that a YAML 1.1 or 1.2 reader takes for something else: booleans, nulls, numbers, dates, merge keys. */
const NOT_TEXT = /^(?:true|false|yes|no|on|off|y|n|null|nan|inf|[-+.]?[0-9][\w.:+-]*)$/i;
const BARE_KEY = /^[A-Za-z_][\w.|/-]*$/;
const BARE_TEXT = /^[A-Za-z0-9_](?:[\w .,;()/+=@|*-]|:(?! |$)|'(?=[a-z]))*$/;

/** What starts with a digit but no reader takes for a number: UUIDs, spans of time. */
const NO_NUMBER = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9]+[smhd])$/;

const isBareSafe = (text: string): boolean =>
  NO_NUMBER.test(text) || (BARE_TEXT.test(text) && !text.endsWith(' ') && !NOT_TEXT.test(text));

/** Characters that YAML allows and that show as themselves: no controls, no line separators, no lone surrogates. */
const PRINTABLE =
  /^[\x20-\x7e\u00a0-\u2027\u202f-\u205f\u2070-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u;

function printQuoted(text: string): string {
  if (PRINTABLE.test(text)) return `'${text.replaceAll("'", "''")}'`;
  // Double-quoted YAML takes JSON's escapes; what JSON leaves as it is and YAML does not print is escaped as well.
  return JSON.stringify(text).replace(
    /[\x7f-\u009f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/gu,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A block starts with a line that has text and no indent, and ends in one line end. */
const fitsBlock = (text: string): boolean =>
  /^[^ \n](?:[^]*[^\n])?\n$/.test(text) &&
  text.split('\n').every((line) => PRINTABLE.test(line) && !line.endsWith(' '));
