import { describe, expect, it } from 'vitest';
import type { Context } from '../../src/report/sections/context';
import { verdictBlocks } from '../../src/report/sections/verdict';
import { summaryText } from '../../src/analysis/summary';
import { pgd, decoupling, syntheticRun } from './synthetic-run';
import { study } from './synthetic-study';
import { analyse } from '../../src/analysis/analyse';

const subjects = ['concat', 'late', 'qmf', 'deq'];
const attacks = [decoupling(), pgd([{ image: 0.1 }, { image: 0.2 }])];
const plan = {
  reference: 'concat',
  degradations: [{ name: 'noise' as const, modalities: ['image'], levels: [0.2, 0.5] }],
};

describe('right answers of many models', () => {
  const analysis = study({ subjects, attacks, plan, lost: (title) => (title === 'late' ? 0.5 : 0) });
  const answers = analysis.rightAnswers;

  it('are told of each under all that the study does, of noise the strongest', () => {
    expect(answers?.conditions).toEqual([
      'nothing done',
      ...analysis.attacks.map(({ title }) => title),
      'Noise 0.5 on image',
    ]);
    expect(answers?.subjects.map(({ name }) => name)).toEqual(subjects);
    const [{ overall, models }] = analysis.subjects;
    expect(answers?.subjects[0].shares).toEqual([
      overall.accuracy,
      ...overall.attacks.map(({ robustAccuracy }) => robustAccuracy),
      models[0].degraded[1].accuracy,
    ]);
  });

  it('stand beside those of the model that each is compared with, paired by sample', () => {
    expect(answers?.beside.map(({ a, b }) => [a, b])).toEqual(subjects.slice(1).map((name) => [name, 'concat']));
    const late = answers?.beside[0].differences.at(-1);
    expect(late?.value).toBeLessThan(-0.3);
    expect(late?.high).toBeLessThan(0);
    const [concat, second] = answers?.subjects ?? [];
    answers?.beside[0].differences.forEach(({ value }, index) => {
      expect(value).toBeCloseTo((second.shares[index].value ?? 0) - (concat.shares[index].value ?? 0), 10);
    });
  });

  it('are a line each in the terminal, with how wide the intervals are', () => {
    const lines = summaryText(analysis);
    const line = lines.slice(lines.indexOf('Right answers of every model')).find((own) => own.startsWith('concat '));
    const percent = answers?.subjects[0].shares.map(({ value }) => (100 * (value ?? 0)).toFixed(1));
    expect(line?.split(/\s+/u)).toEqual(['concat', ...(percent ?? [])]);
    expect(lines.join(' ')).toMatch(/reach up to \d+\.\d points to each side/u);
  });

  it('stand on the verdict in short, before what was found of each model', () => {
    const blocks = verdictBlocks({ input: { analysis }, mainRemoval: null, settings: [] } as unknown as Context, []);
    const kinds = blocks.map(({ kind }) => kind);
    expect(kinds.indexOf('table')).toBeLessThan(kinds.indexOf('verdict'));
    const table = blocks.find((block) => block.kind === 'table')!;
    const shown = table.rows.map((row) => (row.kind === 'cells' ? row.cells.map(({ text }) => text) : []));
    expect(shown.map(([name]) => name)).toEqual(subjects);
    expect(shown[0].slice(1)).toEqual(answers?.subjects[0].shares.map(({ value }) => (100 * (value ?? 0)).toFixed(1)));
  });

  it('are over training seeds where there are several', () => {
    const seeds = analyse(syntheticRun({ count: 60, subjects, attacks: [], seeds: [0, 1, 2] })).rightAnswers;
    expect(seeds?.subjects[0].shares[0]).toMatchObject({ method: 'two-level', n: 180 });
    expect(seeds?.beside[0].differences[0].n).toBe(180);
  });

  it('are paired by training seed, not by the first there is', () => {
    // The first seed's models are right where the reference of that seed is; those of the others are not.
    const seeds = [0, 1];
    const run = syntheticRun({
      count: 60,
      subjects,
      attacks: [],
      seeds,
      plan,
      edit: (record, model) =>
        record.kind === 'clean' && model.spec.seed === 1 && ['concat', 'late'].includes(model.subject)
          ? { ...record, clean: { ...record.clean, predicted: record.label } }
          : record,
    });
    const { rightAnswers: own, subjects: analysed } = analyse(run);
    const shareOf = (name: string, seed: number): number =>
      analysed.find((subject) => subject.name === name)?.models.find((model) => model.seed === seed)?.accuracy.value ??
      0;
    const [late] = own?.beside ?? [];
    const byHand = seeds.map((seed) => shareOf('late', seed) - shareOf('concat', seed));
    expect(byHand[1]).toBe(0);
    expect(late.differences[0].value).toBeCloseTo((byHand[0] + byHand[1]) / 2, 10);
    // Against the first seed of the reference alone it would be another number.
    const wrong = seeds.map((seed) => shareOf('late', seed) - shareOf('concat', 0));
    expect(Math.abs((wrong[0] + wrong[1]) / 2 - (late.differences[0].value ?? 0))).toBeGreaterThan(0.01);
  });

  it('rank nothing by a radius in embedding spaces of their own, but by one in a space that is shared', () => {
    const run = syntheticRun({ count: 60, subjects, attacks: [pgd([{ text: 0.1 }])], plan: { reference: 'concat' } });
    const latent = (models: typeof run.models): number | null | undefined => {
      const own = analyse({ ...run, models }).rightAnswers;
      expect(own?.conditions.at(-1)).toMatch(/\(latent\)$/u);
      return own?.beside[0].differences.at(-1)?.value;
    };
    expect(latent(run.models)).toBeNull();
    const encodersFrom = { model: 'e'.repeat(64), weightsHash: 'f'.repeat(64) };
    const shared = run.models.map((model) => ({ ...model, encodersFrom }));
    expect(latent(shared)).toEqual(expect.any(Number));
    // All weights of the ensemble learned on, the embeddings among them.
    const tuned = shared.map(({ spec, ...model }) => ({
      ...model,
      spec: { ...spec, training: { ...spec.training, method: 'fine-tuned' as const } },
    }));
    expect(latent(tuned)).toBeNull();
  });

  it('say nothing of what is void', () => {
    const { rightAnswers: own } = study({ subjects, attacks, plan, accuracy: (name) => (name === 'qmf' ? 0.4 : 0.94) });
    expect(own?.subjects.map(({ isVoid }) => isVoid)).toEqual([false, false, true, false]);
    expect(own?.beside[1].differences.every(({ value }) => value === null)).toBe(true);
    expect(own?.beside[0].differences.every(({ value }) => value !== null)).toBe(true);
  });

  it('are left out where few models stand side by side', () => {
    expect(study({ subjects: subjects.slice(0, 3), attacks }).rightAnswers).toBeNull();
  });
});
