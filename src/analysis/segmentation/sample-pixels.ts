import type { Cell } from '../../shared/plan/plan';
import type { PixelCounts, PixelRecord, SampleRecord } from '../../shared/records/record';
import { percent } from '../format';
import { iouByClass } from './iou';

/** How one sample was answered, untouched and as it was changed. */
export interface ClassIou {
  readonly name: string;
  readonly before: number | null;
  /** Null in a clean cell too. */
  readonly after: number | null;
}

/** IoU of the classes that this sample shows or was said to show. */
export function sampleIou({ untouched, changed }: PixelRecord, classes: readonly string[]): readonly ClassIou[] {
  const before = iouByClass(untouched);
  const after = changed === null ? null : iouByClass(changed);
  return classes.flatMap((name, index) => {
    const [was, is] = [before[index] ?? null, after?.[index] ?? null];
    return was === null && is === null ? [] : [{ name, before: was, after: is }];
  });
}

/** Share of the pixels that are answered right. */
export function rightShare({ truePositives, falseNegatives }: PixelCounts): number {
  const right = sum(truePositives);
  return right / (right + sum(falseNegatives));
}

/** Share of the pixels that the change cost; negative where it helped, 0 in a clean cell. */
export function lostShare({ untouched, changed }: PixelRecord): number {
  return changed === null ? 0 : rightShare(untouched) - rightShare(changed);
}

export function iouWords({ name, before, after }: ClassIou): string {
  return `${name} ${percent(before)} → ${percent(after)}`;
}

/** The class that was answered for every pixel of a sample without a change, where the run kept it. */
export function untouchedAnswer(
  record: Pick<PixelRecord, 'row'>,
  model: string,
  cells: readonly Cell[],
  records: readonly SampleRecord[],
): string | null {
  const clean = cells.find((cell) => cell.kind === 'clean' && cell.model === model);
  const own = records.find((one) => one.kind === 'pixels' && one.cell === clean?.id && one.row === record.row);
  return (own?.kind === 'pixels' ? own.answered : null) ?? null;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
