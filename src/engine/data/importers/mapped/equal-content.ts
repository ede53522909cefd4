import { createHash } from 'node:crypto';
import type { Split } from '../../../../shared/data/split';
import type { RowValue } from '../../modality-writer';
import { quoted } from '../../../files/row-problem';
import { ContentPlaces } from './content-places';

const splitsInOrder: readonly Split[] = ['train', 'validation', 'test'];
const names: Readonly<Record<Split, string>> = { train: 'training', validation: 'validation', test: 'test' };

/** Samples of one content, by their split: how many, and the first of them. */
type Equals = Map<Split, { count: number; readonly id: string }>;

/** Pairs of splits, each once: of the one, what the other has already counts as a leak. */
const pairs: readonly (readonly [from: Split, into: Split])[] = [
  ['train', 'test'],
  ['train', 'validation'],
  ['validation', 'test'],
];

/** Finds samples whose inputs are all equal: within one split they count double, across two they are known already. */
export class EqualContent {
  private readonly places = new ContentPlaces();
  /** Of every content, the sample that had it first. */
  private readonly ids: string[] = [];
  private readonly splits: Split[] = [];
  /** By the place of their content. */
  private readonly repeated = new Map<number, Equals>();
  /** The first two of a split that are equal. */
  private readonly twice = new Map<Split, readonly [string, string]>();

  add(id: string, split: Split, inputs: Readonly<Record<string, RowValue>>): void {
    const hash = createHash('sha256');
    for (const value of Object.values(inputs)) {
      const bytes = isWords(value)
        ? Buffer.from(JSON.stringify(value))
        : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
      hash.update(`${String(bytes.length)} `).update(bytes);
    }
    const { place, isNew } = this.places.placeOf(hash.digest());
    if (isNew) {
      this.ids.push(id);
      this.splits.push(split);
      return;
    }
    const equals: Equals =
      this.repeated.get(place) ?? new Map([[this.splits[place], { count: 1, id: this.ids[place] }]]);
    const own = equals.get(split);
    if (own === undefined) equals.set(split, { count: 1, id });
    else own.count += 1;
    if (own?.count === 2 && !this.twice.has(split)) this.twice.set(split, [own.id, id]);
    this.repeated.set(place, equals);
  }

  /** Samples that differ. */
  get count(): number {
    return this.places.count;
  }

  /** A sentence for each two splits that share content, and for each split that has content twice. */
  get remarks(): readonly string[] {
    const across = pairs.flatMap(([from, into]) => {
      const shared = [...this.repeated.values()].flatMap((equals) => {
        const [one, other] = [equals.get(from), equals.get(into)];
        return one === undefined || other === undefined
          ? []
          : [{ count: other.count, ids: [one.id, other.id] as const }];
      });
      const what = `to some of the ${names[from]} split`;
      return told(into, what, total(shared.map(({ count }) => count)), shared.at(0)?.ids);
    });
    const within = splitsInOrder.flatMap((split) => {
      const more = [...this.repeated.values()].map((equals) => (equals.get(split)?.count ?? 1) - 1);
      return told(split, 'to others of it', total(more), this.twice.get(split));
    });
    return [...across, ...within];
  }
}

function told(
  split: Split,
  what: string,
  count: number,
  ids: readonly [string, string] | undefined,
): readonly string[] {
  if (ids === undefined) return [];
  const example = `${quoted(ids[0])} and ${quoted(ids[1])}`;
  const [noun, verb] = count === 1 ? ['sample', 'is'] : ['samples', 'are'];
  return [
    `${String(count)} ${noun} of the ${names[split]} split ${verb} equal, in all inputs, ${what}, such as ${example}.`,
  ];
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function isWords(value: RowValue): value is readonly string[] {
  return Array.isArray(value);
}
