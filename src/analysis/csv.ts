import { answerName, type Answered } from '../shared/target';
import { winnerOf } from '../shared/answer';
import type { DatasetManifest } from '../shared/dataset';
import type { Integration } from '../shared/integration';
import type {
  AnsweredRecord,
  EditRecord,
  LeadsRecord,
  PerturbationRecord,
  PixelCounts,
  RemovalRecord,
  SampleRecord,
} from '../shared/record';
import { visibleText } from '../shared/visible-text';
import { radiiIn, sampleBounds, type LeadBound } from './certificates/crmt/sample';
import { legacyShare, pooledShare } from './measures/removed';

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

export type CsvValue = string | number | boolean | null;

function cleanValues({ label, value, clean }: AnsweredRecord, data: Answered): Record<string, CsvValue> {
  return {
    label,
    label_name: value ?? answerName(data, label),
    clean_predicted: clean.predicted,
    clean_correct: clean.predicted === label,
    clean_logits: clean.logits.join(' '),
  };
}

/** Of an attack on values or on words. @param flips of each draw of its control */
function triedValues(
  { attacked, outcome, queries, controls }: PerturbationRecord | EditRecord,
  flips: readonly boolean[] | undefined,
): Record<string, CsvValue> {
  return {
    attacked,
    success: outcome?.success ?? null,
    queries_forward: queries.forward,
    queries_gradient: queries.gradient,
    control_largest_logit_change: controls?.zeroBudget ?? null,
    control_random_flips: flips?.filter(Boolean).length ?? null,
    control_random_draws: flips?.length ?? null,
  };
}

/** What the model said of the attacked input, and what became of the fused embedding. */
function answeredValues({
  attacked,
  displacement,
}: Pick<NonNullable<RemovalRecord['found']>, 'attacked' | 'displacement'>): Record<string, CsvValue> {
  return {
    attacked_predicted: attacked.predicted,
    attacked_logits: attacked.logits.join(' '),
    cosine_distance: displacement?.cosineDistance ?? null,
    argmax_moved: displacement?.argmaxMoved ?? null,
  };
}

function radiusColumns(which: string, modalities: readonly string[]): readonly string[] {
  return [`radius_${which}`, ...modalities.map((id) => `${id}_radius_${which}`)];
}

function leadsValues(record: LeadsRecord, integration: Integration | undefined): Record<string, CsvValue> {
  const modalities = Object.keys(record.parts);
  const bounds = integration === undefined ? null : sampleBounds(record, integration, modalities);
  const radii = (which: string, bound: LeadBound | null): readonly (readonly [string, CsvValue])[] => {
    if (bound === null) return [];
    const { joint, alone } = radiiIn(bound);
    return [joint, ...alone].map(({ radius }, at) => [radiusColumns(which, modalities)[at], radius]);
  };
  return {
    proof: record.proof === null ? null : JSON.stringify(record.proof),
    ...Object.fromEntries([
      ...modalities.map((id) => [`${id}_logit_parts`, record.parts[id].join(' ')] as const),
      ...radii('proven', bounds?.proven ?? null),
      ...radii('estimated', bounds?.estimated ?? null),
    ]),
  };
}

const pixelColumns = ['true_positives', 'false_positives', 'false_negatives'] as const;

function pixelValues(when: string, counts: PixelCounts | null): Record<string, CsvValue> {
  if (counts === null) return {};
  const { truePositives, falsePositives, falseNegatives } = counts;
  const lists = [truePositives, falsePositives, falseNegatives];
  return Object.fromEntries(pixelColumns.map((name, index) => [`${when}_${name}`, lists[index].join(' ')]));
}

