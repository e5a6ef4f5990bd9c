import * as yaml from 'js-yaml';
import { EntryList } from './source-node.js';
import type { ScalarStyle, SourceFault, SourceNode, SourceTree } from './source-node.js';

/**
 * A YAML text as documents with positions. js-yaml does all the parsing; its `listener` says when it begins and ends to
 * compose a node, and from that the tree is built. What the listener does not say is read from the text in between: where a
 * node's own first character is (after space, comments, tags and anchors), and whether a `:` makes the next node a value.
 */
export function yamlTree(text: string): SourceTree {
  const composer = new Composer(text);
  try {
    yaml.loadAll(text, () => undefined, {
      schema: TEXT_SCHEMA,
      json: true, // repeated keys are reported by us, with the rest of the rule still read
      listener: (event, state) => composer.on(event, state as unknown as LoaderState),
      onWarning: (warning) => composer.warn(warning),
    });
  } catch (error) {
    composer.fail(error);
  }
  return { documents: composer.documents, faults: composer.faults };
}

/** js-yaml's loader as the listener sees it; `tag` and `anchor` are missing in its published types. */
interface LoaderState {
  readonly position: number;
  readonly kind: string | null;
  readonly result: unknown;
  readonly anchor: string | null;
}

/** Every scalar stays the text that it is, an explicitly tagged one too. */
const TEXT_SCHEMA = yaml.FAILSAFE_SCHEMA.extend({
  explicit: ['null', 'bool', 'int', 'float', 'timestamp'].map(
    (name) => new yaml.Type(`tag:yaml.org,2002:${name}`, { kind: 'scalar', construct: (data: unknown) => data }),
  ),
});

interface Child {
  readonly node: SourceNode;
  /** What js-yaml made of it: tells whether two events are about one and the same node. */
  readonly result: unknown;
  /** Where it was begun to be composed, which is right after the `:` of a value. */
  readonly open: number;
  /** Where this node ends in the text: for an alias not where the node ends that it stands for. */
  readonly end: number;
  readonly isAlias: boolean;
}

interface Frame {
  readonly open: number;
  readonly children: Child[];
}

class Composer {
  readonly documents: SourceNode[] = [];
  readonly faults: SourceFault[] = [];
  readonly #frames: Frame[] = [];
  readonly #anchors = new Map<string, Child>();

  constructor(private readonly text: string) {}

  on(event: string, state: LoaderState): void {
    if (event === 'open') {
      this.#frames.push({ open: state.position, children: [] });
      return;
    }
    const frame = this.#frames.pop();
    if (frame === undefined) return;
    const child = this.#compose(frame, state);
    if (state.anchor !== null) this.#anchors.set(state.anchor, child);
    const parent = this.#frames.at(-1);
    if (parent !== undefined) {
      parent.children.push(child);
    } else {
      this.documents.push(child.node);
      this.#anchors.clear();
    }
  }

  warn(warning: unknown): void {
    this.#report('RP1002', warning);
  }

  fail(error: unknown): void {
    this.#report('RP1001', error);
    // No node was open: what cannot be read is the rest of the last document, which is therefore not whole.
    if (this.#frames.length === 0) this.documents.pop();
  }

  #report(code: 'RP1001' | 'RP1002', problem: unknown): void {
    if (!(problem instanceof yaml.YAMLException)) throw problem;
    const found = (problem.mark as { position?: number } | undefined)?.position ?? 0;
    // This one fault is noticed only at the end of its line.
    const within = this.#frames.at(-1)?.open ?? 0;
    const bad = problem.reason.includes('non-printable') ? this.text.slice(within, found).search(NON_PRINTABLE) : -1;
    const offset = bad < 0 ? Math.min(found, this.text.length) : within + bad;
    this.faults.push({ code, detail: problem.reason, offset });
  }

