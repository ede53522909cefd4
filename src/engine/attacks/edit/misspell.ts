/**
 * Misspellings (Pruthi et al., arXiv 1905.11268) of the words that matter most, whose order is found as TextBugger does
 * without gradients (arXiv 1812.05271): by what the model says with each word unknown.
 */
import type { MisspellChoice } from '../../../shared/attacks/attack';
import { letterEdits } from '../../../shared/samples/edits';
import { MASK_WORD } from '../../modalities/modality';
import { permutation, randomFrom } from '../../random';
import type { EditAttack, EditClaim, EditedText, EditProblem, Texts } from '../attack';
import { misspelt, misspellingsOf } from './spelling';
import { keyOf, placesIn, withWord, wordAt, type Place } from './texts';

/** What is known of a sample on its way. */
interface Way {
  readonly sample: number;
  texts: Texts;
  odds: number;
  /** Most important first. */
  readonly order: readonly Place[];
  /** Index into `order` of the word whose turn it is. */
  turn: number;
  /** Did a word change since the first word's turn? Then words may be misspelt once more. */
  changed: boolean;
  broken: boolean;
  done: boolean;
}

/** What rounding may pass for a gain. */
const leastGain = 1e-6;

export const misspell: EditAttack<MisspellChoice> = {
  count: letterEdits,
  search: async (problem, choice) => {
    if (problem.limit === 0) return problem.texts.map((texts) => ({ texts, broken: false }));
    const ways = await opened(problem);
    for (;;) {
      const offers = ways.flatMap((way) => offersOf(problem, choice, way));
      if (offers.length === 0) break;
      const answers = await problem.ask(offers);
      for (const way of ways) {
        let best = -1;
        offers.forEach((offer, index) => {
          if (offer.sample !== way.sample) return;
          if (best === -1 || ranked(answers[index]) > ranked(answers[best])) best = index;
        });
        if (best === -1) continue;
        const { odds, broken } = answers[best];
        if (broken || odds > way.odds + leastGain) {
          way.texts = offers[best].texts;
          way.odds = odds;
          way.changed = true;
          way.broken = broken;
          way.done = broken;
        }
        way.turn += 1;
      }
    }
    return ways.map(({ texts, broken }): EditClaim => ({ texts, broken }));
  },
  atRandom: ({ texts }, { keepEnds }, sample, edits, random) => {
    const was = texts[sample];
    const places = placesIn(was);
    if (places.length === 0) return was;
    let now = was;
    let made = 0;
    // A second edit of a word may undo the first; a text of words too short to misspell has none.
    for (let look = 0; look < 50 * edits && made < edits; look += 1) {
      const place = places[random.below(places.length)];
      const word = misspelt(wordAt(now, place), keepEnds, random);
      if (word === null) continue;
      const next = withWord(now, place, word);
      const count = editsOf(was, next);
      if (count !== made + 1) continue;
      now = next;
      made = count;
    }
    return now;
  },
};

/** A broken answer before all others. */
function ranked({ odds, broken }: { readonly odds: number; readonly broken: boolean }): number {
  return broken ? Infinity : odds;
}

/** Words in the order of what the model says with each unknown. */
async function opened(problem: EditProblem): Promise<readonly Way[]> {
  const hidden = problem.texts.flatMap((texts, sample) =>
    placesIn(texts).map((place) => ({ sample, place, texts: withWord(texts, place, MASK_WORD) })),
  );
  const untouched = problem.texts.map((texts, sample): EditedText => ({ sample, texts }));
  const answers = await problem.ask([...untouched, ...hidden]);
  const importance = answers.slice(untouched.length);
  return problem.texts.map((texts, sample) => ({
    sample,
    texts,
    odds: answers[sample].odds,
    order: hidden
      .flatMap((asked, index) =>
        asked.sample === sample ? [{ place: asked.place, odds: importance[index].odds }] : [],
      )
      .sort((a, b) => b.odds - a.odds)
      .map(({ place }) => place),
    turn: 0,
    changed: false,
    broken: false,
    done: false,
  }));
}

/** Misspellings of the next word that has any within the budget; none once there is none left. */
function offersOf(problem: EditProblem, { tries, keepEnds }: MisspellChoice, way: Way): readonly EditedText[] {
  const { sample } = way;
  const was = problem.texts[sample];
  while (!way.done) {
    if (way.turn === way.order.length) {
      // Nothing changed while every word had its turn: nothing would, the next time.
      way.done = !way.changed;
      way.turn = 0;
      way.changed = false;
      continue;
    }
    const place = way.order[way.turn];
    const word = wordAt(way.texts, place);
    const random = randomFrom(problem.seed, problem.samples[sample].id, 'misspell', place.modality, place.word, word);
    const all = misspellingsOf(word, keepEnds, random);
    const drawn = Array.from(permutation(all.length, random).slice(0, tries), (at) =>
      withWord(way.texts, place, all[at]),
    );
    const within = drawn.filter((texts) => {
      const edits = editsOf(was, texts);
      return edits > 0 && edits <= problem.limit && keyOf(texts) !== keyOf(way.texts);
    });
    if (within.length > 0) return within.map((texts) => ({ sample, texts }));
    way.turn += 1;
  }
  return [];
}

function editsOf(was: Texts, now: Texts): number {
  return placesIn(was).reduce((sum, place) => sum + letterEdits(wordAt(was, place), wordAt(now, place)), 0);
}
