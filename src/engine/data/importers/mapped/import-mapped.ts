import type { DatasetManifest, ImportReport } from '../../../../shared/data/dataset';
import { LabError } from '../../../../shared/errors';
import { mapValues } from '../../../../shared/map-values';
import type { ColumnMapping } from '../../../../shared/mapping/mapping';
import { type DatasetHeader, writeDataset } from '../../write';
import { rootOrFileOf } from '../folder-root';
import type { ImportRequest } from '../importer';
import { assignSplits, type SplitRows } from './assign-splits';
import { EqualContent } from './equal-content';
import { inputReader } from './input-reader';
import { askedOf, type Asked, type RowLabel } from './label-reader';
import { mappedRows } from './mapped-rows';
import { openSource } from './open-source';
import type { InputReader } from './reading';
import { SkippedRows } from './skipped-rows';
import { surveyRows } from './survey';
import type { SurveyedRows } from './surveyed-rows';
import { columnsIn } from './template';

export interface MappedRequest extends Pick<
  ImportRequest,
  'directory' | 'folder' | 'name' | 'title' | 'signal' | 'onProgress'
> {
  readonly mapping: ColumnMapping;
  /** Rows that are looked at, and rows that are written, for a first look. */
  readonly look?: { readonly rows: number; readonly samples: number };
}

/**
 * Turns a folder into a data set as a mapping says. Rows are read twice: ids, labels and splits first, then inputs, one row at a
 * time, so that no more of a folder is in memory than that. A row that cannot be taken is reported and left out.
 *
 * @throws LabError `not-found` without the folder, `invalid` when it does not hold what the mapping names or no row could be
 *   taken, `conflict` when the data set exists, `cancelled`; then nothing has changed
 */
export async function importMapped(request: MappedRequest): Promise<ImportReport> {
  const { mapping, signal, onProgress, look } = request;
  const root = await rootOrFileOf(request, 'Give the folder that the mapping is of.');
  const skipped = new SkippedRows();
  const equal = new EqualContent();
  const remarks = new Set<string>();
  const source = await openSource(root, mapping.source, signal);
  try {
    const survey = await surveyRows(source, mapping, skipped, {
      signal,
      ...(look === undefined ? {} : { limit: look.rows }),
    });
    if (survey.rows.kept === 0) throw nothing(root, survey.rows.length, skipped);
    const asked = askedOf(mapping.label, survey.rows.labelled, look !== undefined);
    const assigned = assignSplits(splitRows(survey.rows), mapping.split);
    // Of a part of the rows it would say what is not so.
    if (look === undefined) assigned.remarks.forEach((remark) => remarks.add(remark));
    const readers: Record<string, InputReader> = {};
    for (const input of mapping.inputs) {
      readers[input.name] = await inputReader(input, {
        root,
        first: survey.first,
        remark: (text) => remarks.add(text),
      });
    }
    const rows = mappedRows({
      ...{ root, source, mapping, survey, splits: assigned.splits, asked, readers, skipped, equal, signal, onProgress },
      ...(look === undefined ? {} : { limit: look.samples }),
    });
    const manifest = await writeDataset(request.folder, headerOf(request, asked, readers), rows).catch(
      (error: unknown) => {
        // Without a row, what is wrong with the first tells more than that there is none.
        const isEmpty =
          error instanceof LabError && error.code === 'invalid' && equal.count === 0 && skipped.listed.length > 0;
        throw isEmpty ? nothing(root, survey.rows.length, skipped) : error;
      },
    );
    equal.remarks.forEach((remark) => remarks.add(remark));
    const repeated = repeatedText(manifest, mapping);
    if (repeated !== null) remarks.add(repeated);
    return {
      dataset: manifest.name,
      hash: manifest.hash,
      imported: manifest.count,
      ...skipped.result,
      ...(remarks.size === 0 ? {} : { remarks: [...remarks] }),
    };
  } finally {
    await source.close();
  }
}

function splitRows(rows: SurveyedRows): SplitRows {
  return { count: rows.kept, at: (place) => rows.at(place), labelAt: (place) => labelText(rows.labelled[place]) };
}

/** Labels as one text, for splits that keep their shares. */
function labelText(label: RowLabel): string {
  switch (label.kind) {
    case 'names':
      return label.names.join('\n');
    case 'flags':
      return label.flags.join();
    case 'value':
    case 'pixels':
      return '';
    default:
      return label satisfies never;
  }
}

function headerOf(
  { name, title, mapping }: MappedRequest,
  { classes, target, pixelClasses }: Asked,
  readers: Readonly<Record<string, InputReader>>,
): DatasetHeader {
  return {
    name,
    title,
    task: mapping.task ?? usualTask(mapping),
    preparation: { name: 'mapped', version: 1, seed: mapping.split.seed },
    licences: ['Imported; see the terms its publisher set. Not shipped with the lab.'],
    mapping,
    classes: [...classes],
    ...(target === undefined ? {} : { target }),
    ...(pixelClasses === undefined ? {} : { pixelClasses: [...pixelClasses] }),
    unit: unitOf(mapping),
    modalities: mapValues(readers, ({ shape }) => shape),
    oracle: null,
  };
}

function usualTask({ label }: ColumnMapping): string {
  switch (label.kind) {
    case 'class':
      return 'Which label does the sample have?';
    case 'labels':
    case 'flags':
      return 'Which labels hold of the sample?';
    case 'value':
      return `What is the ${label.name} of the sample?`;
    case 'pixels':
      return 'What does every pixel show? The label of a sample is what fills most of it, but for the first class.';
    default:
      return label satisfies never;
  }
}

/** What groups are called: their column, where they are one. */
function unitOf({ group }: ColumnMapping): string {
  if (group === undefined) return 'sample';
  const columns = columnsIn(group);
  return columns.length === 1 && group === `{${columns[0]}}` ? columns[0] : 'group';
}

/** What groups the splits share. */
function repeatedText({ repeatedUnits, unit }: DatasetManifest, { group }: ColumnMapping): string | null {
  if (repeatedUnits === undefined || group === undefined) return null;
  const { test, trained } = repeatedUnits;
  return `${String(trained)} of the ${String(test)} groups (${unit}) that the test split has are in the training split too. Draw splits by group to part them.`;
}

function nothing(root: string, rows: number, skipped: SkippedRows): LabError {
  return new LabError('invalid', `None of ${String(rows)} rows could be imported. ${skipped.first}`, {
    where: root,
    remedy: 'Correct the mapping or the files; `muroan data inspect` shows what is read.',
  });
}
