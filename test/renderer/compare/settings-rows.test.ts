import { expect, test } from 'vitest';
import { analysed } from '../../../src/analysis/analysed-run';
import { settingRows } from '../../../src/renderer/compare/settings-rows';
import { texts } from '../../../src/renderer/texts/catalogue';
import { decoupling, syntheticRun } from '../../analysis/synthetic-run';

test('what differs between runs is told, and nothing else', () => {
  const options = { count: 12, subjects: ['concat'] };
  const runs = [
    analysed(syntheticRun({ ...options, attacks: [decoupling()] })),
    analysed(syntheticRun({ ...options, attacks: [{ ...decoupling(), maxQueries: 7 }] })),
  ];
  const differing = settingRows(runs).filter(({ differs }) => differs);
  expect(differing.map(({ title }) => title)).toEqual([expect.stringContaining('Decoupling')]);
  expect(differing[0].values.map((value) => /max queries (\d+)/u.exec(value)?.[1])).toEqual(['500', '7']);
  expect(differing[0].differences).toEqual(['max queries 500 per sample', 'max queries 7 per sample']);
});

test('requirements and questions that differ are told', () => {
  const options = { count: 12, subjects: ['concat'], attacks: [] };
  const requirement = { measure: 'accuracy', comparison: 'at-least', threshold: 0.5 } as const;
  const runs = [
    analysed(syntheticRun({ ...options, plan: { question: '', requirements: [] } })),
    analysed(syntheticRun({ ...options, plan: { question: 'Why?', requirements: [requirement] } })),
  ];
  const differing = settingRows(runs).filter(({ differs }) => differs);
  expect(differing.map(({ title }) => title)).toEqual([
    texts.compare.fields.question,
    texts.compare.fields.requirements,
  ]);
  expect(differing.map(({ values }) => values[0])).toEqual([texts.compare.absent, texts.compare.absent]);
});

test('noise and missing inputs are rows by what suffers, with how and at which levels', () => {
  const runOf = (by: 'mean' | 'shuffled', levels: number[]) =>
    analysed(
      syntheticRun({
        count: 12,
        subjects: ['concat'],
        attacks: [],
        plan: {
          degradations: [
            { name: 'missing', modalities: ['text'], by },
            { name: 'noise', modalities: ['image'], levels },
          ],
        },
      }),
    );
  const differing = (runs: Parameters<typeof settingRows>[0]) =>
    settingRows(runs).flatMap(({ title, values, differs }) => (differs ? [[title, ...values]] : []));
  expect(differing([runOf('mean', [0.2, 1]), runOf('shuffled', [0.9, 1])])).toEqual([
    ['Missing modality: text', 'replaced by mean; version 1', 'replaced by shuffled; version 1'],
    ['Noise: image', 'levels of noise 0.2, 1; version 1', 'levels of noise 0.9, 1; version 1'],
  ]);
  expect(differing([runOf('mean', [0.2]), runOf('mean', [0.2])])).toEqual([]);
});

test('models of one name that are made or trained otherwise differ', () => {
  const runOf = (epochs: number) => {
    const run = syntheticRun({ count: 12, subjects: ['concat'], attacks: [] });
    const [subject] = run.run.plan.subjects;
    const plan = { ...run.run.plan, subjects: [{ ...subject, training: { ...subject.training, epochs } }] };
    return analysed({ ...run, run: { ...run.run, plan } });
  };
  const differing = settingRows([runOf(3), runOf(4)]).filter(({ differs }) => differs);
  expect(differing.map(({ title }) => title)).toEqual([texts.compare.subjectField('concat')]);
  expect(differing[0].values[1]).toContain('epochs 4');
  expect(differing[0].differences).toEqual(['epochs 3', 'epochs 4']);
});
