import type { Ray } from '../../shared/certificates/certificate';
import { modalityFacts, type ModalityKind } from '../../shared/data/modality';
import type { SampleRecord } from '../../shared/records/record';
import { rayText } from '../certificates/mmcert/ray-text';
import { radiusColumns, rayColumn } from './certificate-values';
import type { Column, ColumnType } from './column';
import { pixelColumns } from './record-values';

/** What of runs says which columns the table of their records has. */
export interface TableShape {
  /** Modalities by id, and what kinds they are: in runs of several data sets one name may stand for two. */
  readonly modalities: ReadonlyMap<string, readonly ModalityKind[]>;
  readonly kinds: ReadonlySet<SampleRecord['kind']>;
  /** That certificates tell radii of, each once. */
  readonly rays: readonly Ray[];
}

type ByModality = (ending: string, type: ColumnType, meaning: string, unit: UnitOf) => readonly Column[];
/** A unit of every kind of modality, or one for all. */
type UnitOf = string | ((kind: ModalityKind) => string);

const elements: UnitOf = (kind) => `${modalityFacts[kind].element}s`;
const radius: UnitOf = (kind) => modalityFacts[kind].radius;

/** The columns of a table of records; each documented. Their order and names depend on nothing but the shape. */
export function recordColumns(shape: TableShape): readonly Column[] {
  const { modalities, kinds, rays } = shape;
  const each: ByModality = (ending, type, meaning, unit) =>
    [...modalities].map(([id, of]) =>
      column(
        `${id}_${ending}`,
        type,
        `${id}: ${meaning}`,
        typeof unit === 'string' ? unit : [...new Set(of.map(unit))].join(' or '),
      ),
    );
  const only = (some: readonly SampleRecord['kind'][], columns: () => readonly Column[]): readonly Column[] =>
    some.some((kind) => kinds.has(kind)) ? columns() : [];
  return [
    ...cellColumns,
    ...answerColumns,
    column('level', 'number', 'strength of the degradation of the cell; of a missing modality 1'),
    column('norm', 'text', 'norm that budgets and norms of the cell are in: linf, l2 or l1'),
    ...each('budget', 'number', 'radius that the attack may use, after sharing', radius),
    column('edits_allowed', 'whole', 'edits of the text that the attack may make', 'words or letters'),
    column('removed_share', 'number', 'removed elements of all modalities over all their elements', 'share, 0 to 1'),
    ...each('elements', 'whole', 'elements that the sample has', elements),
    ...each('removed', 'whole', 'elements that the found removal takes away', elements),
    column(
      'legacy_share',
      'number',
      'as the released code of the decoupling attack counts it, faultily',
      'share, 0 to 1',
    ),
    column('decidable', 'yes-no', 'the label could still be decided from what is left, where the data can tell'),
    column('edits', 'whole', 'edits that were made', 'words or letters'),
    column('edited_words', 'structure', 'words that were changed: modality, place from 0, as it was, as it is now'),
    column('label_kept', 'yes-no', 'no word was changed that decides the label, where the data can tell'),
    column('necessary', 'text', 'modalities whose restoration alone undoes the flip, blanks between'),
    column('regions', 'structure', 'what was removed, as regions of the untouched sample'),
    column('fills', 'structure', 'whether the same removal flips the answer under each other fill'),
    column('whole_modality', 'structure', 'whether removing the whole of a modality flips the answer'),
    ...each('norm', 'number', 'measured norm of the change', radius),
    column('loss_before', 'number', 'loss of the untouched sample', 'nats; of a value, tolerances'),
    column('loss_after', 'number', 'loss of the attacked sample', 'nats; of a value, tolerances'),
    column('cosine_distance', 'number', '1 − cos of the fused embedding before and after'),
    column('argmax_moved', 'yes-no', 'whether the largest value of the fused embedding is another'),
    ...effortColumns,
    ...each('rows_encoded', 'whole', 'rows that the encoder was run for', 'rows'),
    ...each('whole_rows_encoded', 'number', 'whole rows that take as much computing', 'rows'),
    ...each('passes', 'whole', 'passes of the encoder', 'passes'),
    ...controlColumns,
    ...each('encoding_slope', 'number', 'l2 norm of the gradient of the loss at its encoding', 'nats'),
    ...each('weight', 'number', 'what it counted for, where the fusion weighs anew for every sample', ''),
    ...each('own_loss', 'number', 'cross-entropy of its own answer, where it has one', 'nats'),
    ...fusionColumns,
    column('clean_logits', 'numbers', 'logits of the untouched sample, by class'),
    column('attacked_logits', 'numbers', 'logits of the changed sample, by class'),
    ...only(['certificate', 'pixel-votes'], () => [
      ...only(['certificate'], () => [column('votes', 'numbers', 'draws that say each class', 'draws')]),
      ...only(['pixel-votes'], () => [
        column(
          'pixel_votes',
          'structure',
          'by true class: how many draws say it, and of how many pixels',
          'draws, pixels',
        ),
      ]),
      column('unasked', 'whole', 'draws that were left, when nothing could be certified any more', 'draws'),
      column('pools', 'structure', 'what is drawn from: modalities, elements n, drawn of them k'),
      ...rays.map((ray) =>
        column(
          rayColumn(ray),
          'whole',
          `elements of ${rayText(ray)} that may be tampered with and the ensemble keeps its answer; null where it abstains`,
          'elements',
        ),
      ),
    ]),
    ...only(['leads'], () => [
      ...each('logit_parts', 'numbers', 'what it adds to each logit, by class', ''),
      column('proof', 'structure', 'by modality: bound, rounding and growth that proven radii follow from'),
      ...['proven', 'estimated'].flatMap((which) =>
        radiusColumns(which, [...modalities.keys()]).map((name) =>
          column(
            name,
            'number',
            `${which} radius within which the answer is kept; infinity: no change alters it`,
            'l2',
          ),
        ),
      ),
    ]),
    ...only(['pixels'], () => ['untouched', 'changed'].flatMap(countsColumns)),
    ...only(['pixel-votes'], () => countsColumns('ensemble')),
  ];
}

