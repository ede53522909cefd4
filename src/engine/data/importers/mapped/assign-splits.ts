import type { SplitRule } from '../../../../shared/mapping/splits';
import type { Split } from '../../../../shared/data/split';
import { randomFrom } from '../../../random';

/** What splits are drawn by, of row by row as it is asked for: a list of them all would be as long as the data set. */
export interface SplitRows {
  readonly count: number;
  readonly at: (row: number) => {
    readonly id: string;
    /** What the source says; null: nothing. */
    readonly given: Split | null;
    readonly group: string;
  };
  /** Its labels as one text. */
  readonly labelAt: (row: number) => string;
}

export interface SplitsAssigned {
  readonly splits: readonly Split[];
  /** What was decided where the data leave it open. */
  readonly remarks: readonly string[];
}

/** The split of every row, which depends on ids, labels and groups alone, not on the order of the rows. */
export function assignSplits(rows: SplitRows, rule: SplitRule): SplitsAssigned {
  switch (rule.kind) {
    case 'parts':
    case 'column':
      return completed(rows, rule);
    case 'drawn': {
      const splits = new Array<Split>(rows.count).fill('train');
      const { test, validation, seed, by } = rule;
      for (const unit of by === 'class' ? byLabel(rows) : [placesOf(rows)]) {
        const blocks = by === 'group' ? byGroup(rows, unit) : unit.map((at) => [at]);
        draw({ rows, blocks, seed, of: unit.length, share: test, purpose: 'test' }, splits, by === 'group');
        draw({ rows, blocks, seed, of: unit.length, share: validation, purpose: 'validation' }, splits, by === 'group');
      }
      return { splits, remarks: [] };
    }
    default:
      return rule satisfies never;
  }
}

/** As they are given; a split that nobody gives is made of another, and said. */
function completed(
  rows: SplitRows,
  { validation, seed }: { readonly validation: number; readonly seed: number },
): SplitsAssigned {
  const splits = placesOf(rows).map((at): Split => rows.at(at).given ?? 'train');
  const remarks: string[] = [];
  if (!splits.includes('test') && splits.includes('validation')) {
    splits.forEach((split, at) => {
      if (split === 'validation') splits[at] = 'test';
    });
    remarks.push('No sample is given to test on: those given for validation test.');
  }
  const trained = [...splits.keys()].filter((at) => splits[at] === 'train');
  if (!splits.includes('validation') && validation > 0 && trained.length > 1) {
    const blocks = byGroup(rows, trained);
    draw({ rows, blocks, seed, of: trained.length, share: validation, purpose: 'validation' }, splits, true);
    remarks.push('No sample is given for validation: some of those to train on were drawn for it, group by group.');
  }
  if (!splits.includes('test'))
    remarks.push('No sample is given to test on: studies of the test split have nothing to ask.');
  return { splits, remarks };
}

interface Drawing {
  readonly rows: SplitRows;
  /** Rows that stay together, by place. */
  readonly blocks: readonly (readonly number[])[];
  readonly seed: number;
  readonly of: number;
  readonly share: number;
  readonly purpose: 'test' | 'validation';
}

/** Gives a share of the rows a split, block by block in an order that their names draw. */
function draw({ rows, blocks, seed, of, share, purpose }: Drawing, splits: Split[], areGroups: boolean): void {
  const free = blocks.filter(([first]) => splits[first] === 'train');
  const wanted = Math.round(of * share);
  const inOrder = free
    .map((block) => {
      const { id, group } = rows.at(block[0]);
      return { block, place: randomFrom('mapped', 'split', purpose, seed, areGroups ? group : id).uniform() };
    })
    .sort((one, other) => one.place - other.place);
  let taken = 0;
  for (const { block } of inOrder) {
    // The last group is taken where that comes nearer to the share.
    if (taken >= wanted || taken + block.length / 2 > wanted) continue;
    for (const at of block) splits[at] = purpose;
    taken += block.length;
  }
}

function byLabel(rows: SplitRows): readonly (readonly number[])[] {
  return grouped(placesOf(rows), (at) => rows.labelAt(at));
}

function byGroup(rows: SplitRows, places: Iterable<number>): readonly (readonly number[])[] {
  return grouped(places, (at) => rows.at(at).group);
}

function grouped(places: Iterable<number>, keyOf: (at: number) => string): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (const at of places) {
    const key = keyOf(at);
    const own = groups.get(key);
    if (own === undefined) groups.set(key, [at]);
    else own.push(at);
  }
  return [...groups.values()];
}

function placesOf({ count }: SplitRows): number[] {
  return Array.from({ length: count }, (_, at) => at);
}
