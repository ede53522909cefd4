/**
 * The rows of the table of all attacks: each with each of its settings, sets of modalities and norms, and the kinds of model
 * that it meets.
 */
import type { Norm } from '../../../src/shared/attacks/attack';
import { AttackChoice, factsOf, perturbs, type AttackName } from '../../../src/shared/attacks/attack';
import { cheapSettings as settings, normsOf } from './cheap-settings';
import { smallEncoders, smallFusions } from './random-model';

const sets = [['image'], ['text'], ['image', 'text']] as const;
/** Every kind of fusion, on vectors and on tokens by turns. */
export const kinds = Object.entries(smallFusions).map(
  ([name, fusion], at) =>
    [name, { encoders: at % 2 === 0 ? smallEncoders.cnn : smallEncoders.tokens, fusion }] as const,
);

/** Radii that break some samples, not all. */
const radii: Readonly<Record<Norm, Readonly<Record<string, number>>>> = {
  linf: { image: 0.06, text: 0.25 },
  l2: { image: 0.3, text: 0.6 },
  l1: { image: 2, text: 2 },
};

export interface Row {
  readonly title: string;
  readonly attack: AttackChoice;
}

export const names = Object.keys(settings) as AttackName[];
export const rows: readonly Row[] = names.flatMap((name) =>
  settings[name].flatMap((own) =>
    sets.flatMap((set): readonly Row[] => {
      if (factsOf({ name }).kind === 'edit' && set.join() !== 'text') return [];
      // Between models, embedded words mean nothing.
      if (name === 'transfer' && set.join() !== 'image') return [];
      const title = `${name} ${JSON.stringify(own)} on ${set.join(' + ')}`;
      const norms = normsOf(name);
      if (norms.length === 0) return [{ title, attack: AttackChoice.parse({ name, ...own, modalities: set }) }];
      return norms.flatMap((norm) => {
        const budget = Object.fromEntries(set.map((id) => [id, radii[norm][id]]));
        const choices = [{}, ...(norm === 'l2' && set.length > 1 ? [{ share: 'joint' }] : [])].map((share) =>
          AttackChoice.safeParse({ name, ...own, ...share, norm, budgets: [budget], randomNoises: 1 }),
        );
        return choices.flatMap(({ data: attack }) =>
          attack === undefined
            ? []
            : [
                {
                  title: `${title} in ${norm}${'share' in attack && attack.share === 'joint' ? ', one ball' : ''}`,
                  attack,
                },
              ],
        );
      });
    }),
  ),
);

/** A kind of model a row, and several where rows are few, by turns, so that every attack meets nearly every kind. */
export const byTurns = rows
  .flatMap((row) => (perturbs(row.attack) ? [row] : [row, row, row]))
  .map(({ title, attack }, at) => [title, ...kinds[at % kinds.length], attack] as const);
