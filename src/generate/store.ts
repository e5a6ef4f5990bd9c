/** Something that the search may change. */
export interface Cell<T> {
  value: T;
}

/**
 * All that one search changes, so that a step can be undone. `version` rises with each change: what is computed from the
 * cells may be kept until then.
 */
export class Store {
  version = 0;
  private readonly cells: { content: unknown }[] = [];

  cell<T>(initial: T): Cell<T> {
    const slot = { content: initial as unknown };
    this.cells.push(slot);
    const touch = (): void => void this.version++;
    return {
      get value() {
        return slot.content as T;
      },
      set value(content: T) {
        slot.content = content;
        touch();
      },
    };
  }

  /** The contents now; cells are replaced, never changed in place, so they can be put back. */
  snapshot(): readonly unknown[] {
    return this.cells.map(({ content }) => content);
  }

  restore(contents: readonly unknown[]): void {
    for (const [index, cell] of this.cells.entries()) cell.content = contents[index];
    this.version++;
  }
}

/** A value computed from cells, computed again only when one has changed. */
export function memo<K, V>(store: Store, compute: (key: K) => V): (key: K) => V {
  let version = -1;
  const known = new Map<K, V>();
  return (key) => {
    if (version !== store.version) {
      known.clear();
      version = store.version;
    }
    if (known.has(key)) return known.get(key)!;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}
