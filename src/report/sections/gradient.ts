import { optionalSections } from '../../shared/reports/report-sections';
import { lossWords } from '../../shared/data/target';
import { decimal } from '../../analysis/format';
import { amount, attackedWords, markedCell, noteWithMarks, points, share } from '../cell-text';
import { cells, left, right, type Row, type Section, type Table } from '../document';
import { glossary } from '../glossary';
import { budgetSurfaces } from './budget-surface';
import { perturbationsUnder, type Context } from './context';
import { slopeTables } from './slopes';
import { tableByAttack } from './table-by-attack';
import { transferTables } from './transfer';

export function gradientSection(context: Context): Section | null {
  const success = tableByAttack(
    context,
    {
      caption: 'Attacks by small changes and their control',
      columns: [
        right('attack success'),
        right('robust accuracy'),
        right('random noise'),
        right('attack − noise (points)'),
      ],
      note: `Success and noise are over the samples attacked (${attackedWords(context.models)}), accuracy over all ${String(context.input.analysis.data.n)}. Random noise is as large as the attack may be, before values are clipped to their range. Budgets are in units of the value range 0 to 1; latent budgets are in each model’s own embedding space and rank no models.`,
    },
    perturbationsUnder,
    ({ successRate, robustAccuracy, controls: { randomNoise } }) => [
      share(successRate),
      share(robustAccuracy),
      share(randomNoise.successRate),
      points(randomNoise.difference),
    ],
  );
  if (success.rows.length === 0) return null;
  const inside = tableByAttack(
    context,
    {
      caption: 'What they do inside the model, and what they cost',
      columns: [
        right('rise of the loss'),
        right('shift of z'),
        right('arg max z moved'),
        right('runs + gradients'),
        right('gradients saved'),
      ],
      note: `Over the samples attacked. Loss: ${lossWords(context.input.analysis.data.target)}. z is the fused embedding; its shift is 1 − cos(z, z′). Runs and gradients of the model are means per sample; saved are those that a sample was spared by being broken before the last step.`,
    },
    perturbationsUnder,
    ({ lossRise, displacement, queries }) => [
      amount(lossRise),
      amount(displacement?.cosineDistance),
      share(displacement?.argmaxMoved),
      { text: `${decimal(queries.forward.value)} + ${decimal(queries.gradient.value)}` },
      amount(queries.saved),
    ],
  );
  const members = memberTable(context);
  return {
    id: 'gradient',
    title: optionalSections.gradient,
    terms: [glossary.successRate, glossary.robustAccuracy, glossary.epsilon],
    blocks: [
      success,
      ...transferTables(context),
      ...(members.rows.length === 0 ? [] : [members]),
      inside,
      ...slopeTables(context),
      ...budgetSurfaces(context),
    ],
  };
}

/** Which attack of an ensemble broke how many, in their turn. */
function memberTable(context: Context): Table {
  const rows = context.settings.flatMap((setting): Row[] =>
    perturbationsUnder(context, setting).flatMap(({ model, measures }): Row[] =>
      measures.members.length === 0
        ? []
        : [
            { kind: 'group', title: `${setting.title}, ${model.title}` },
            ...measures.members.map(({ title, broken }) =>
              cells(
                title,
                markedCell({ text: decimal(broken.n) }, measures),
                markedCell({ text: decimal(broken.hits) }, measures),
                markedCell(share(broken), measures),
              ),
            ),
          ],
    ),
  );
  return {
    kind: 'table',
    caption: 'Which attack of an ensemble broke how many',
    roomy: true,
    columns: [left('attack, in their turn'), right('came to it'), right('broken by it'), right('share broken')],
    rows,
    note: noteWithMarks(
      'Each works on the samples that those before it did not break: a late one with a small share may be strong alone. Attacks along gradients that a model does not have are left out.',
      context.models,
    ),
  };
}
