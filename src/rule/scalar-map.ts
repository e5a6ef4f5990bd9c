import type { ScalarNode } from './source-node.js';
import { blockSegments } from './block-scalar.js';
import { flowSegments } from './flow-scalar.js';
import { SegmentList } from './segment-list.js';

/**
 * Where each character of a scalar's value stands in the file. The value is built a second time from the text, noting
 * where each piece came from, and the map counts only when the outcome is the very value that the parser returned.
 */
export class ScalarMap {
  readonly #segments: SegmentList | null;

  constructor(
    text: string,
    private readonly node: ScalarNode,
  ) {
    const isBlock = node.style === 'literal' || node.style === 'folded';
    const segments = new SegmentList();
    if (isBlock) blockSegments(text, node, segments);
    else flowSegments(text, node, segments);
    this.#segments = segments.value === node.text ? segments : null;
  }

  /** Whether every offset is mapped to its own place; false sends all of them to the start of the scalar. */
  get isExact(): boolean {
    return this.#segments !== null;
  }

  /**
   * The file offset of an offset in the value. A character that is not in the file as it stands (an escape, a folded line
   * break) is where its escape or line break begins; the end of the value is right after its last character. Offsets
   * outside the value are taken as its nearest end.
   */
  locate(offset: number): number {
    return this.#segments?.locate(offset) ?? this.node.start;
  }
}
