interface Segment {
  /** Offset in the value. */
  readonly value: number;
  /** Offset in the file. */
  readonly source: number;
  /** Characters of the value. */
  readonly length: number;
  /** Characters of the file: the same number and the same text when copied, else what they were made from. */
  readonly sourceLength: number;
  readonly copied: boolean;
}

/** A value as it grows out of pieces of a file, with where each came from. */
export class SegmentList {
  value = '';
  readonly #segments: Segment[] = [];

  /** `text` stands at `source` just so. */
  copy(text: string, source: number): void {
    this.#add(text, source, text.length, true);
  }

  /** `text` was made from `sourceLength` characters at `source`. */
  make(text: string, source: number, sourceLength: number): void {
    this.#add(text, source, sourceLength, false);
  }

  locate(offset: number): number {
    let low = 0;
    let high = this.#segments.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#segments[middle]?.value ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const segment = this.#segments[low];
    if (segment === undefined) return this.emptyAt;
    const into = Math.max(0, offset - segment.value);
    if (segment.copied) return segment.source + Math.min(into, segment.length);
    if (into < segment.length) return segment.source;
    // A trailing line break: the end of the value is the end of its last line, not a line that need not exist.
    return segment.source + (segment.length > 0 && this.value.endsWith('\n') ? 0 : segment.sourceLength);
  }

  /** Where an empty value is. */
  emptyAt = 0;

  #add(text: string, source: number, sourceLength: number, copied: boolean): void {
    if (text === '') return;
    this.#segments.push({ value: this.value.length, source, length: text.length, sourceLength, copied });
    this.value += text;
  }
}
