import { attackedWords, share, points } from '../cell-text';
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
  for (const setting of settings.filter(({ kind }) => kind === 'removal')) {
    const found = removalsUnder(context, setting);
    const of = (model: (typeof models)[number]): (typeof found)[number]['measures'] | undefined =>
      found.find((entry) => entry.model === model)?.measures;
    rows.push(
      { kind: 'group', title: setting.title },
      row('attack success rate', (model) => share(of(model)?.successRate)),
      ...(context.input.analysis.data.oracle === null
        ? []
        : [row('… label still decidable: mistakes', (model) => share(of(model)?.decidableSuccessRate))]),
      row('accuracy under attack', (model) => share(of(model)?.robustAccuracy)),
      ...setting.modalities.map((id) =>
        row(`${id} removed, mean over successes`, (model) => share(of(model)?.byModality[id].meanOverSuccesses)),
      ),
      ...setting.modalities.map((id) =>
        row(`${id} removed, failures as all of it`, (model) => share(of(model)?.byModality[id].meanOverAll)),
      ),
      ...(setting.modalities.length > 1
        ? [row('successes that need several inputs', (model) => share(of(model)?.crossModalShare))]
        : []),
    );
  }
  const gradient = settings.filter(({ kind }) => kind === 'perturbation');
  if (gradient.length > 0) {
    rows.push(
      { kind: 'group', title: 'Small changes along the gradient: attack success rate' },
      ...gradient.map((setting) => {
        const found = perturbationsUnder(context, setting);
        return row(
          `${setting.title}${setting.latent.length > 0 ? ` (${setting.latent.join(', ')}: latent)` : ''}`,
          (model) => share(found.find((entry) => entry.model === model)?.measures.successRate),
        );
      }),
    );
  }
  const blocks: Block[] = [
    {
      kind: 'table',
      caption: 'Key numbers per model, with 95 % intervals',
      columns: [left('measure'), ...models.map(({ title }) => right(title))],
      rows,
      note: `Success rates are over the samples answered correctly before the attack (${attackedWords(models)}), accuracies over all ${String(context.input.analysis.data.n)}. Attack figures are upper bounds on robustness. Latent: changed inside the model, which no sender of text could do.`,
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
        ...context.input.analysis.data.modalities.map(({ id }) => right(`${id} that has to go`)),
      ],
      rows: overall,
      note: 'Shares that have to go are means with failures as all of it; a dash where the attack leaves the input alone.',
    });
  }
  return { id: 'numbers', title: 'Key numbers', blocks };
}

function seedRows({ input: { analysis }, settings }: Context): readonly Row[] {
  const modalities = analysis.data.modalities.map(({ id }) => id);
  return analysis.subjects
    .filter(({ models }) => models.length > 1)
    .flatMap(({ name, overall }) => [
      cells(name, 'none', '–', share(overall.accuracy), ...modalities.map(() => '–')),
      ...overall.attacks.map((attack) =>
        cells(
          name,
          settings.find(({ key }) => key === attack.attackKey)?.title ?? attack.attackKey,
          share(attack.successRate),
          share(attack.robustAccuracy),
          ...modalities.map((id) => share(id in attack.removed ? attack.removed[id] : null)),
        ),
      ),
    ]);
}
