import type { StudyPlan } from '../../shared/plan/plan';
import { isImported } from '../../shared/recipe/recipe';
import { optionalSections } from '../../shared/reports/report-sections';
import { failingRows } from '../../analysis/failing-rows';
import { countOf, decimal } from '../../analysis/format';
import { measureName } from '../../analysis/measure';
import { scoresNote, scoreText, scoreTitles } from '../../analysis/measures/target-scores';
import { voidNote } from '../../analysis/void-mark';
import { attackedWords, markedCell, share, points } from '../cell-text';
import { cells, left, right, type Block, type Row, type Section, type Table, type TableCell } from '../document';
import { glossary } from '../glossary';
import { robustAccuracyChart } from '../charts/robust-accuracy';
import { firstDrawn } from '../charts/style';
import { withVoidNote } from '../charts/void-note';
import { editsUnder, removalsUnder, perturbationsUnder, type Context } from './context';
import { liabilityRows } from './liability-rows';
import { rightAnswersTables } from './right-answers';
import { sideBySide } from './side-by-side';

export function keyNumbersSection(context: Context): Section {
  const { models, settings } = context;
  const tables = sideBySide(models).map((shown) => keyTable(context, shown));
  const { drawn, note } = firstDrawn(models);
  const evaluated = settings.filter(
    (setting) =>
      removalsUnder(context, setting).length > 0 ||
      perturbationsUnder(context, setting).length > 0 ||
      editsUnder(context, setting).length > 0,
  );
  const chart = withVoidNote(robustAccuracyChart('robust-accuracy', drawn, evaluated), drawn);
  const overall = seedRows(context);
  const blocks: Block[] = [
    ...rightAnswersTables(context),
    ...tables,
    ...scoreTables(context),
    ...(context.input.records.length === 0 || settings.length === 0
      ? []
      : [{ ...chart, caption: `${chart.caption}${note}` }]),
    ...(overall.length === 0 ? [] : [seedTable(context, overall)]),
  ];
  const terms = [
    glossary.accuracy,
    glossary.interval,
    ...(settings.length === 0 ? [] : [glossary.successRate, glossary.robustAccuracy]),
    ...(settings.some(({ kind, modalities }) => kind === 'removal' && modalities.length > 1)
      ? [glossary.crossModal]
      : []),
    ...(liabilityRows(context, (title) => ({ kind: 'group', title })).length > 0 ? [glossary.singleSourceGap] : []),
  ];
  return { id: 'numbers', title: optionalSections.numbers, terms, blocks };
}

/** What is measured beside right and wrong where the data ask for a set of labels or for a value; else nothing. */
function scoreTables({ models, input: { dataset } }: Context): readonly Table[] {
  return sideBySide(models).flatMap((shown): readonly Table[] => {
    const all = shown.flatMap(({ scores }) => scores ?? []);
    const titles = [...new Set(all.map(({ title }) => title))];
    const names = [...new Set(all.flatMap(({ scores }) => scores.map(({ name }) => name)))];
    if (names.length === 0) return [];
    return [
      {
        kind: 'table',
        caption: 'Beside right and wrong',
        columns: [left(''), ...shown.map(({ title }) => right(title))],
        rows: names.flatMap((name): readonly Row[] => [
          { kind: 'group', title: scoreTitles[name] },
          ...titles.map((title) =>
            cells(
              title,
              ...shown.map(({ scores }): TableCell => {
                const score = scores?.find((own) => own.title === title)?.scores.find((own) => own.name === name);
                return { text: score === undefined ? '–' : scoreText(score, dataset) };
              }),
            ),
          ),
        ]),
        note: scoresNote(dataset),
      },
    ];
  });
}

