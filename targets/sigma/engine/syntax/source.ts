import { LineMap } from '../../../../src/rule/line-map.js';
import type { SourceNode } from '../../../../src/rule/source-node.js';
import { yamlTree } from '../../../../src/rule/yaml-tree.js';
import { QueryError } from '../../../../src/target/engine.js';
import { SIGMA_ENGINE_CODES } from '../codes.js';
import type { SigmaEngineCode } from '../codes.js';

/** YAML aliases can make a small text stand for billions of values. */
const MAX_VALUES = 100_000;

const YAML_FAULTS = {
  RP1001: (detail: string) => detail,
  RP1002: (detail: string) => detail,
  RP1003: () => 'a key must be a text',
  RP1004: (detail: string) => `the key ${detail} is repeated`,
  RP1005: () => 'merge keys (`<<`) are not part of YAML 1.2',
  RP1006: (detail: string) => `the alias ${detail} has no anchor`,
} as const;

/** The values that a name stands for, or null for one that is not known. */
export type Placeholders = (name: string) => readonly string[] | null;

/** A Sigma text as YAML documents, and the maker of all errors about it. */
export class Source {
  readonly text: string;
  readonly documents: readonly SourceNode[];
  #values = 0;

  /** `placeholders`: the values behind `%name%`. @throws QueryError when it is no YAML. */
  constructor(
    text: string,
    readonly placeholders: Placeholders = () => null,
  ) {
    this.text = text.startsWith('\uFEFF') ? text.slice(1) : text;
    const tree = yamlTree(this.text);
    const [fault] = tree.faults;
    if (fault !== undefined) throw this.fault('RP5201', [YAML_FAULTS[fault.code](fault.detail)], fault.offset);
    this.documents = tree.documents;
  }

  /** The error to throw; `at` is the node or the offset that it is about. */
  fault<Code extends SigmaEngineCode>(
    code: Code,
    values: Parameters<(typeof SIGMA_ENGINE_CODES)[Code]['message']>,
    at: { readonly start: number } | number,
  ): QueryError {
    const message = SIGMA_ENGINE_CODES[code].message as (...args: readonly unknown[]) => string;
    const { line, column } = new LineMap(this.text).position(typeof at === 'number' ? at : at.start);
    return new QueryError(code, message(...values), line, column);
  }

  /** Called for each value that is read. */
  count(node: SourceNode): void {
    if (++this.#values > MAX_VALUES) throw this.fault('RP5207', [], node);
  }
}
