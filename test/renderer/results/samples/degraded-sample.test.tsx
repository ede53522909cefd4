import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ConnectionProvider } from '../../../../src/renderer/lab/connection';
import { LabStateProvider } from '../../../../src/renderer/lab/lab-state';
import { DegradedSample } from '../../../../src/renderer/results/samples/DegradedSample';
import { texts } from '../../../../src/renderer/texts/catalogue';
import type { LabParams } from '../../../../src/shared/lab-channel/lab-api';
import type { DegradedCell } from '../../../../src/shared/plan/plan';
import type { SampleView } from '../../../../src/shared/samples/sample-view';
import { syntheticRun } from '../../../analysis/synthetic-run';
import { fakeConnection, fakeLab, type FakeLab } from '../../fake-lab';

afterEach(cleanup);

const words = texts.results.samples;
const input = syntheticRun({
  count: 4,
  subjects: ['concat'],
  attacks: [],
  plan: { degradations: [{ name: 'noise', modalities: ['text'], levels: [0.5, 1] }], attackSeed: 7 },
});
const cell = input.run.expansion.cells.find(
  (one): one is DegradedCell => one.kind === 'degraded' && one.levelIndex === 1,
)!;
const sampleOf = (id: string, ...text: string[]): SampleView => ({
  id,
  row: 9000,
  split: 'test',
  label: 0,
  group: 'g0',
  values: { text: { kind: 'text', words: text } },
});

function show(lab: FakeLab, shown: DegradedCell): void {
  render(
    <MantineProvider>
      <ConnectionProvider connection={fakeConnection(lab)}>
        <LabStateProvider>
          <DegradedSample
            sample={sampleOf('s9000', 'bright', 'shirt')}
            ids={['s9000', 's9001']}
            cell={shown}
            input={input}
            size={100}
          />
        </LabStateProvider>
      </ConnectionProvider>
    </MantineProvider>,
  );
}

it('asks for what the run drew, and marks the words that noise misspelt', async () => {
  const asked: LabParams<'data.degraded'>[] = [];
  show(
    fakeLab({
      'data.degraded': (params) => {
        asked.push(params);
        return [sampleOf('s9001', 'other'), sampleOf('s9000', 'bright', 'shrit')];
      },
    }),
    cell,
  );
  const isMarked = (_: string, element: Element | null): boolean =>
    element?.tagName === 'MARK' && element.textContent === 'shrit';
  await screen.findByText(isMarked);
  expect(screen.queryByText('other')).toBeNull();
  screen.getByText(words.drawnAgain);
  expect(asked).toEqual([
    {
      dataset: 'caption-match',
      ids: ['s9000', 's9001'],
      degradation: { name: 'noise', modalities: ['text'], levels: [0.5, 1] },
      levelIndex: 1,
      seed: 7,
    },
  ]);
});

it('draws nothing by another version than the run’s, and says so', async () => {
  const lab = fakeLab({});
  show(lab, { ...cell, version: 99 });
  await screen.findByText(words.otherVersion);
  expect(lab.asked).not.toContain('data.degraded');
});
