import type { DatasetManifest } from '../../shared/dataset';
import type { Integration } from '../../shared/integration';
import type { SampleRecord } from '../../shared/record';
import { csvField, type CsvValue } from './field';
import { attackValues, cleanValues, pixelColumns, radiusColumns } from './record-values';

/** What a cell id stands for, in words. */
export interface CellNames {
  readonly model: string;
  readonly attack: string;
  /** Of the model, where its logits are sums over its inputs. */
  readonly integration?: Integration;
}

/**
 * The records of a run as CSV (RFC 4180, CRLF), one line per record, raw values. Text that a spreadsheet would take
 * for a formula is defused by a leading apostrophe; numbers are written as numbers.
 *
 * @param names by cell id; unknown cells keep their id
 */
export function recordsCsv(
  records: readonly SampleRecord[],
  dataset: DatasetManifest,
  names: ReadonlyMap<string, CellNames>,
): string {
  const modalities = Object.keys(dataset.modalities);
  const perModality = (suffix: string): readonly string[] => modalities.map((id) => `${id}_${suffix}`);
  const header = [
    'cell',
    'model',
    'attack',
    'kind',
    'sample',
    'row',
    'group',
    'label',
    'label_name',
    'clean_predicted',
    'clean_correct',
    'attacked',
    'success',
    'attacked_predicted',
    'removed_share',
    ...perModality('elements'),
    ...perModality('removed'),
    'legacy_share',
    'decidable',
    'edits',
    'edited_words',
    'label_kept',
    'necessary',
    'regions',
    ...perModality('norm'),
    'loss_before',
    'loss_after',
    'cosine_distance',
    'argmax_moved',
    'candidates',
    'queries_search',
    'queries_combination',
    'queries_allowed',
    'rows_evaluated',
    ...perModality('rows_encoded'),
    ...perModality('whole_rows_encoded'),
    'queries_forward',
    'queries_gradient',
    'start',
    'control_largest_logit_change',
    'control_random_flips',
    'control_random_draws',
    'clean_logits',
    'attacked_logits',
    // Of ensembles: draws by class, and what they were drawn from; of pixels, by true class, how many have how many right draws.
    ...(records.some(({ kind }) => kind === 'certificate' || kind === 'pixel-votes')
      ? ['votes', 'unasked', 'pools']
      : []),
    // Where logits are sums over the inputs: what each adds to them, and radii that follow, in l2.
    ...(records.some(({ kind }) => kind === 'leads')
      ? [
          ...perModality('logit_parts'),
          'proof',
          ...['proven', 'estimated'].flatMap((which) => radiusColumns(which, modalities)),
        ]
      : []),
    // Of models that answer for every pixel: a number for each class.
    ...(records.some(({ kind }) => kind === 'pixels')
      ? ['untouched', 'changed'].flatMap((when) => pixelColumns.map((name) => `${when}_${name}`))
      : []),
    ...(records.some(({ kind }) => kind === 'pixel-votes') ? pixelColumns.map((name) => `ensemble_${name}`) : []),
  ];
  const lines = records.map((record) => {
    const name = names.get(record.cell);
    const values: Record<string, CsvValue> = {
      cell: record.cell,
      model: name?.model ?? '',
      attack: name?.attack ?? '',
      kind: record.kind,
      sample: record.sample,
      row: record.row,
      group: record.group,
      ...(record.kind === 'pixels' || record.kind === 'pixel-votes' ? {} : cleanValues(record, dataset)),
      ...attackValues(record, modalities, name?.integration),
    };
    return header.map((column) => csvField(column in values ? values[column] : null)).join(',');
  });
  return [header.map(csvField).join(','), ...lines].join('\r\n') + '\r\n';
}
