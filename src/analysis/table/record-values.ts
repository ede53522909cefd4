import type { Ray, VoteChoice } from '../../shared/certificates/certificate';
import type { Integration } from '../../shared/training/integration';
import type {
  EditRecord,
  PerturbationRecord,
  PixelCounts,
  RemovalRecord,
  SampleRecord,
  Slopes,
} from '../../shared/records/record';
import { legacyShare, pooledShare } from '../measures/removed';
import { changedValues, fusionValues, type AnsweredData } from './answer-values';
import { leadsValues, votesValues, type RadiusAlong } from './certificate-values';
import type { TableRow } from './column';

/** What the values of a record follow from besides the record. */
export interface Reading {
  readonly data: AnsweredData;
  /** Of the data set. */
  readonly modalities: readonly string[];
  /** Of the model, where its logits are sums over its inputs. */
  readonly integration?: Integration | undefined;
  /** Of a cell that votes, how they are read, and the rays that radii are told of; null of others. */
  readonly voted: { readonly choice: VoteChoice; readonly rays: readonly Ray[]; readonly radius: RadiusAlong } | null;
}

/** Of an attack on values or on words. @param flips of each draw of its control */
function triedValues(
  { attacked, claimed, outcome, queries, controls }: PerturbationRecord | EditRecord,
  flips: readonly boolean[] | undefined,
): TableRow {
  return {
    attacked,
    claimed,
    success: outcome?.success ?? null,
    queries_forward: queries.forward,
    queries_gradient: queries.gradient,
    control_largest_logit_change: controls?.zeroBudget ?? null,
    control_random_flips: flips?.filter(Boolean).length ?? null,
    control_random_draws: flips?.length ?? null,
  };
}

/** What became of the fused embedding. */
function movedValues({ displacement }: Pick<NonNullable<RemovalRecord['found']>, 'displacement'>): TableRow {
  return { cosine_distance: displacement?.cosineDistance ?? null, argmax_moved: displacement?.argmaxMoved ?? null };
}

function slopesValues(slopes: Slopes | undefined): TableRow {
  if (slopes === undefined) return {};
  return {
    gradients_zero: slopes.zero,
    gradients_not_finite: slopes.notFinite,
    gradient_smallest: slopes.range?.[0] ?? null,
    gradient_largest: slopes.range?.[1] ?? null,
  };
}

function sourceValues(source: { readonly forward: number; readonly gradient: number } | undefined): TableRow {
  if (source === undefined) return {};
  return { queries_source_forward: source.forward, queries_source_gradient: source.gradient };
}

/** Of models that answer for every pixel, a number for each class. */
export const pixelColumns = ['true_positives', 'false_positives', 'false_negatives'] as const;

function pixelValues(when: string, counts: PixelCounts | null): TableRow {
  if (counts === null) return {};
  const { truePositives, falsePositives, falseNegatives } = counts;
  const lists = [truePositives, falsePositives, falseNegatives];
  return Object.fromEntries(pixelColumns.map((name, index) => [`${when}_${name}`, lists[index]]));
}

/** By modality, under a name with that ending. */
function each(ending: string, values: Readonly<Record<string, number>>): TableRow {
  return Object.fromEntries(Object.entries(values).map(([id, value]) => [`${id}_${ending}`, value]));
}

/** Of what was done to the sample, by column. */
export function attackValues(record: SampleRecord, reading: Reading): TableRow {
  const { data, modalities } = reading;
  switch (record.kind) {
    case 'clean':
      return {
        control_asked_again: record.again ?? null,
        ...each('encoding_slope', record.encodingSlopes ?? {}),
        ...fusionValues(record),
      };
    case 'degraded':
      return { ...changedValues(data, record.label, record.degraded), ...fusionValues(record) };
    case 'removal':
      return removalValues(record, reading);
    case 'edit': {
      const { outcome, controls } = record;
      return {
        ...triedValues(record, controls?.randomEdits),
        ...(outcome === null
          ? {}
          : {
              ...changedValues(data, record.label, outcome.attacked),
              ...movedValues(outcome),
              ...fusionValues(outcome),
              edits: outcome.edits,
              edited_words: { structure: outcome.words },
              label_kept: outcome.labelKept,
            }),
      };
    }
    case 'perturbation': {
      const { outcome, controls, queries } = record;
      return {
        ...triedValues(record, controls?.randomNoise),
        ...each('passes', queries.encoded),
        ...sourceValues(queries.source),
        control_asked_again: controls?.again ?? null,
        ...(outcome === null
          ? {}
          : {
              ...changedValues(data, record.label, outcome.attacked),
              ...movedValues(outcome),
              ...fusionValues(outcome),
              ...slopesValues(outcome.slopes),
              start: outcome.start ?? null,
              member: outcome.member ?? null,
              loss_before: outcome.loss[0],
              loss_after: outcome.loss[1],
              ...Object.fromEntries(modalities.map((id) => [`${id}_norm`, outcome.norms[id] ?? 0])),
            }),
      };
    }
    case 'certificate':
      return votesValues(record, data, reading.voted);
    case 'leads':
      return leadsValues(record, reading.integration);
    case 'pixel-votes':
      return {
        ...pixelValues('ensemble', record.ensemble),
        pixel_votes: { structure: record.votes },
        unasked: record.unasked ?? 0,
        pools: { structure: record.pools },
      };
    case 'pixels': {
      const { untouched, changed, loss, attack, again } = record;
      return {
        ...pixelValues('untouched', untouched),
        ...pixelValues('changed', changed),
        loss_before: loss[0],
        loss_after: loss[1],
        queries_forward: attack?.queries.forward ?? null,
        queries_gradient: attack?.queries.gradient ?? null,
        ...sourceValues(attack?.queries.source),
        ...slopesValues(attack?.slopes),
        control_largest_logit_change: attack?.zeroBudget ?? null,
        control_asked_again: attack?.again ?? again?.change ?? null,
        ...Object.fromEntries(modalities.map((id) => [`${id}_norm`, attack?.norms[id] ?? null])),
      };
    }
    default:
      return record satisfies never;
  }
}

function removalValues(record: RemovalRecord, { data, modalities }: Reading): TableRow {
  const { found, controls, queries } = record;
  return {
    attacked: record.attacked,
    claimed: record.claimed,
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
    whole_modality: { structure: record.wholeModality },
    control_largest_logit_change: controls?.noOp ?? null,
    control_random_flips: controls?.randomRemoval.filter(Boolean).length ?? null,
    control_random_draws: controls?.randomRemoval.length ?? null,
    control_random_search: controls === null ? null : { structure: controls.randomSearch },
    ...Object.fromEntries(modalities.map((id) => [`${id}_elements`, record.elements[id] ?? null])),
    ...(found === null
      ? {}
      : {
          ...changedValues(data, record.label, found.attacked),
          ...movedValues(found),
          removed_share: pooledShare(found.share.removed, record.elements),
          legacy_share: legacyShare(record),
          decidable: found.decidable,
          necessary: found.necessary.join(' '),
          regions: { structure: found.regions },
          fills: { structure: found.fills },
          ...Object.fromEntries(modalities.map((id) => [`${id}_removed`, found.share.removed[id] ?? 0])),
        }),
  };
}
