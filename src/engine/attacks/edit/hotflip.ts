/**
 * HotFlip on words (Ebrahimi et al., arXiv 1712.06751): to first order, putting the word v in the place of a word w with
 * the vector e_w raises the loss by (e_v − e_w) · ∂loss/∂e_w (their Eq. 3, for words Section 5). The substitutions that
 * promise most are put in and looked at; the best, or the best few, are carried on.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { HotflipChoice } from '../../../shared/attacks/attack';
import { LabError } from '../../../shared/errors';
import type { FusedModel, ModelVocabulary } from '../../models/fused-model';
import { FIRST_WORD } from '../../models/vocabulary';
import { permutation } from '../../random';
import { dispose, tidy } from '../../tensors';
import type { EditAttack, EditClaim, EditedText, EditProblem, Texts } from '../attack';
import { keyOf, placesIn, withWord, wordAt, type Place } from './texts';

/** A text on the way, with the places that have been edited. */
interface State extends EditedText {
  readonly edited: readonly Place[];
  readonly odds: number;
}

interface Substitution extends Place {
  readonly now: string;
  /** By which the log odds against the label rise, to first order. */
  readonly gain: number;
}

/** Numbers of a matrix of gains, at most: 64 MiB. */
const mostGains = 2 ** 24;

export const hotflip: EditAttack<HotflipChoice> = {
  count: (was, now) => (was === now ? 0 : 1),
  search: async (problem, choice) => {
    const claims: EditClaim[] = problem.texts.map((texts) => ({ texts, broken: false }));
    let beams = problem.texts.map((texts, sample): readonly State[] => [
      { sample, texts, edited: [], odds: -Infinity },
    ]);
    for (let step = 0; step < problem.limit; step += 1) {
      const offered = await offersOf(problem, beams.flat(), choice.candidates);
      const answers = await problem.ask(offered);
      const next = problem.texts.map((): State[] => []);
      const won = new Map<number, State>();
      offered.forEach((offer, index) => {
        const { odds, broken } = answers[index];
        const state = { ...offer, odds };
        next[offer.sample].push(state);
        const best = won.get(offer.sample);
        if (broken && (best === undefined || odds > best.odds)) won.set(offer.sample, state);
      });
      beams = next.map((states, sample) => {
        const best = [...states].sort((a, b) => b.odds - a.odds).slice(0, choice.beam);
        const winner = won.get(sample);
        if (winner !== undefined) {
          claims[sample] = { texts: winner.texts, broken: true };
          return [];
        }
        if (best.length > 0) claims[sample] = { texts: best[0].texts, broken: false };
        return best;
      });
      if (beams.every((states) => states.length === 0)) break;
    }
    return claims;
  },
  atRandom: ({ model, texts }, _choice, sample, edits, random) => {
    const places = placesIn(texts[sample]);
    return Array.from(permutation(places.length, random).slice(0, edits)).reduce((edited: Texts, at) => {
      const { words } = vocabularyOf(model, places[at].modality);
      const was = wordAt(edited, places[at]).toLowerCase();
      const others = words.slice(FIRST_WORD).filter((word) => word !== was);
      return others.length === 0 ? edited : withWord(edited, places[at], others[random.below(others.length)]);
    }, texts[sample]);
  },
};

/** The next texts to look at: of each state so many substitutions, every text once. */
async function offersOf(
  problem: EditProblem,
  states: readonly State[],
  candidates: number,
): Promise<readonly Omit<State, 'odds'>[]> {
  const seen = problem.texts.map(() => new Set<string>());
  const substitutions = await substitutionsOf(problem, states);
  return states.flatMap(({ sample, texts, edited }, index) =>
    substitutions[index]
      .filter((place) => !edited.some(({ modality, word }) => modality === place.modality && word === place.word))
      .sort((a, b) => b.gain - a.gain)
      .slice(0, candidates)
      .flatMap((place) => {
        const changed = withWord(texts, place, place.now);
        const key = keyOf(changed);
        if (seen[sample].has(key)) return [];
        seen[sample].add(key);
        return [{ sample, texts: changed, edited: [...edited, place] }];
      }),
  );
}

/** Per state, of every word the substitution that promises most; none of words that none promises to better. */
async function substitutionsOf(
  problem: EditProblem,
  states: readonly State[],
): Promise<readonly (readonly Substitution[])[]> {
  const { model, texts } = problem;
  const ids = Object.keys(texts[0] ?? {});
  const vocabularies = Object.fromEntries(ids.map((id) => [id, vocabularyOf(model, id)]));
  const perState = ids.reduce((most, id) => {
    const spec = model.modalities[id];
    return Math.max(most, spec.kind === 'text' ? spec.maxWords * vocabularies[id].words.length : 0);
  }, 1);
  const atOnce = Math.max(1, Math.min(problem.rowsAtOnce, Math.floor(mostGains / perState)));
  const all: (readonly Substitution[])[] = [];
  for (let start = 0; start < states.length; start += atOnce) {
    await problem.pause();
    const batch = states.slice(start, start + atOnce);
    const { embedded, gradients } = problem.gradientsAt(batch);
    try {
      const own = batch.map((): Substitution[] => []);
      for (const id of ids) {
        const { gains, words } = await bestWords(vocabularies[id], embedded[id], gradients[id]);
        const width = gains.length / batch.length;
        batch.forEach((state, row) => {
          state.texts[id].slice(0, width).forEach((was, word) => {
            const at = row * width + word;
            const now = vocabularies[id].words[words[at]];
            if (now === was.toLowerCase() || !(gains[at] > 0)) return;
            own[row].push({ modality: id, word, now, gain: gains[at] });
          });
        });
      }
      all.push(...own);
    } finally {
      dispose([embedded, gradients]);
    }
  }
  return all;
}

/** Per embedded word [B, T, D], flat: id and gain of the vocabulary's word that promises most. */
async function bestWords(
  { words, table }: ModelVocabulary,
  embedded: tf.Tensor,
  gradients: tf.Tensor,
): Promise<{ readonly gains: ArrayLike<number>; readonly words: ArrayLike<number> }> {
  const width = table.shape[1];
  const { gains, best } = tidy(() => {
    const slopes = tf.reshape<tf.Rank.R2>(gradients, [-1, width]);
    const here = tf.sum(tf.mul(slopes, tf.reshape(embedded, [-1, width])), 1, true);
    const real = tf.slice(table, [FIRST_WORD, 0], [words.length - FIRST_WORD, width]);
    const rise = tf.sub(tf.matMul(slopes, real, false, true), here);
    return { gains: tf.max<tf.Tensor1D>(rise, 1), best: tf.argMax<tf.Tensor1D>(rise, 1) };
  });
  try {
    const [risen, ids] = await Promise.all([gains.data<'float32'>(), best.data<'int32'>()]);
    return { gains: risen, words: Array.from(ids, (id) => id + FIRST_WORD) };
  } finally {
    dispose([gains, best]);
  }
}

function vocabularyOf(model: FusedModel, modality: string): ModelVocabulary {
  const vocabulary = model.vocabularyOf?.(modality) ?? null;
  if (vocabulary !== null && vocabulary.words.length > FIRST_WORD) return vocabulary;
  throw new LabError('unsupported', `The model has no vocabulary of ${modality}, which hotflip chooses words from.`, {
    where: `model ${model.id}`,
    remedy: 'Use "misspell", which needs scores only.',
  });
}
