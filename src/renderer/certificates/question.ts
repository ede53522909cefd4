import { z } from 'zod';
import type { Sampled } from '../../analysis/certificates/mmcert/overlap';
import { decimal } from '../../analysis/format';
import { Tamper } from '../../shared/certificates/tamper';
import type { Vote } from '../../shared/certificates/vote-test';
import type { GivenVotes } from '../address/given-votes';
import { texts } from '../texts/catalogue';
import { typedNumber } from '../ui/typed-number';
import { numberOf, typed } from './typed';

const words = texts.certificates.problems;

/** The form as it was typed last. */
export const CertificateDraft = z.strictObject({
  attack: Tamper,
  modalities: z
    .array(z.strictObject({ name: z.string().max(60), elements: typed, drawn: typed, attacked: typed }))
    .min(1)
    .max(4),
  votes: z.string().max(2000),
  alpha: typed,
  ratio: typed,
  strict: z.boolean(),
});
export type CertificateDraft = z.infer<typeof CertificateDraft>;
export type DraftedModality = CertificateDraft['modalities'][number];

/** A picture of Caption match and its caption, and votes that certify something. */
export const firstDraft: CertificateDraft = {
  attack: 'modify',
  modalities: [
    { name: 'image', elements: 784, drawn: 40, attacked: 2 },
    { name: 'text', elements: 12, drawn: 3, attacked: 1 },
  ],
  votes: '980, 15, 5',
  alpha: 0.001,
  ratio: 1,
  strict: false,
};

/** The form of votes that another page gives; null where it has no room for them. */
export function draftOf({ pools, votes, alpha, strict, attack }: GivenVotes): CertificateDraft | null {
  const draft = CertificateDraft.safeParse({
    attack,
    modalities: pools.map((pool) => ({ ...pool, name: pool.name.slice(0, 60), attacked: 1 })),
    votes: votes.join(', '),
    alpha,
    ratio: 1,
    strict,
  });
  return draft.success ? draft.data : null;
}

/** What is asked of the certificate. */
export interface Question {
  readonly attack: Tamper;
  readonly names: readonly string[];
  readonly modalities: readonly Sampled[];
  readonly radius: readonly number[];
  /** The others are attacked in so many times the elements of the first. */
  readonly ratio: number;
  readonly vote: Vote;
}

/** Fields of the form; those of a modality with its place: `drawn 1`. */
export type Field = 'votes' | 'alpha' | 'ratio' | `${'elements' | 'drawn' | 'attacked'} ${number}`;

export interface Asked {
  /** Null where a field has a problem. */
  readonly question: Question | null;
  readonly problems: Readonly<Partial<Record<Field, string>>>;
}

/** More elements, votes and multiples than any use has: the certificate is computed while the form is open. */
export const most = { elements: 1_000_000, votes: 1_000_000, ratio: 1_000 };

/** What the form asks, or what is wrong at which field. */
export function asked(draft: CertificateDraft): Asked {
  const problems: Partial<Record<Field, string>> = {};
  const whole = (field: Field, value: number | string, least: number, largest: number): number => {
    const number = numberOf(value);
    const isThere = number !== null && Number.isInteger(number) && number >= least && number <= largest;
    if (!isThere) problems[field] = words.whole(decimal(least), decimal(largest));
    return isThere ? number : least;
  };
  const modalities = draft.modalities.map(({ elements, drawn }, place) => {
    const n = whole(`elements ${place}`, elements, 1, most.elements);
    return { n, k: whole(`drawn ${place}`, drawn, 1, `elements ${place}` in problems ? most.elements : n) };
  });
  const radius = draft.modalities.map(({ attacked }, place) => whole(`attacked ${place}`, attacked, 0, most.elements));
  const votes = draft.votes.split(/[\s,;]+/u).flatMap((part) => (part === '' ? [] : [typedNumber(part) ?? NaN]));
  const total = votes.reduce((sum, count) => sum + count, 0);
  if (votes.some((count) => !Number.isInteger(count) || count < 0)) problems.votes = words.votes;
  else if (votes.length < 2) problems.votes = words.classes;
  else if (total < 1 || total > most.votes) problems.votes = words.total(decimal(most.votes));
  const alpha = numberOf(draft.alpha);
  if (alpha === null || alpha <= 0 || alpha >= 1) problems.alpha = words.alpha;
  const ratio = numberOf(draft.ratio);
  if (ratio === null || ratio < 0 || ratio > most.ratio) problems.ratio = words.ratio(decimal(most.ratio));
  if (Object.keys(problems).length > 0 || alpha === null || ratio === null) return { question: null, problems };
  return {
    question: {
      attack: draft.attack,
      names: draft.modalities.map(({ name }, place) => (name.trim() === '' ? words.unnamed(place + 1) : name)),
      modalities,
      radius,
      ratio,
      vote: { votes, alpha, strict: draft.strict },
    },
    problems,
  };
}
