import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { LabStateProvider } from '../../../src/renderer/lab/lab-state';
import { SamplePicker } from '../../../src/renderer/playground/SamplePicker';
import { texts } from '../../../src/renderer/texts/catalogue';
import { WorkspaceProvider } from '../../../src/renderer/workspace/context';
import type { DatasetManifest } from '../../../src/shared/data/dataset';
import type { ModelDescription } from '../../../src/shared/models/model-description';
import { setCode, type Target } from '../../../src/shared/data/target';
import { fakeConnection, fakeLab } from '../fake-lab';

afterEach(cleanup);

const words = texts.playground;

interface Asked {
  readonly title: string;
  readonly classes: string[];
  readonly target?: Target;
  readonly label: number;
  readonly value?: number;
  /** What the model says, untouched. */
  readonly said: { readonly logits: number[]; readonly predicted: number };
  readonly shown: { readonly truth: string; readonly answer: string };
}

const asked: readonly Asked[] = [
  {
    title: 'one class',
    classes: ['no', 'yes'],
    label: 1,
    said: { logits: [0, 2], predicted: 1 },
    shown: { truth: 'yes', answer: 'yes' },
  },
  {
    title: 'a set of labels',
    classes: ['car', 'box', 'wall'],
    target: { kind: 'labels' },
    // Further than any place among the classes.
    label: setCode([true, true, true]),
    said: { logits: [2, -2, 2], predicted: setCode([true, false, true]) },
    shown: { truth: 'car + box + wall', answer: 'car + wall' },
  },
  {
    title: 'a value',
    classes: ['sum'],
    target: { kind: 'value', unit: 'm', range: [0, 18], tolerance: 1 },
    label: 0,
    value: 8,
    said: { logits: [11.25], predicted: 2 },
    shown: { truth: '8 m', answer: '11.25 m' },
  },
];

it.each(asked)('samples of data that ask for $title are picked and told by what is right', async (one) => {
  const { classes, label, value, said, shown } = one;
  const target = one.target === undefined ? {} : { target: one.target };
  const modalities: DatasetManifest['modalities'] = { text: { kind: 'text', maxWords: 4 } };
  const lab = fakeLab({
    'engine.hello': () => ({ appVersion: '1', pid: 1, lab: '/lab', labId: 'sample-picker' }),
    'workspace.read': () => null,
    'workspace.write': () => ({ revision: 1 }),
    'data.show': () => ({
      ...{ format: 'muroan.dataset', formatVersion: 1, name: 'd', title: 'D', task: '', licences: [], count: 20 },
      ...{ preparation: { name: 'a', version: 1, seed: 0 }, classes, ...target, modalities },
      ...{ splits: { train: 10, validation: 5, test: 5 }, unit: 'one', columns: {}, oracle: null, hash: 'h' },
    }),
    'data.samples': () => [
      {
        ...{ id: 's1', row: 0, split: 'test', label, group: 'g' },
        ...(value === undefined ? {} : { value }),
        values: { text: { kind: 'text', words: ['a'] } },
      },
    ],
    'play.predict': () => ({
      ...{ clean: said, changed: said, displacement: null, decidable: null },
      removed: { text: { removed: 0, of: 1 } },
    }),
  });
  const model = {
    id: 'm',
    classes,
    ...target,
    modalities,
    spec: {
      dataset: 'd',
      recipe: {
        encoders: { text: { name: 'mean-words' } },
        fusion: { name: 'concat' },
        head: { name: 'linear' },
      },
    },
  } as unknown as ModelDescription;
  render(
    <MantineProvider>
      <ConnectionProvider connection={fakeConnection(lab)}>
        <LabStateProvider>
          <WorkspaceProvider>
            <SamplePicker model={model} wanted={null} />
          </WorkspaceProvider>
        </LabStateProvider>
      </ConnectionProvider>
    </MantineProvider>,
  );
  await screen.findByRole('button', { name: words.strip.pick('s1', shown.truth) });
  const told = one.target?.kind === 'value' ? words.sample.value : words.sample.label;
  screen.getByText(`${words.sample.id}: s1 · ${told}: ${shown.truth}`);
  await screen.findByText(words.answer.untouched(shown.answer));
  expect(screen.queryByText(words.answer.wrong) === null).toBe(one.title === 'one class');
});
