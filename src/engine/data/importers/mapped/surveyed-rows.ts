import type { Split } from '../../../../shared/data/split';
import type { RowLabel } from './label-reader';

/** What is known of a row before its inputs are read. */
export interface Surveyed {
  readonly id: string;
  readonly group: string;
  /** What the source says of its split; null: nothing. */
  readonly given: Split | null;
  readonly label: RowLabel;
}

/** Different labels and groups that are each kept once; where there are more, hardly one comes again. */
const MOST_SHARED = 10_000;

/** What is known of all rows, column by column: of each are kept its id, and what it does not share with others. */
export class SurveyedRows {
  /** Null: the row is left out. */
  private readonly ids: (string | null)[] = [];
  private readonly groups: string[] = [];
  private readonly splits: (Split | null)[] = [];
  private readonly labels: RowLabel[] = [];
  private readonly sharedGroup = sharing<string>();
  private readonly sharedLabel = sharing<RowLabel>();
  /** Places of the rows that are kept. */
  private readonly places: number[] = [];

  /** The id, as it is kept. */
  add({ id, group, given, label }: Surveyed): string {
    const own = ownText(id);
    this.places.push(this.ids.length);
    this.ids.push(own);
    this.groups.push(group === id ? own : this.sharedGroup(group, () => ownText(group)));
    this.splits.push(given);
    this.labels.push(this.ownLabel(label));
    return own;
  }

  leaveOut(): void {
    this.ids.push(null);
  }

  /** Rows, those that are left out too. */
  get length(): number {
    return this.ids.length;
  }

  /** Rows that are kept. */
  get kept(): number {
    return this.places.length;
  }

  /** Whether a row is kept, by its place among all. */
  isKept(place: number): boolean {
    return this.ids[place] !== null;
  }

  /** By the place among those that are kept. */
  at(kept: number): Surveyed {
    return {
      id: this.ids[this.places[kept]] ?? '',
      group: this.groups[kept],
      given: this.splits[kept],
      label: this.labels[kept],
    };
  }

  /** Of the rows that are kept, in their order. */
  get labelled(): readonly RowLabel[] {
    return this.labels;
  }

  private ownLabel(label: RowLabel): RowLabel {
    if (label.kind !== 'names') return label;
    return this.sharedLabel(JSON.stringify(label.names), () => ({ kind: 'names', names: label.names.map(ownText) }));
  }
}

/** A text that is cut from a file may hold on to all that was read with it: a copy holds on to nothing. */
function ownText(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}

/** Equal values once, as long as there are few. */
function sharing<Value>(): (key: string, make: () => Value) => Value {
  const known = new Map<string, Value>();
  return (key, make) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = make();
    if (known.size < MOST_SHARED) known.set(ownText(key), value);
    return value;
  };
}
