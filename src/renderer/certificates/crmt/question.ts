import { z } from 'zod';
import { faultsOf, type Given } from '../../../analysis/certificates/crmt/given';
import { decimal } from '../../../analysis/format';
import { texts } from '../../texts/catalogue';
import { numberOf, typed } from '../typed';

const words = texts.certificates.scores.problems;

/** More than anybody types. */
export const most = { modalities: 4, classes: 12, amount: 1e9 };

const byClass = z.array(typed).min(2).max(most.classes);

/** The form as it was typed last. */
export const ScoresDraft = z
  .strictObject({
    modalities: z
      .array(
        z.strictObject({ name: z.string().max(60), scores: byClass, weights: byClass, slopes: byClass, size: typed }),
      )
      .min(1)
      .max(most.modalities),
    biases: byClass,
    label: z.int().min(0),
  })
  .refine(({ modalities, biases: { length }, label }) => {
    const rows = modalities.flatMap(({ scores, weights, slopes }) => [scores, weights, slopes]);
    return label < length && rows.every((row) => row.length === length);
  });
export type ScoresDraft = z.infer<typeof ScoresDraft>;
export type ScoresOfModality = ScoresDraft['modalities'][number];

/** A picture and its caption of three classes, of which the picture decides most. */
export const firstDraft: ScoresDraft = {
  modalities: [
    { name: 'image', scores: [4, 1, 0], weights: [0.5, 0.5, 0.5], slopes: [0.8, 0.9, 0.7], size: '' },
    { name: 'text', scores: [1, 0, 0], weights: [1, 1, 1], slopes: [0.2, 0.2, 0.3], size: '' },
  ],
  biases: [0, 0, 0],
  label: 0,
};

export type Row = 'scores' | 'weights' | 'slopes';
export const rows: readonly Row[] = ['scores', 'weights', 'slopes'];

/** Fields of the form, with the places of modality and class: `slopes 1 0`. */
export type Field = `${Row} ${number} ${number}` | `biases ${number}` | `size ${number}`;

export interface Asked {
  /** Null where a field has a problem. */
  readonly question: { readonly names: readonly string[]; readonly given: Given } | null;
  readonly problems: Readonly<Partial<Record<Field, string>>>;
}

/** What the form asks, or what is wrong at which field. */
export function asked({ modalities, biases, label }: ScoresDraft): Asked {
  const problems: Partial<Record<Field, string>> = {};
  const number = (field: Field, value: number | string): number => {
    const read = numberOf(value);
    if (read !== null && Math.abs(read) <= most.amount) return read;
    problems[field] = words.number(decimal(most.amount));
    return 0;
  };
  const read = (row: Row) => modalities.map((own, m) => own[row].map((value, k) => number(`${row} ${m} ${k}`, value)));
  const sizes = modalities.map(({ size }, m) => (size === '' ? 0 : number(`size ${m}`, size)));
  const given: Given = {
    scores: read('scores'),
    weights: read('weights'),
    slopes: read('slopes'),
    biases: biases.map((value, k) => number(`biases ${k}`, value)),
    label,
    sizes: modalities.every(({ size }) => size === '') ? null : sizes,
  };
  for (const fault of faultsOf(given)) {
    if (fault.kind === 'negative-slope') problems[`slopes ${fault.modality} ${fault.class}`] = words.negative;
    if (fault.kind === 'negative-size') problems[`size ${fault.modality}`] = words.negative;
    // The form has as many fields as it has classes: no other fault can be typed.
  }
  if (Object.keys(problems).length > 0) return { question: null, problems };
  const names = modalities.map(({ name }, m) => (name.trim() === '' ? words.unnamed(m + 1) : name));
  return { question: { names, given }, problems };
}

/** The same form for one class more; nothing is said of it yet, so it has zeros. */
export function withClass(draft: ScoresDraft): ScoresDraft {
  return everyRow(
    draft,
    (row) => [...row, 0],
    (row) => [...row, row[row.length - 1]],
  );
}

/** Without the last class. */
export function withoutClass(draft: ScoresDraft): ScoresDraft {
  const shorter = everyRow(draft, (row) => row.slice(0, -1));
  return { ...shorter, label: Math.min(draft.label, shorter.biases.length - 1) };
}

/** With an input of which nothing is said yet. */
export function withModality(draft: ScoresDraft): ScoresDraft {
  const each = (value: number): number[] => draft.biases.map(() => value);
  const added = { name: '', scores: each(0), weights: each(1), slopes: each(1), size: '' };
  return { ...draft, modalities: [...draft.modalities, added] };
}

type ChangeRow = (row: ScoresDraft['biases']) => ScoresDraft['biases'];

/** @param change of scores and biases; weights and slopes by `other` where it is given */
function everyRow(draft: ScoresDraft, change: ChangeRow, other: ChangeRow = change): ScoresDraft {
  return {
    ...draft,
    biases: change(draft.biases),
    modalities: draft.modalities.map((own) => ({
      ...own,
      scores: change(own.scores),
      weights: other(own.weights),
      slopes: other(own.slopes),
    })),
  };
}
