import { texts } from '../../src/renderer/texts/catalogue';
import { certificateTitle } from '../../src/shared/certificates/certificate';
import { degradationLabels, degradationTitle } from '../../src/shared/degradations/degradation';
import { StudyPlan, type StudyPlanInput } from '../../src/shared/plan/plan';
import { optionalSections } from '../../src/shared/reports/report-sections';
import type { OpenLab } from './hosts';
import { button, goToPage } from './steps';
import { longest, until } from './until';

/** What the pages of a filled lab are about. */
export interface Filled {
  readonly run: string;
  readonly other: string;
  /** Stopped before its end. */
  readonly stopped: string;
  readonly model: string;
  readonly draft: string;
}

/** Small models, trained for a moment: what they answer does not matter, that there is something of everything does. */
function plan(changes: Partial<StudyPlanInput> = {}): StudyPlan {
  const encoders: StudyPlanInput['subjects'][number]['recipe']['encoders'] = {
    image: { name: 'cnn', channels: [4], width: 16 },
    text: { name: 'mean-words', width: 16 },
  };
  const training = { epochs: 2, trainRows: 600 };
  return StudyPlan.parse({
    format: 'muroan.study',
    formatVersion: 1,
    name: 'Release candidate 4 of the caption checker, with the fusion that was asked for in the last review',
    question:
      'How little has to be removed or changed to make the model answer wrongly, and which fusion holds better?',
    data: { dataset: 'caption-match', selection: { split: 'test', count: 24, seed: 1 } },
    subjects: [
      { name: 'concat', recipe: { encoders, fusion: { name: 'concat' } }, training },
      {
        name: 'product_of_encodings_with_a_name_that_does_not_break_anywhere',
        recipe: { encoders, fusion: { name: 'product' } },
        training,
      },
    ],
    attacks: [
      { name: 'decoupling', modalities: ['image', 'text'], maxQueries: 60 },
      { name: 'decoupling', modalities: ['text'] },
      { name: 'pgd', norm: 'linf', steps: 5, budgets: [{ image: 2 / 255 }, { image: 8 / 255 }] },
      { name: 'pgd', norm: 'l2', steps: 5, budgets: [{ text: 0.25 }] },
    ],
    degradations: [
      { name: 'missing', modalities: ['text'] },
      { name: 'noise', modalities: ['image'], levels: [0.5, 1] },
    ],
    certificates: [{ name: 'mmcert', kept: { image: 150, text: 5 }, draws: 50 }],
    requirements: [
      { measure: 'accuracy', comparison: 'at-least', threshold: 0.9 },
      { measure: 'robust-accuracy', attack: 2, comparison: 'at-least', threshold: 0.2 },
    ],
    ...changes,
  } satisfies StudyPlanInput);
}

/** What the other run differs in from the first, so that comparing them warns of it. */
const shuffled: StudyPlanInput['degradations'] = [
  { name: 'missing', modalities: ['text'], by: 'shuffled' },
  { name: 'noise', modalities: ['image'], levels: [1] },
];

/** Noise on each of both inputs, each of them missing, and natural corruptions of each: what the preset has. */
const ofPreset = 6;
/** What is added to the draft, a card each. */
const drafted = [degradationLabels.missing, degradationLabels.noise];

/** A lab that holds something of everything: runs that ended and one that did not, models, a draft, notes, trash. */
export async function fillLab({ page, ask }: OpenLab): Promise<Filled> {
  await ask('data.prepare', { dataset: 'caption-match' });
  const { id: run } = await ask('studies.run', { plan: plan() });
  const { id: other } = await ask('studies.run', {
    plan: plan({ name: 'Shuffled texts', attackSeed: 2, degradations: shuffled }),
  });
  const { id: removed } = await ask('studies.run', { plan: plan({ name: 'Removed', attacks: [], requirements: [] }) });
  await ask('runs.remove', { run: removed });
  // Of small steps that break nothing there are so many that it is not over when its first records are seen.
  const small = { name: 'pgd' as const, steps: 5_000, budgets: [{ image: 1e-4 }] };
  const endless = plan({ name: 'Stopped', seeds: [1], attacks: [...plan().attacks, small], microBatch: 1 });
  const { run: stopped } = await ask('studies.enqueue', { plan: endless });
  await until(async () => (await ask('runs.show', { run: stopped })).summary.records > 0);
  const [{ id: item }] = (await ask('queue.show', {})).items;
  await ask('queue.stop', { item });

  await goToPage(page, 'studies');
  await button(page, texts.studies.beginWith(texts.studies.presets.paper.title)).click();
  await page.getByText(texts.builder.summary.sound, { exact: true }).waitFor({ timeout: longest });
  const draft = /#\/studies\/([^?]+)/u.exec(page.url())?.[1] ?? '';
  for (const [index, kind] of drafted.entries()) {
    await button(page, texts.builder.degradations.add).click();
    await page.getByRole('menuitem', { name: new RegExp(`^${kind}`, 'u') }).click();
    await page.getByRole('heading', { name: texts.builder.degradations.number(ofPreset + index + 1, kind) }).waitFor();
  }
  const [model] = (await ask('models.list', {})).filter(({ spec }) => Object.keys(spec.recipe.encoders).length > 1);
  // In the lab folder, where other browsers find it.
  await until(async () => {
    const content = (await ask('workspace.read', {}))?.content ?? '';
    return [draft, '"missing"', '"noise"'].every((part) => content.includes(part));
  });
  return { run, other, stopped, model: model.id, draft };
}