function keyTable(context: Context, models: Context['models']): Table {
  const { settings } = context;
  const row = (title: string, value: (model: (typeof models)[number]) => TableCell): Row => ({
    kind: 'cells',
    cells: [{ text: title }, ...models.map(value)],
  });
  const rows: Row[] = [
    { kind: 'group', title: 'Without an attack' },
    row(measureName({ kind: 'accuracy' }), (model) => share(model.accuracy)),
    ...aloneRows(context, row),
  ];
  // Of all models, so that the tables of a run with many have the same rows.
  const failing = failingRows(context.models, context.input.analysis.degradations);
  if (failing.length > 0) {
    rows.push(
      { kind: 'group', title: 'Accuracy with failing inputs' },
      ...failing.map(({ name, unit, of }) => row(name, (model) => shownAs[unit](of(model)))),
    );
  }
  for (const setting of settings.filter(({ kind }) => kind === 'removal')) {
    const found = removalsUnder(context, setting).filter(({ model }) => models.includes(model));
    if (found.length === 0) {
      rows.push({ kind: 'group', title: `${setting.title}: not evaluated yet` });
      continue;
    }
    const of = (model: (typeof models)[number]): (typeof found)[number]['measures'] | undefined =>
      found.find((entry) => entry.model === model)?.measures;
    rows.push(
      { kind: 'group', title: setting.title },
      row('right answers attacked / changed', (model) => ({
        text: `${decimal(of(model)?.attacked ?? null)} / ${decimal(of(model)?.successRate.hits ?? null)}`,
      })),
      row(measureName({ kind: 'success-rate' }), (model) => markedCell(share(of(model)?.successRate), of(model))),
      ...(context.input.analysis.data.oracle === null
        ? []
        : [
            row(measureName({ kind: 'mistake-rate' }), (model) =>
              markedCell(share(of(model)?.decidableSuccessRate), of(model)),
            ),
          ]),
      row(measureName({ kind: 'robust-accuracy' }), (model) => markedCell(share(of(model)?.robustAccuracy), of(model))),
      ...setting.modalities.map((id) =>
        row(measureName({ kind: 'removed-where-broken', modality: id }), (model) =>
          markedCell(share(of(model)?.byModality[id].meanOverSuccesses), of(model)),
        ),
      ),
      ...setting.modalities.map((id) =>
        row(measureName({ kind: 'removed', modality: id }), (model) =>
          markedCell(share(of(model)?.byModality[id].meanOverAll), of(model)),
        ),
      ),
      ...(setting.modalities.length > 1
        ? [
            row(measureName({ kind: 'several-needed' }), (model) =>
              markedCell(share(of(model)?.crossModalShare), of(model)),
            ),
          ]
        : []),
    );
  }
  if (
    settings.filter(({ kind }) => kind === 'removal').length > 1 &&
    models.some(({ mistakes }) => mistakes !== null)
  ) {
    rows.push(
      { kind: 'group', title: 'All removal attacks together' },
      row('right answers changed by mistake, at least', ({ mistakes }) =>
        markedCell(share(mistakes?.rate), mistakes ?? undefined),
      ),
    );
  }
  const edited = settings.filter((setting) => editsUnder(context, setting).length > 0);
  if (edited.length > 0) {
    rows.push(
      { kind: 'group', title: 'Changed words: attack success rate' },
      ...edited.map((setting) => {
        const found = editsUnder(context, setting);
        return row(setting.title, (model) => {
          const measures = found.find((entry) => entry.model === model)?.measures;
          return markedCell(share(measures?.successRate), measures);
        });
      }),
    );
  }
  const gradient = settings.filter((setting) => perturbationsUnder(context, setting).length > 0);
  if (gradient.length > 0) {
    rows.push(
      { kind: 'group', title: 'Small changes of all values: attack success rate' },
      ...gradient.map((setting) => {
        const found = perturbationsUnder(context, setting);
        return row(
          `${setting.title}${setting.latent.length > 0 ? ` (${setting.latent.join(', ')}: latent)` : ''}`,
          (model) => {
            const measures = found.find((entry) => entry.model === model)?.measures;
            return markedCell(share(measures?.successRate), measures);
          },
        );
      }),
    );
  }
  rows.push(...liabilityRows(context, row));
  const worst = [...new Set(models.flatMap(({ worstCases }) => worstCases.map(({ title }) => title)))];
  if (worst.length > 0) {
    rows.push(
      { kind: 'group', title: 'Per sample the worst of the attacks at one budget: attack success rate' },
      ...worst.map((title) =>
        row(title, ({ worstCases }) => {
          const own = worstCases.find((each) => each.title === title);
          return markedCell(share(own?.successRate), own);
        }),
      ),
    );
  }
  return {
    kind: 'table',
    caption: 'Key numbers per model, with 95 % intervals',
    columns: [left('measure'), ...models.map(({ title }) => right(title))],
    rows,
    note: noteOf(context, models),
  };
}