function column(name: string, type: ColumnType, meaning: string, unit = ''): Column {
  return { name, type, unit, meaning };
}

function countsColumns(when: string): readonly Column[] {
  const words = { untouched: 'of the untouched sample', changed: 'of the changed sample', ensemble: 'of the ensemble' };
  return pixelColumns.map((name) =>
    column(
      `${when}_${name}`,
      'numbers',
      `${name.replace('_', ' ')} ${words[when as keyof typeof words]}, by class`,
      'pixels',
    ),
  );
}

const cellColumns = [
  column('run', 'text', 'id of the run'),
  column('study', 'text', 'name of its plan'),
  column(
    'cell',
    'text',
    'id of the cell: a model under one attack at one budget, a degradation, a certificate, or clean',
  ),
  column('model', 'text', 'name of the model, with its seed'),
  column('model_id', 'text', 'hash that names the trained model'),
  column('attack', 'text', 'what was done, with its budget; none in a clean cell'),
  column('attack_version', 'whole', 'version of its implementation'),
  column('attack_seed', 'whole', 'seed of its random draws'),
  column('kind', 'text', 'clean, degraded, removal, perturbation, edit, certificate, leads, pixels or pixel-votes'),
  column('sample', 'text', 'id of the sample in its data set'),
  column('row', 'whole', 'its row there, from 0'),
  column('group', 'text', 'unit that intervals cluster by'),
];

const answerColumns = [
  column('label', 'whole', 'right answer: place of the class from 0; of a set of labels a bit for each'),
  column('label_name', 'text', 'the same in words'),
  column('value', 'number', 'right value, where the data ask for one', 'unit of the data'),
  column('clean_predicted', 'whole', 'answer to the untouched sample, as label'),
  column('clean_answer', 'text', 'the same in words'),
  column('clean_correct', 'yes-no', 'whether it is the label'),
  column('clean_margin', 'number', 'logit of the label less the largest other one', 'logits'),
  column('correct', 'yes-no', 'answered correctly under what was done: its mean is the accuracy of the cell'),
  column('attacked', 'yes-no', 'whether the sample was attacked: what is answered wrongly already is not'),
  column('claimed', 'yes-no', 'what the attack says of its success, before the lab asked again'),
  column('success', 'yes-no', 'whether the attack succeeded, asked again by the lab'),
  column('attacked_predicted', 'whole', 'answer to the changed sample; of a certificate, of most draws'),
  column('attacked_answer', 'text', 'the same in words'),
  column('attacked_margin', 'number', 'logit of the label less the largest other one, changed', 'logits'),
];

const effortColumns = [
  column('candidates', 'whole', 'parts that the search combined', 'parts'),
  column('queries_search', 'whole', 'questions to find parts, as a sequential search counts them', 'queries'),
  column('queries_combination', 'whole', 'questions to combine them', 'queries'),
  column('queries_allowed', 'whole', 'most of both together', 'queries'),
  column('rows_evaluated', 'whole', 'rows really computed', 'rows'),
  column('queries_forward', 'whole', 'answers asked of the model', 'passes'),
  column('queries_gradient', 'whole', 'gradients taken', 'passes'),
  column('queries_source_forward', 'whole', 'answers asked of the model that the attack was made on', 'passes'),
  column('queries_source_gradient', 'whole', 'gradients taken of that model', 'passes'),
  column('start', 'text', 'where an attack by answers alone began: noise, other-class or none'),
  column('member', 'text', 'which of several attacks broke the sample'),
  column('gradients_zero', 'whole', 'gradients that were zero', 'gradients'),
  column('gradients_not_finite', 'whole', 'gradients with a number that is not finite', 'gradients'),
  column('gradient_smallest', 'number', 'smallest l2 norm of the others'),
  column('gradient_largest', 'number', 'largest l2 norm of the others'),
];

const controlColumns = [
  column('control_largest_logit_change', 'number', 'largest change of a logit where nothing was changed', 'logits'),
  column('control_asked_again', 'number', 'largest change of a logit asked a second time', 'logits'),
  column('control_random_flips', 'whole', 'random changes of equal size that flip the answer', 'draws'),
  column('control_random_draws', 'whole', 'random changes that were tried', 'draws'),
  column('control_random_search', 'structure', 'by draw: what the smallest flip of as many random queries removes'),
  column('halvings', 'whole', 'times that memory ran out and fewer samples were computed together', 'times'),
];

const fusionColumns = [
  column('aligned', 'structure', 'cosine of the encodings of two modalities'),
  column('settled_steps', 'whole', 'steps of a fusion that iterates', 'steps'),
  column('settled_residual', 'number', 'its residual at the last step'),
  column('settled_solved', 'yes-no', 'whether it came to rest'),
];