function attackValues(
  record: SampleRecord,
  modalities: readonly string[],
  integration: Integration | undefined,
): Record<string, CsvValue> {
  switch (record.kind) {
    case 'clean':
      return {};
    case 'degraded':
      return {
        attacked_predicted: record.degraded.predicted,
        attacked_logits: record.degraded.logits.join(' '),
      };
    case 'removal': {
      const { found, controls, queries } = record;
      return {
        attacked: record.attacked,
        success: record.attacked ? found !== null : null,
        candidates: record.candidates,
        queries_search: queries.search,
        queries_combination: queries.combination,
        queries_allowed: queries.allowed ?? null,
        rows_evaluated: queries.evaluated,
        ...Object.fromEntries(
          Object.entries(queries.encoded).flatMap(([id, { rows, wholeRows }]) => [
            [`${id}_rows_encoded`, rows],
            [`${id}_whole_rows_encoded`, wholeRows],
          ]),
        ),
        control_largest_logit_change: controls?.noOp ?? null,
        control_random_flips: controls?.randomRemoval.filter(Boolean).length ?? null,
        control_random_draws: controls?.randomRemoval.length ?? null,
        ...Object.fromEntries(modalities.map((id) => [`${id}_elements`, record.elements[id] ?? null])),
        ...(found === null
          ? {}
          : {
              ...answeredValues(found),
              removed_share: pooledShare(found.share.removed, record.elements),
              legacy_share: legacyShare(record),
              decidable: found.decidable,
              necessary: found.necessary.join(' '),
              regions: JSON.stringify(found.regions),
              ...Object.fromEntries(modalities.map((id) => [`${id}_removed`, found.share.removed[id] ?? 0])),
            }),
      };
    }
    case 'edit': {
      const { outcome, controls } = record;
      return {
        ...triedValues(record, controls?.randomEdits),
        ...(outcome === null
          ? {}
          : {
              ...answeredValues(outcome),
              edits: outcome.edits,
              edited_words: JSON.stringify(outcome.words),
              label_kept: outcome.labelKept,
            }),
      };
    }
    case 'perturbation': {
      const { outcome, controls } = record;
      return {
        ...triedValues(record, controls?.randomNoise),
        ...(outcome === null
          ? {}
          : {
              ...answeredValues(outcome),
              start: outcome.start ?? null,
              loss_before: outcome.loss[0],
              loss_after: outcome.loss[1],
              ...Object.fromEntries(modalities.map((id) => [`${id}_norm`, outcome.norms[id] ?? 0])),
            }),
      };
    }
    case 'certificate':
      return {
        attacked_predicted: winnerOf(record.votes),
        votes: record.votes.join(' '),
        unasked: record.unasked ?? 0,
        pools: JSON.stringify(record.pools),
      };
    case 'leads':
      return leadsValues(record, integration);
    case 'pixel-votes':
      return {
        ...pixelValues('ensemble', record.ensemble),
        votes: JSON.stringify(record.votes),
        unasked: record.unasked ?? 0,
        pools: JSON.stringify(record.pools),
      };
    case 'pixels': {
      const { untouched, changed, loss, attack } = record;
      return {
        ...pixelValues('untouched', untouched),
        ...pixelValues('changed', changed),
        loss_before: loss[0],
        loss_after: loss[1],
        queries_forward: attack?.queries.forward ?? null,
        queries_gradient: attack?.queries.gradient ?? null,
        control_largest_logit_change: attack?.zeroBudget ?? null,
        ...Object.fromEntries(modalities.map((id) => [`${id}_norm`, attack?.norms[id] ?? null])),
      };
    }
    default:
      return record satisfies never;
  }
}

/**
 * One field. Text has its control characters written out, an apostrophe before a leading `=`, `+`, `-`, `@` (also the
 * full-width forms), tab or carriage return, and quotes where it needs them.
 */
export function csvField(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const defused = /^\s*[=+\-@\t\r\uff0b\uff0d\uff1d\uff20]/u.test(value) && !isNumberList(value) ? `'${value}` : value;
  const shown = visibleText(defused);
  return /[",;\s]/u.test(shown) || shown !== value ? `"${shown.replaceAll('"', '""')}"` : shown;
}

/** Logits, which this file joins itself: numbers separated by blanks hold no formula. */
function isNumberList(value: string): boolean {
  return value.split(' ').every((part) => /^-?\d+(\.\d+)?(e[+-]?\d+)?$/u.test(part));
}
