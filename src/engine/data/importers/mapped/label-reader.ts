import { ClassName } from '../../../../shared/data/class-name';
import { LabError } from '../../../../shared/errors';
import { mostClasses, type MappedLabel } from '../../../../shared/mapping/labels';
import { mostLabels, type Target } from '../../../../shared/data/target';
import { quoted, RowProblem } from '../../../files/row-problem';
import { numberOf, numbersOf, textOf, type Cell } from './cell';
import type { SourceRow } from './row-file';

/** What a row is labelled with, as it is read before classes are known. */
export type RowLabel =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'flags'; readonly flags: readonly number[] }
  | { readonly kind: 'value'; readonly value: number }
  /** Of the pixels, which are read with the pictures. */
  | { readonly kind: 'pixels' };

/** What is asked of all rows. */
export interface Asked {
  readonly classes: readonly string[];
  readonly target?: Target;
  readonly pixelClasses?: readonly string[];
}

/** @throws RowProblem for a label that is missing, or is none of those asked for */
export async function labelOf(label: MappedLabel, row: SourceRow): Promise<RowLabel> {
  switch (label.kind) {
    case 'class': {
      const text = textOf(await row.cell(label.column), label.column);
      if (text === null) throw new RowProblem('The label is empty.');
      if (label.classes === undefined) return { kind: 'names', names: [named(text)] };
      const found = label.classes.find(({ value }) => value === text);
      if (found === undefined) throw new RowProblem(`The label ${quoted(text)} is none of those of the mapping.`);
      return { kind: 'names', names: [found.name] };
    }
    case 'labels': {
      const names = listed(await row.cell(label.column), label);
      const stray = label.labels === undefined ? undefined : names.find((name) => !label.labels?.includes(name));
      if (stray !== undefined) throw new RowProblem(`The label ${quoted(stray)} is none of those of the mapping.`);
      return { kind: 'names', names };
    }
    case 'flags': {
      const flags: number[] = [];
      for (const column of label.columns) flags.push(...numbersOf(await row.cell(column), column).values);
      const stray = flags.find((flag) => flag !== 0 && flag !== 1);
      if (stray !== undefined) throw new RowProblem(`A label is ${String(stray)}, neither 0 nor 1.`);
      return { kind: 'flags', flags };
    }
    case 'value': {
      const value = Math.fround(numberOf(await row.cell(label.column), label.column));
      const { range } = label;
      if (range !== undefined && !(value >= range[0] && value <= range[1])) {
        throw new RowProblem(`The value is ${String(value)}, outside of ${String(range[0])} to ${String(range[1])}.`);
      }
      return { kind: 'value', value };
    }
    case 'pixels':
      return { kind: 'pixels' };
    default:
      return label satisfies never;
  }
}

function listed(cell: Cell, { column, separator }: { readonly column: string; readonly separator: string }): string[] {
  const texts = Array.isArray(cell)
    ? (cell as readonly Cell[]).map((one) => textOf(one, column) ?? '')
    : (textOf(cell, column) ?? '').split(separator);
  return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))].map(named);
}

function named(text: string): string {
  const name = ClassName.safeParse(text);
  if (name.success) return name.data;
  throw new RowProblem(`The label ${quoted(text)} is longer than 60 letters.`);
}

/**
 * What is asked, from the labels of all rows.
 *
 * @param isPart these are the labels of some rows only, which may have one label by chance
 * @throws LabError `invalid` for fewer than two classes, too many, or values that are all one
 */
export function askedOf(label: MappedLabel, found: readonly RowLabel[], isPart = false): Asked {
  switch (label.kind) {
    case 'class': {
      if (label.classes !== undefined) return { classes: [...new Set(label.classes.map(({ name }) => name))] };
      const classes = occurring(found);
      if (classes.length < 2 && !isPart) {
        throw invalid(`has one label only, ${quoted(classes[0] ?? '')}.`, 'Give a column with two classes or more.');
      }
      if (classes.length > mostClasses) {
        throw invalid(
          `has ${String(classes.length)} different labels; at most ${String(mostClasses)}.`,
          'Take another column, or read it as a value.',
        );
      }
      return { classes };
    }
    case 'labels': {
      const classes = label.labels ?? occurring(found);
      if ((classes.length < 2 && !isPart) || classes.length > mostLabels) {
        throw invalid(
          `has ${String(classes.length)} different labels; there can be 2 to ${String(mostLabels)}.`,
          'Name those that are asked for, as "labels".',
        );
      }
      return { classes, target: { kind: 'labels' } };
    }
    case 'flags': {
      const first = found.find((one) => one.kind === 'flags')?.flags.length ?? 0;
      const names = label.labels ?? (label.columns.length > 1 ? label.columns : null);
      const classes = names ?? Array.from({ length: first }, (_, at) => `${label.columns[0]} ${String(at)}`);
      if (first !== classes.length || classes.length > mostLabels) {
        throw invalid(
          `has ${String(first)} labels in a row, where ${String(Math.min(classes.length, mostLabels))} are named.`,
          `Name each of them; there can be 2 to ${String(mostLabels)}.`,
        );
      }
      return { classes, target: { kind: 'labels' } };
    }
    case 'value': {
      const values = found.flatMap((one) => (one.kind === 'value' ? [one.value] : []));
      const lowest = values.reduce((least, value) => Math.min(least, value), Infinity);
      const highest = values.reduce((most, value) => Math.max(most, value), -Infinity);
      const range = label.range ?? [lowest, highest];
      if (isPart && !(range[0] < range[1])) return askedOf({ ...label, range: [lowest, lowest + 1] }, found);
      if (!(range[0] < range[1])) throw invalid('has one value only.', 'Give a column whose values differ.');
      const tolerance = label.tolerance ?? (range[1] - range[0]) / 12;
      return {
        classes: [label.name],
        target: { kind: 'value', unit: label.unit, range: [range[0], range[1]], tolerance },
      };
    }
    case 'pixels':
      return { classes: label.classes, pixelClasses: label.classes };
    default:
      return label satisfies never;
  }
}

/** Names in order: numbers by what they are, others by their letters. */
function occurring(found: readonly RowLabel[]): readonly string[] {
  const names = [...new Set(found.flatMap((one) => (one.kind === 'names' ? one.names : [])))];
  const areNumbers = names.every((name) => Number.isFinite(Number(name)));
  return names.sort((one, other) => (areNumbers ? Number(one) - Number(other) : one < other ? -1 : 1));
}

function invalid(problem: string, remedy: string): LabError {
  return new LabError('invalid', `The column of labels ${problem}`, { where: 'label', remedy });
}
