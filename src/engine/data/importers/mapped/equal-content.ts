import { createHash } from 'node:crypto';
import type { Split } from '../../../../shared/split';
import type { RowValue } from '../../modality-writer';
import { quoted } from '../importer';

interface Seen {
  readonly id: string;
  readonly split: Split;
}

const names: Readonly<Record<Split, string>> = { train: 'training', validation: 'validation', test: 'test' };

/** Finds samples whose inputs are all equal: within one split they count double, across two they are known already. */
export class EqualContent {
  private readonly seen = new Map<string, Seen>();
  private readonly found = new Map<string, { count: number; readonly example: string }>();

  add(id: string, split: Split, inputs: Readonly<Record<string, RowValue>>): void {
    const hash = createHash('sha256');
    for (const value of Object.values(inputs)) {
      const bytes = isWords(value)
        ? Buffer.from(JSON.stringify(value))
        : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
      hash.update(`${String(bytes.length)} `).update(bytes);
    }
    // Half of a SHA-256 tells any two samples of any data set apart.
    const key = hash.digest('base64').slice(0, 22);
    const before = this.seen.get(key);
    if (before === undefined) {
      this.seen.set(key, { id, split });
      return;
    }
    const pair =
      before.split === split
        ? `of the ${names[split]} split are equal, in all inputs, to others of it`
        : `of the ${names[split]} split are equal, in all inputs, to some of the ${names[before.split]} split`;
    const example = `${quoted(before.id)} and ${quoted(id)}`;
    const known = this.found.get(pair);
    if (known === undefined) this.found.set(pair, { count: 1, example });
    else known.count += 1;
  }

  /** Samples that differ. */
  get count(): number {
    return this.seen.size;
  }

  /** A sentence for each kind of pair. */
  get remarks(): readonly string[] {
    return [...this.found].map(
      ([pair, { count, example }]) =>
        `${String(count)} ${count === 1 ? 'sample' : 'samples'} ${pair}, such as ${example}.`,
    );
  }
}

function isWords(value: RowValue): value is readonly string[] {
  return Array.isArray(value);
}
