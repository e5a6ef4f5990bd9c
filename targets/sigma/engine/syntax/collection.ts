import { isNull } from '../../../../src/rule/source-node.js';
import type { MappingNode, SourceNode } from '../../../../src/rule/source-node.js';
import type { SigmaCollection, SigmaDocument } from '../model.js';
import { readCorrelation } from './correlation.js';
import { entryOf, readBoolean, readMapping, readText } from './read.js';
import { readRule } from './rule.js';
import { Source, type Placeholders } from './source.js';

/** Keeps the chain of correlations, which is followed by recursion, short. */
const MAX_DOCUMENTS = 1000;
const MAX_CHAIN = 50;

/**
 * Reads a text of Sigma documents, rules and correlations in any order.
 * @throws QueryError for anything that the engine could not run by the letter of the specification.
 */
export function readCollection(text: string, placeholders?: Placeholders): SigmaCollection {
  return new CollectionReader(new Source(text, placeholders)).whole();
}

class CollectionReader {
  readonly #documents: readonly MappingNode[];
  readonly #byReference = new Map<string, MappingNode>();
  readonly #read = new Map<MappingNode, SigmaDocument>();
  readonly #open: MappingNode[] = [];
  /** Referred to by a correlation, and by one that lets them report as well. */
  readonly #parts = new Set<SigmaDocument>();
  readonly #generated = new Set<SigmaDocument>();

  constructor(private readonly source: Source) {
    const nodes = source.documents.filter((node) => !isNull(node));
    if (nodes.length === 0) throw source.fault('RP5206', [], 0);
    if (nodes.length > MAX_DOCUMENTS) throw source.fault('RP5207', [], nodes[MAX_DOCUMENTS] ?? 0);
    this.#documents = nodes.map((node) => readMapping(node, 'the document', source));
    for (const document of this.#documents) this.#register(document);
  }

  whole(): SigmaCollection {
    const all = this.#documents.map((document) => this.#readOnce(document));
    return { reporting: all.filter((document) => !this.#parts.has(document) || this.#generated.has(document)) };
  }

  #register(document: MappingNode): void {
    const own = new Set<string>();
    for (const key of ['name', 'id']) {
      const entry = entryOf(document, key);
      if (entry === undefined || isNull(entry.value)) continue;
      const reference = readText(entry.value, key, this.source);
      if (!own.has(reference) && this.#byReference.has(reference)) {
        throw this.source.fault('RP5209', [reference], entry.value);
      }
      own.add(reference);
      this.#byReference.set(reference, document);
    }
  }

  #readOnce(document: MappingNode): SigmaDocument {
    const known = this.#read.get(document);
    if (known !== undefined) return known;
    this.#open.push(document);
    const read = this.#readDocument(document);
    this.#open.pop();
    this.#read.set(document, read);
    return read;
  }

  #readDocument(document: MappingNode): SigmaDocument {
    const { source } = this;
    for (const [key, feature] of UNSUPPORTED) {
      const entry = entryOf(document, key);
      if (entry !== undefined) throw source.fault('RP5205', [feature], entry.key);
    }
    const body = entryOf(document, 'correlation');
    const isRule = entryOf(document, 'detection') !== undefined;
    if ((body !== undefined) === isRule) throw source.fault('RP5204', [], document);
    if (body === undefined) return readRule(document, source);

    const correlation = readCorrelation(document, (reference, at) => this.#resolve(reference, at), source);
    // At the top by the JSON schema, within `correlation` by pySigma.
    const inner = body.value.kind === 'mapping' ? entryOf(body.value, 'generate') : undefined;
    const generate = inner ?? entryOf(document, 'generate');
    const generates = generate !== undefined && readBoolean(generate.value, 'generate', source);
    for (const rule of correlation.rules) {
      this.#parts.add(rule);
      if (generates) this.#generated.add(rule);
    }
    return correlation;
  }

  #resolve(reference: string, at: SourceNode): SigmaDocument {
    const document = this.#byReference.get(reference);
    if (document === undefined) throw this.source.fault('RP5241', [reference], at);
    if (this.#open.includes(document)) throw this.source.fault('RP5242', [reference], at);
    if (this.#open.length > MAX_CHAIN)
      throw this.source.fault('RP5205', [`a chain of more than ${MAX_CHAIN} correlations`], at);
    return this.#readOnce(document);
  }
}

const UNSUPPORTED: readonly (readonly [string, string])[] = [
  ['action', 'a document with `action` (use one rule a document)'],
  ['filter', 'a Sigma filter document'],
];
