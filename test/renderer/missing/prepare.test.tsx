import { MantineProvider } from '@mantine/core';
import { act, cleanup, render, screen } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { afterEach, expect, it } from 'vitest';
import { percent } from '../../../src/analysis/format';
import { LoadedDataset } from '../../../src/renderer/missing/LoadedDataset';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { useRequest } from '../../../src/renderer/lab/use-request';
import { texts } from '../../../src/renderer/texts/catalogue';
import { LabError } from '../../../src/shared/errors';
import type { Result } from '../../../src/shared/protocol';
import { syntheticRun } from '../../analysis/synthetic-run';
import { fakeConnection, fakeLab, type FakeLab } from '../fake-lab';

afterEach(cleanup);

const words = texts.datasets;
const { dataset: manifest } = syntheticRun({ count: 20 });

/** A lab without data, which writes a shipped data set as soon as `finish` is called, and told so far how far it is. */
function emptyLab(): { readonly lab: FakeLab; readonly finish: () => void } {
  let isThere = false;
  let finish = (): void => undefined;
  const lab = fakeLab({
    'data.show': ({ dataset }) => {
      if (!isThere) throw new LabError('not-found', 'is not here.', { where: dataset });
      return manifest;
    },
    'data.prepare': ({ dataset }) =>
      new Promise<Result<'data.prepare'>>((resolve) => {
        lab.tell('progress', {
          stage: 'data',
          label: dataset,
          done: 25,
          total: 100,
          unit: 'samples',
          rate: null,
          remaining: null,
          detail: null,
          whole: null,
        });
        finish = () => {
          isThere = true;
          resolve(manifest);
        };
      }),
  });
  return {
    lab,
    finish: () => {
      finish();
    },
  };
}

function Shown({ dataset }: { readonly dataset: string }): ReactNode {
  const request = useRequest('data.show', { dataset });
  const [prepared, setPrepared] = useState(false);
  return (
    <LoadedDataset
      dataset={dataset}
      request={request}
      words="Reading"
      onPrepared={() => {
        setPrepared(true);
      }}
    >
      {({ title }) => (
        <p>
          {title}, {prepared ? 'prepared here' : 'there before'}
        </p>
      )}
    </LoadedDataset>
  );
}

function page(lab: FakeLab, dataset: string): ReactNode {
  return (
    <MantineProvider>
      <ConnectionProvider connection={fakeConnection(lab)}>
        <Shown dataset={dataset} />
      </ConnectionProvider>
    </MantineProvider>
  );
}

it('a shipped data set that is missing is prepared where it is missing, and shown', async () => {
  const { lab, finish } = emptyLab();
  render(page(lab, 'caption-match'));
  await screen.findByText(words.missing.title('caption-match'));
  screen.getByText('Caption match: one of 2 classes · image and text');
  act(() => {
    screen.getByRole('button', { name: words.shipped.prepare('caption-match') }).click();
  });
  await screen.findByRole('progressbar', { name: `${words.shipped.preparing('caption-match')}: ${percent(0.25)}` });
  act(finish);
  await screen.findByText(`${manifest.title}, prepared here`);
});

it('one that does not ship cannot be prepared: the error says what is wrong', async () => {
  render(page(emptyLab().lab, 'mine'));
  await screen.findByText('mine: is not here.');
  expect(screen.queryByRole('button', { name: words.shipped.prepare('mine') })).toBeNull();
});