  #compose(frame: Frame, state: LoaderState): Child {
    const start = contentStart(this.text, frame.open);
    const end = Math.min(state.position, this.text.length);
    const { result } = state;
    const { open } = frame;
    switch (state.kind) {
      case 'scalar': {
        const style = STYLE_OF_INDICATOR.get(this.text.charAt(start)) ?? 'plain';
        return {
          node: { kind: 'scalar', text: String(result ?? ''), style, start, end },
          result,
          open,
          end,
          isAlias: false,
        };
      }
      case 'mapping':
      case 'sequence': {
        // js-yaml tries "is this a block mapping?" by composing a first key; if it was none, the key is the node itself.
        const [only] = frame.children;
        if (frame.children.length === 1 && only !== undefined && !only.isAlias && only.result === result) return only;
        const node: SourceNode =
          state.kind === 'mapping'
            ? { kind: 'mapping', entries: this.#entries(frame.children), start, end }
            : { kind: 'sequence', items: this.#items(frame.children, result, start), start, end };
        return { node, result, open, end, isAlias: false };
      }
      default:
        if (this.text.charAt(start) === '*') return this.#alias(open, start, end, result);
        return { node: emptyNode(open, result), result, open, end: start, isAlias: false };
    }
  }

  #alias(open: number, start: number, end: number, result: unknown): Child {
    const name = /^\*([^\s,[\]{}]*)/.exec(this.text.slice(start, end))?.[1] ?? '';
    const anchored = this.#anchors.get(name);
    if (anchored !== undefined && anchored.result === result) return { ...anchored, open, end, isAlias: true };
    this.faults.push({ code: 'RP1006', detail: name, offset: start });
    return { node: { kind: 'null', start, end: start }, result, open, end, isAlias: true };
  }

  #entries(children: readonly Child[]): EntryList['entries'] {
    const list = new EntryList(this.faults);
    for (let index = 0; index < children.length; index++) {
      const key = (children[index] as Child).node;
      const hasValue = this.#colonFollows(children[index] as Child, children[index + 1]);
      if (key.kind === 'null' && !hasValue) continue; // a look at what comes after the mapping
      const value = hasValue ? children[++index]?.node : undefined;
      this.#add(list, key, value ?? { kind: 'null', start: key.end, end: key.end });
    }
    return list.entries;
  }

  #add(list: EntryList, key: SourceNode, value: SourceNode): void {
    if (key.kind !== 'scalar') this.faults.push({ code: 'RP1003', detail: '', offset: key.start });
    else if (key.text === '<<' && key.style === 'plain')
      this.faults.push({ code: 'RP1005', detail: '', offset: key.start });
    else list.add(key, value);
  }

  /** js-yaml composes no node for some empty items, and two for a pair that stands in a flow sequence (`[a: 1]`). */
  #items(children: readonly Child[], result: unknown, start: number): SourceNode[] {
    let next = 0;
    return (result as unknown[]).map((item): SourceNode => {
      const child = children[next];
      if (child === undefined || (item === null && child.result !== null)) return { kind: 'null', start, end: start };
      next++;
      if (child.result === item) return child.node;
      const value = this.#colonFollows(child, children[next]) ? children[next++]?.node : undefined;
      const list = new EntryList(this.faults);
      this.#add(list, child.node, value ?? { kind: 'null', start: child.node.end, end: child.node.end });
      return { kind: 'mapping', entries: list.entries, start: child.node.start, end: value?.end ?? child.node.end };
    });
  }

  /** Whether `next` is the value of `key`; a `:` where `next` itself begins is part of a further key. */
  #colonFollows(key: Child, next: Child | undefined): boolean {
    const colon = skipSeparation(this.text, key.end);
    return this.text.charAt(colon) === ':' && (next === undefined || next.open > colon);
  }
}

/** YAML 1.2.2, section 5.1, without the line break characters. */
const NON_PRINTABLE = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Nothing is null, unless a tag (`!!str`) made an empty text of it. */
const emptyNode = (offset: number, result: unknown): SourceNode =>
  result === ''
    ? { kind: 'scalar', text: '', style: 'plain', start: offset, end: offset }
    : { kind: 'null', start: offset, end: offset };

const STYLE_OF_INDICATOR: ReadonlyMap<string, ScalarStyle> = new Map<string, ScalarStyle>([
  ["'", 'single-quoted'],
  ['"', 'double-quoted'],
  ['|', 'literal'],
  ['>', 'folded'],
]);

/** Past space, line breaks, comments, then past tags (`!…`) and anchors (`&…`). */
function contentStart(text: string, from: number): number {
  let offset = skipSeparation(text, from);
  while (text.charAt(offset) === '!' || text.charAt(offset) === '&') {
    while (offset < text.length && !/\s/.test(text.charAt(offset))) offset++;
    offset = skipSeparation(text, offset);
  }
  return offset;
}

function skipSeparation(text: string, from: number): number {
  let offset = from;
  for (;;) {
    while (offset < text.length && ' \t\r\n'.includes(text.charAt(offset))) offset++;
    if (text.charAt(offset) !== '#') return offset;
    while (offset < text.length && !'\r\n'.includes(text.charAt(offset))) offset++;
  }
}
