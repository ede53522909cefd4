import { share, points, amount } from '../cell-text';
import { cells, left, right, type Block, type Row, type Section, type TableCell } from '../document';
import { robustAccuracyChart } from '../charts/robust-accuracy';
import { removalsUnder, perturbationsUnder, type Context } from './context';

export function keyNumbersSection(context: Context): Section {
  const { models, settings } = context;
  const row = (title: string, value: (model: (typeof models)[number]) => TableCell): Row => ({
    kind: 'cells',
    cells: [{ text: title }, ...models.map(value)],
  });
  const rows: Row[] = [
    { kind: 'group', title: 'Without an attack' },
    row('clean accuracy', (model) => share(model.accuracy)),
    ...context.input.analysis.data.modalities.map(({ id }) =>
      row(`model that sees the ${id} alone`, ({ fusion }) =>
        share(fusion.unimodal.find(({ modality }) => modality === id)?.accuracy),
      ),
    ),
    row('gain of fusing over the best alone (points)', ({ fusion }) => points(fusion.gain)),
  ];
  for (const setting of settings) {
    if (setting.kind === 'removal') {
      const found = removalsUnder(context, setting);
      const of = (model: (typeof models)[number]): (typeof found)[number]['measures'] | undefined =>
        found.find((entry) => entry.model === model)?.measures;
      rows.push(
        { kind: 'group', title: setting.title },
        row('attack success rate', (model) => share(of(model)?.successRate)),
        ...(context.input.analysis.data.oracle === null
          ? []
          : [row('… label still decidable', (model) => share(of(model)?.decidableSuccessRate))]),
        row('accuracy under attack', (model) => share(of(model)?.robustAccuracy)),
        ...setting.modalities.flatMap((id) => [
          row(`${id} removed, mean over successes`, (model) => share(of(model)?.byModality[id].meanOverSuccesses)),
          row(`${id} removed, median over successes`, (model) => share(of(model)?.byModality[id].medianOverSuccesses)),
        ]),
        row('whole input removed, mean over successes', (model) => share(of(model)?.pooled.meanOverSuccesses)),
        row('whole input removed, failures as all', (model) => share(of(model)?.pooled.meanOverAll)),
        ...(setting.modalities.length > 1
          ? [row('successes that need several inputs', (model) => share(of(model)?.crossModalShare))]
          : []),
        row('queries asked per sample', (model) => amount(of(model)?.queries.logical)),
      );
    } else {
      const found = perturbationsUnder(context, setting);
      const of = (model: (typeof models)[number]): (typeof found)[number]['measures'] | undefined =>
        found.find((entry) => entry.model === model)?.measures;
      rows.push(
        {
          kind: 'group',
          title: setting.latent.length > 0 ? `${setting.title} (${setting.latent.join(', ')}: latent)` : setting.title,
        },
        row('attack success rate', (model) => share(of(model)?.successRate)),
        row('accuracy under attack', (model) => share(of(model)?.robustAccuracy)),
      );
    }
  }
  const blocks: Block[] = [
    {
      kind: 'table',
      caption: 'Key numbers per model, with 95 % intervals',
      columns: [left('measure'), ...models.map(({ title }) => right(title))],
      rows,
      note: `Success rates are over the ${[...new Set(models.map(({ title, removals, perturbations }) => `${String([...removals, ...perturbations].at(0)?.attacked ?? 0)} (${title})`))].join(', ')} samples answered correctly before the attack; accuracies over all ${String(context.input.analysis.data.n)}. Attack figures are upper bounds on robustness.`,
    },
  ];
  if (settings.length > 0) blocks.push(robustAccuracyChart('robust-accuracy', models, settings));
  const overall = seedRows(context);
  if (overall.length > 0) {
    blocks.push({
      kind: 'table',
      caption: 'Over training seeds: mean, with a bootstrap over seeds and samples',
      columns: [
        left('recipe'),
        left('attack'),
        right('attack success rate'),
        right('accuracy'),
        right('input that has to go'),
      ],
      rows: overall,
    });
  }
  return { id: 'numbers', title: 'Key numbers', blocks, newPage: true };
}

function seedRows({ input: { analysis }, settings }: Context): readonly Row[] {
  return analysis.subjects
    .filter(({ models }) => models.length > 1)
    .flatMap(({ name, overall }) => [
      cells(name, 'none', '–', share(overall.accuracy), '–'),
      ...overall.attacks.map((attack) =>
        cells(
          name,
          settings.find(({ key }) => key === attack.attackKey)?.title ?? attack.attackKey,
          share(attack.successRate),
          share(attack.robustAccuracy),
          share(attack.removedArea),
        ),
      ),
    ]);
}
