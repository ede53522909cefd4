import { texts } from '../../src/renderer/texts/catalogue';
import { degradationLabels } from '../../src/shared/degradation';
import { StudyPlan, type StudyPlanInput } from '../../src/shared/plan';
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
  for (const label of [degradationLabels.missing, degradationLabels.noise]) {
    await button(page, texts.builder.degradations.add).click();
    await page.getByRole('menuitem', { name: new RegExp(`^${label}`, 'u') }).click();
    await page.getByRole('heading', { name: new RegExp(String.raw`^\d+\. ${label} · image$`, 'u') }).waitFor();
  }
  const [model] = (await ask('models.list', {})).filter(({ spec }) => Object.keys(spec.recipe.encoders).length > 1);
  // In the lab folder, where other browsers find it.
  await until(async () => {
    const content = (await ask('workspace.read', {}))?.content ?? '';
    return [draft, '"missing"', '"noise"'].every((part) => content.includes(part));
  });
  return { run, other, stopped, model: model.id, draft };
}

/** Every page, and every tab that is a page of its own, with something in it. */
export function filledRoutes({ run, other, stopped, model, draft }: Filled): Readonly<Record<string, string>> {
  const parts = Object.keys(texts.results.parts).map(
    (part) => [`results-${part}`, `runs/${run}?part=${part}`] as const,
  );
  const tabs = (['devices', 'lab', 'log', 'glossary', 'about'] as const).map(
    (tab) => [`settings-${tab}`, `settings/${tab}`] as const,
  );
  return {
    start: 'start',
    datasets: 'datasets',
    dataset: 'datasets/caption-match',
    models: 'models',
    model: `models/${model}`,
    'model-new': 'models/new',
    playground: 'playground',
    studies: 'studies',
    builder: `studies/${draft}`,
    runs: 'runs',
    run: `runs/${run}?tab=live`,
    'run-stopped': `runs/${stopped}?tab=live`,
    ...Object.fromEntries(parts),
    compare: `compare?runs=${run},${other}`,
    trend: `trend?runs=${run},${other}`,
    report: `report?runs=${run}`,
    'report-decisions': `report?runs=${run}&tab=decisions`,
    certificates: 'certificates',
    settings: 'settings',
    ...Object.fromEntries(tabs),
  };
}
