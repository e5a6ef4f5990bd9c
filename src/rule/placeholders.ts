export interface Placeholder {
  /** The column's name, without the space around it. */
  readonly column: string;
  /** Offset and length of `{{Column}}` in the format. */
  readonly offset: number;
  readonly length: number;
}

/** The `{{Column}}` placeholders of an alert format, in order. */
export function placeholdersOf(format: string): readonly Placeholder[] {
  return [...format.matchAll(/\{\{([^{}]*)\}\}/g)].map((match) => ({
    column: (match[1] ?? '').trim(),
    offset: match.index,
    length: match[0].length,
  }));
}