/** Models of one input alone, where the study trains some; beside a model that was made elsewhere it does not. */
function aloneRows({ input }: Context, row: (title: string, value: CellOf) => Row): readonly Row[] {
  const { plan, expansion } = input.run;
  const elsewhere = namesElsewhere(plan);
  const cell =
    (value: CellOf): CellOf =>
    (model) =>
      elsewhere.includes(model.subject) && model.fusion.unimodal.length === 0 ? { text: noneTrained } : value(model);
  const own = input.analysis.data.modalities.filter(({ id }) =>
    expansion.cells.some((one) => one.kind === 'model' && one.role === 'baseline' && one.modality === id),
  );
  if (own.length === 0 && elsewhere.length === plan.subjects.length) return [];
  return [
    ...(elsewhere.length === 0 ? input.analysis.data.modalities : own).map(({ id }) =>
      row(
        measureName({ kind: 'accuracy-alone', modality: id }),
        cell(({ fusion }) => share(fusion.unimodal.find(({ modality }) => modality === id)?.accuracy)),
      ),
    ),
    row(
      measureName({ kind: 'fusion-gain' }),
      cell(({ fusion }) => points(fusion.gain)),
    ),
  ];
}

type CellOf = (model: Context['models'][number]) => TableCell;

const noneTrained = 'none trained';

function namesElsewhere({ subjects }: StudyPlan): readonly string[] {
  return subjects.flatMap(({ name, recipe }) => (isImported(recipe) ? [name] : []));
}

const shownAs = { share, points } as const;

function noteOf({ settings, input }: Context, models: Context['models']): string {
  const samples = countOf(input.analysis.data.n, 'sample');
  const mark = voidNote(models);
  const ofElsewhere =
    namesElsewhere(input.run.plan).length === 0
      ? []
      : ['Beside a model that was made elsewhere no model of one input alone is trained.'];
  const ofVoid = mark === '' ? [] : [mark];
  const isCompared = failingRows(models, input.analysis.degradations).some(({ unit }) => unit === 'points');
  const ofSingles = isCompared
    ? [
        'Best single: of the models that see one input alone, where one is above chance; the differences are paired by sample.',
      ]
    : [];
  if (settings.length === 0)
    return [`Accuracies are of ${samples}.`, ...ofElsewhere, ...ofSingles, ...ofVoid].join(' ');
  return [
    `Success rates, and shares removed with failures as all, are of the right answers attacked (${attackedWords(models)}); means over successes, and what needs several inputs, are of those changed; accuracies are of all ${samples}.`,
    'Attack figures are upper bounds on robustness.',
    ...(settings.some(({ latent }) => latent.length > 0)
      ? ['Latent: changed inside the model, which no sender of text could do.']
      : []),
    ...(models.some(({ singleSource }) => singleSource.some(({ sources }) => sources.some(({ gap }) => gap !== null)))
      ? [
          'Single-source gap: right under the attack minus right by the best single model without that input; below 0, that model is the safer choice. A dash: without that input no single model is above chance, so the task needs it.',
        ]
      : []),
    ...ofElsewhere,
    ...ofSingles,
    ...ofVoid,
  ].join(' ');
}

function seedTable({ input: { analysis } }: Context, rows: readonly Row[]): Table {
  return {
    kind: 'table',
    caption: 'Over training seeds: mean, with a bootstrap over seeds and samples',
    columns: [
      left('recipe'),
      left('attack'),
      right('attack success rate'),
      right('accuracy'),
      ...analysis.data.modalities.map(({ id }) => right(`${id} that has to go`)),
    ],
    rows,
    note: 'Shares that have to go are means with failures as all of it; a dash where the attack leaves the input alone.',
  };
}

function seedRows({ input: { analysis } }: Context): readonly Row[] {
  const modalities = analysis.data.modalities.map(({ id }) => id);
  return analysis.subjects
    .filter(({ models }) => models.length > 1)
    .flatMap(({ name, overall }) => [
      cells(name, 'none', '–', share(overall.accuracy), ...modalities.map(() => '–')),
      ...overall.attacks.map((attack) =>
        cells(
          name,
          attack.setting.title,
          share(attack.successRate),
          share(attack.robustAccuracy),
          ...modalities.map((id) => share(id in attack.removed ? attack.removed[id] : null)),
        ),
      ),
    ]);
}
