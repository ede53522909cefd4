import { winnerOf } from '../../shared/answer';
import type { Integration } from '../../shared/integration';
import type {
  AnsweredRecord,
  EditRecord,
  LeadsRecord,
  PerturbationRecord,
  PixelCounts,
  RemovalRecord,
  SampleRecord,
} from '../../shared/record';
import { answerName, type Answered } from '../../shared/target';
import { radiiIn, sampleBounds, type LeadBound } from '../certificates/crmt/sample';
import { legacyShare, pooledShare } from '../measures/removed';
import type { CsvValue } from './field';

/** Of the answer to the untouched input. */
export function cleanValues({ label, value, clean }: AnsweredRecord, data: Answered): Record<string, CsvValue> {
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

/** Columns of the radii that follow from sums over the inputs. */
export function radiusColumns(which: string, modalities: readonly string[]): readonly string[] {
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

/** Of models that answer for every pixel, a number for each class. */
export const pixelColumns = ['true_positives', 'false_positives', 'false_negatives'] as const;

function pixelValues(when: string, counts: PixelCounts | null): Record<string, CsvValue> {
  if (counts === null) return {};
  const { truePositives, falsePositives, falseNegatives } = counts;
  const lists = [truePositives, falsePositives, falseNegatives];
  return Object.fromEntries(pixelColumns.map((name, index) => [`${when}_${name}`, lists[index].join(' ')]));
}

/** Of what was done to the sample, by column. @param modalities of the data set */
export function attackValues(
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
