/** What is needed before what: names in an order in which each comes behind all that it reads. */
export interface Readers {
  /** By name, the names of what it reads; all of them are keys. */
  readonly reads: ReadonlyMap<string, readonly string[]>;
}

/** Null where something reads, by way of others, itself. */
export function inOrder({ reads }: Readers): readonly string[] | null {
  const left = new Map<string, number>();
  const readers = new Map<string, string[]>();
  for (const [name, sources] of reads) {
    left.set(name, sources.length);
    for (const source of sources) {
      const own = readers.get(source) ?? [];
      own.push(name);
      readers.set(source, own);
    }
  }
  const order = [...reads.keys()].filter((name) => left.get(name) === 0);
  // Grows while it is gone through.
  for (const name of order) {
    for (const reader of readers.get(name) ?? []) {
      const now = (left.get(reader) ?? 0) - 1;
      left.set(reader, now);
      if (now === 0) order.push(reader);
    }
  }
  return order.length === reads.size ? order : null;
}