/** A page, and words that stand in it when it shows what it is opened for. */
export interface Route {
  readonly path: string;
  readonly says: readonly string[];
}

/** Every page, and every tab that is a page of its own, with something in it. */
export function filledRoutes({ run, other, stopped, model, draft }: Filled): Readonly<Record<string, Route>> {
  const { results, settings, run: ofRun, builder, compare, report } = texts;
  const { name } = plan();
  const {
    degradations: [missing],
    certificates: [certified],
  } = plan();
  // The study of this lab answers for samples: a run of it has no part about pixels.
  const parts: Readonly<Record<Exclude<keyof typeof results.parts, 'pixels'>, readonly string[]>> = {
    verdict: [results.reading.title],
    numbers: ['clean accuracy'],
    curves: [results.successCurves],
    controls: [plan().subjects[0].name],
    degradations: [optionalSections.degradations, degradationTitle(missing)],
    certificates: [optionalSections.certificates, certificateTitle(certified)],
    samples: [results.samples.place('1', '24')],
    warnings: [plan().name],
  };
  return {
    start: { path: 'start', says: [texts.start.lead] },
    datasets: { path: 'datasets', says: [texts.datasets.lead, 'Caption match'] },
    dataset: { path: 'datasets/caption-match', says: [texts.datasets.balance.title] },
    models: { path: 'models', says: [texts.models.lead, 'cnn + mean-words'] },
    model: { path: `models/${model}`, says: [texts.models.alone.title] },
    'model-new': { path: 'models/new', says: [texts.models.forecast.parameters] },
    'model-import': { path: 'models/import', says: [texts.modelImport.source.look] },
    playground: { path: 'playground', says: [texts.playground.answer.title] },
    studies: { path: 'studies', says: [texts.studies.presets.paper.title] },
    builder: {
      path: `studies/${draft}`,
      says: [
        builder.summary.title,
        ...drafted.map((each, index) => builder.degradations.number(ofPreset + index + 1, each)),
      ],
    },
    runs: { path: 'runs', says: [texts.runs.lead, name] },
    run: { path: `runs/${run}?tab=live`, says: [name, ofRun.cells.title] },
    'run-stopped': { path: `runs/${stopped}?tab=live`, says: [ofRun.progress.states.cancelled, ofRun.cells.title] },
    ...Object.fromEntries(
      Object.entries(parts).map(([part, says]) => [
        `results-${part}`,
        { path: `runs/${run}?part=${part}`, says: [name, ...says] },
      ]),
    ),
    'results-samples-degraded': {
      path: `runs/${run}?part=samples&change=degraded-1/0`,
      says: [results.samples.degraded, results.samples.drawnAgain],
    },
    compare: {
      path: `compare?runs=${run},${other}`,
      says: [compare.headline, compare.accuracy, compare.settings, 'parameters differ in replaced by:'],
    },
    trend: { path: `trend?runs=${run},${other}`, says: [texts.ui.chart.asTable] },
    report: { path: `report?runs=${run}`, says: [report.notes, report.files] },
    'report-decisions': { path: `report?runs=${run}&tab=decisions`, says: [report.decisions.lead] },
    certificates: { path: 'certificates', says: [texts.certificates.lead] },
    systems: { path: 'systems', says: [texts.systems.lead, texts.systems.names.mmcert.title] },
    'certificates-scores': { path: 'certificates?from=scores', says: [texts.certificates.scores.estimate] },
    settings: { path: 'settings', says: [settings.lead] },
    'settings-devices': { path: 'settings/devices', says: [settings.devices.title] },
    'settings-predictors': { path: 'settings/predictors', says: [settings.predictors.asked] },
    'settings-lab': { path: 'settings/lab', says: [settings.trash.title] },
    'settings-log': { path: 'settings/log', says: [settings.log.copy] },
    'settings-glossary': { path: 'settings/glossary', says: [settings.glossary.lead] },
    'settings-about': { path: 'settings/about', says: [settings.about.versions] },
  };
}
