import { cancelled } from '../../../../shared/errors';
import type { ColumnMapping } from '../../../../shared/mapping/mapping';
import type { Split } from '../../../../shared/data/split';
import type { RowValue } from '../../modality-writer';
import type { DatasetRow } from '../../write';
import { decodeClasses, type PixelClasses } from '../indexed-png';
import { RowProblem } from '../../../files/row-problem';
import { commonestClass } from '../commonest-class';
import { resizeAndCropClasses, resizeWholeClasses, type Size } from '../resize';
import type { EqualContent } from './equal-content';
import { fileBytes, type InputReader } from './reading';
import type { Asked } from './label-reader';
import type { OpenSource, SourceRow } from './row-file';
import type { SkippedRows } from './skipped-rows';
import type { Survey } from './survey';
import type { Surveyed } from './surveyed-rows';

export interface MappedRows {
  readonly root: string;
  readonly source: OpenSource;
  readonly mapping: ColumnMapping;
  readonly survey: Survey;
  /** Of every row that the survey kept, in its order. */
  readonly splits: readonly Split[];
  readonly asked: Asked;
  readonly readers: Readonly<Record<string, InputReader>>;
  readonly skipped: SkippedRows;
  readonly equal: EqualContent;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Rows that are wanted at most. */
  readonly limit?: number;
}

/** The rows that the survey kept, with their inputs; what cannot be read is left out. @throws LabError `cancelled` */
export async function* mappedRows(given: MappedRows): AsyncGenerator<DatasetRow> {
  const { source, survey, splits, skipped, equal, signal, onProgress, limit = Infinity } = given;
  const total = survey.rows.length;
  let place = -1;
  let kept = -1;
  let made = 0;
  for await (const row of source.rows()) {
    place += 1;
    if (place >= total || made >= limit) break;
    if (survey.rows.isKept(place)) {
      kept += 1;
      const surveyed = survey.rows.at(kept);
      // Decoding blocks; heartbeat and cancel get their turn between two rows.
      await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted === true) throw cancelled();
      try {
        const { inputs, size } = await inputsOf(row, given.readers);
        const split = splits[kept];
        const labelled = await labelFields(row, surveyed, given, size);
        equal.add(surveyed.id, split, inputs);
        made += 1;
        yield { id: surveyed.id, split, group: surveyed.group, inputs, ...labelled };
      } catch (error) {
        if (!(error instanceof RowProblem)) throw error;
        skipped.add(row.file, row.row, error.message);
      }
    }
    onProgress?.(place + 1, total);
  }
}

async function inputsOf(
  row: SourceRow,
  readers: Readonly<Record<string, InputReader>>,
): Promise<{ readonly inputs: Readonly<Record<string, RowValue>>; readonly size: Size | null }> {
  const inputs: Record<string, RowValue> = {};
  // Of the first picture, which masks are of.
  let size: Size | null = null;
  for (const [name, reader] of Object.entries(readers)) {
    if (reader.readSized === undefined) inputs[name] = await reader.read(row);
    else {
      const read = await reader.readSized(row);
      inputs[name] = read.value;
      size ??= read.size;
    }
  }
  return { inputs, size };
}

async function labelFields(
  row: SourceRow,
  { label }: Surveyed,
  { root, mapping, asked: { classes, target }, readers }: MappedRows,
  size: Size | null,
): Promise<Pick<DatasetRow, 'label' | 'target' | 'mask'>> {
  switch (label.kind) {
    case 'names':
      return target === undefined
        ? { label: classes.indexOf(label.names[0]) }
        : { label: 0, target: classes.map((name) => Number(label.names.includes(name))) };
    case 'flags':
      if (label.flags.length !== classes.length) {
        throw new RowProblem(`The row has ${label.flags.length} labels, not ${classes.length}.`);
      }
      return { label: 0, target: label.flags };
    case 'value':
      return { label: 0, target: [label.value] };
    case 'pixels': {
      if (mapping.label.kind !== 'pixels') throw new RowProblem('The row has no mask.');
      const map = decodeClasses(await fileBytes(root, mapping.label.file, row));
      if (size !== null && (map.height !== size.height || map.width !== size.width)) {
        throw new RowProblem(
          `The mask has ${map.width} × ${map.height} pixels, the picture ${size.width} × ${size.height}.`,
        );
      }
      const mask = resizedMask(map, mapping, Object.values(readers));
      const unknown = mask.find((value) => value >= classes.length);
      if (unknown !== undefined) {
        throw new RowProblem(`The mask holds the class ${unknown}; the names end at ${classes.length - 1}.`);
      }
      return { label: commonestClass(mask, classes.length), mask };
    }
    default:
      return label satisfies never;
  }
}

/** Classes of pixels, brought to the size of the pictures as these are. */
function resizedMask(map: PixelClasses, { inputs }: ColumnMapping, readers: readonly InputReader[]): Uint8Array {
  const size = readers.flatMap(({ shape }) => (shape.kind === 'image' ? [shape] : [])).at(0);
  if (size === undefined) throw new RowProblem('There is no picture that the mask is of.');
  const isCut = inputs.some((input) => (input.kind === 'image' || input.kind === 'depth') && input.fit === 'crop');
  return isCut ? resizeAndCropClasses(map, size.height) : resizeWholeClasses(map, size);
}
