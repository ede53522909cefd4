import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ConnectionProvider } from '../../../../src/renderer/lab/connection';
import { Listening } from '../../../../src/renderer/results/samples/Listening';
import type { AttackedCase } from '../../../../src/renderer/results/samples/cases';
import { texts } from '../../../../src/renderer/texts/catalogue';
import type { SampleFile } from '../../../../src/shared/samples/sample-file';
import { pgd, syntheticRun } from '../../../analysis/synthetic-run';
import { fakeConnection, fakeLab } from '../../fake-lab';

afterEach(cleanup);

const words = texts.listening;
const input = syntheticRun({ count: 4, attacks: [pgd([{ image: 0.1 }])] });
const record = input.records.find(({ kind }) => kind === 'perturbation') as AttackedCase;

const file = (name: string, change: Partial<SampleFile>): SampleFile => ({
  name,
  modality: 'sound',
  role: 'attacked',
  base64: 'UklGRg==',
  largestRounding: null,
  spectralConvergence: null,
  note: null,
  ...change,
});

async function listened(files: readonly SampleFile[]): Promise<readonly unknown[]> {
  const asked: unknown[] = [];
  const lab = fakeLab({
    'runs.sampleFiles': (params) => {
      asked.push(params);
      return { samples: [[...files]] };
    },
  });
  render(
    <MantineProvider env="test">
      <ConnectionProvider connection={fakeConnection(lab)}>
        <Listening run={input.run.id} record={record} />
      </ConnectionProvider>
    </MantineProvider>,
  );
  expect(asked).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: words.listen }));
  await screen.findByRole('heading', { name: words.title });
  return asked;
}

it('asks for the sounds of its sample when somebody wants to hear them, and says how far they are off', async () => {
  const asked = await listened([
    file('sound.npy', {}),
    file('sound.wav', { spectralConvergence: 0.0512 }),
    file('sound.clean.npy', { role: 'clean' }),
    file('sound.clean.wav', { role: 'clean', spectralConvergence: 0.004 }),
  ]);
  expect(asked).toEqual([{ run: input.run.id, records: [record] }]);
  const players = [...document.querySelectorAll('audio')];
  expect(players.map((player) => player.getAttribute('aria-label'))).toEqual([
    words.role('sound', true),
    words.role('sound', false),
  ]);
  expect(players[0].getAttribute('src')).toBe('data:audio/wav;base64,UklGRg==');
  screen.getByText(words.off('0.0512'));
  screen.getByText(words.madeUp);
});

it('says why there is nothing to hear', async () => {
  await listened([file('sound.npy', { note: 'log-mel spectrogram; no WAV: nobody told' })]);
  screen.getByText('log-mel spectrogram; no WAV: nobody told');
  expect(document.querySelector('audio')).toBeNull();
  cleanup();
  await listened([]);
  screen.getByText(words.notKept);
});
