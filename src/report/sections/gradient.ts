import { decimal } from '../../analysis/format';
import { amount, attackedWords, points, share } from '../cell-text';
import { cells, left, right, type Row, type Section } from '../document';
import { budgetSurfaces } from './budget-surface';
import { perturbationsUnder, type Context } from './context';

export function gradientSection(context: Context): Section | null {
  const settings = context.settings.filter(({ kind }) => kind === 'perturbation');
  const rows = settings.flatMap((setting): Row[] => {
    const measured = perturbationsUnder(context, setting);
    if (measured.length === 0) return [];
    const latent = setting.latent.length > 0 ? ` (${setting.latent.join(', ')}: latent)` : '';
    return [
      { kind: 'group', title: `${setting.title}${latent}` },
      ...measured.map(({ model, measures }) =>
        cells(
          model.title,
          share(measures.successRate),
          share(measures.robustAccuracy),
          share(measures.controls.randomNoise.successRate),
          points(measures.controls.randomNoise.difference),
          amount(measures.lossRise),
          amount(measures.displacement?.cosineDistance),
          share(measures.displacement?.argmaxMoved),
          `${decimal(measures.queries.forward.value)} + ${decimal(measures.queries.gradient.value)}`,
          amount(measures.queries.saved),
        ),
      ),
    ];
  });
  if (rows.length === 0) return null;
  return {
    id: 'gradient',
    title: 'Small changes along the gradient',
    blocks: [
      {
        kind: 'table',
        caption: 'Gradient attacks and their control',
        columns: [
          left('model'),
          right('attack success'),
          right('accuracy under attack'),
          right('random noise'),
          right('attack − noise (points)'),
          right('rise of the loss'),
          right('shift of z'),
          right('arg max z moved'),
          right('runs + gradients'),
          right('gradients saved'),
        ],
        rows,
        note: `Success, noise, loss and z are over the samples attacked (${attackedWords(context.models)}), accuracy over all ${String(context.input.analysis.data.n)}. Random noise is as large as the attack may be, before pixels are clipped to their range. Loss: cross-entropy, in nats. z is the fused embedding; its shift is 1 − cos(z, z′). Runs and gradients of the model are means per sample; saved are those that a sample was spared by being broken before the last step. Budgets on pixels are in units of the value range 0 to 1; latent budgets are in each model’s own embedding space and rank no models.`,
      },
      ...budgetSurfaces(context),
    ],
  };
}
