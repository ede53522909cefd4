import type { ColumnSpec } from '../../shared/data/dataset';
import { mostLabels, type Target } from '../../shared/data/target';
import { ColumnFile } from './column-file';
import { encodeFloats } from './columns';
import { invalidRows } from './invalid-rows';

export interface TargetWriter {
  /** Null, or what is wrong with the target. */
  append(target: readonly number[] | undefined): Promise<string | null>;
  finish(): Promise<ColumnSpec>;
  close(): Promise<void>;
}

/** @throws LabError `invalid` for more labels than there can be, and for a value of more than one thing */
export function targetWriter(
  folder: string,
  target: Target,
  { name, classes: { length: classes } }: { readonly name: string; readonly classes: readonly string[] },
): TargetWriter {
  const most = target.kind === 'labels' ? mostLabels : 1;
  if (classes > most) throw invalidRows(name, `It names ${classes} classes; there can be at most ${most}.`);
  const file = new ColumnFile(folder, 'target.f32');
  return {
    append: async (values) => {
      const problem = values === undefined ? 'not given.' : problemOf(values, target, classes);
      if (problem === null && values !== undefined) await file.append(encodeFloats(values));
      return problem;
    },
    finish: async () => ({ dtype: 'float32', shape: [classes], ...(await file.finish()) }),
    close: () => file.close(),
  };
}

/** Null: these can be what a sample is asked for. */
export function problemOf(values: ArrayLike<number>, target: Target, classes: number): string | null {
  if (values.length !== classes) return `has ${values.length} numbers, not ${classes}.`;
  const fits =
    target.kind === 'labels'
      ? (value: number) => value === 0 || value === 1
      : (value: number) => value >= target.range[0] && value <= target.range[1];
  const stray = Array.from(values).find((value) => !fits(value));
  if (stray === undefined) return null;
  return target.kind === 'labels'
    ? `holds ${stray}, where a label holds (1) or does not (0).`
    : `is ${stray}, outside of ${target.range[0]} to ${target.range[1]}.`;
}
