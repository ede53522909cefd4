import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { parquetReadObjects } from 'hyparquet';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ExportsDialog } from '../../../src/renderer/exports/ExportsDialog';
import { ConnectionProvider } from '../../../src/renderer/lab/connection';
import { texts } from '../../../src/renderer/texts/catalogue';
import { pgd, syntheticRun } from '../../analysis/synthetic-run';
import { fakeConnection, fakeLab, type Answers } from '../fake-lab';

const words = texts.exports;
const run = syntheticRun({ count: 10, attacks: [pgd([{ image: 0.1 }])], plan: { storedInputs: 5 } });
const { description, ...summary } = {
  description: run.run,
  id: run.run.id,
  name: run.run.plan.name,
  state: run.state,
  planHash: run.run.expansion.planHash,
  createdAt: run.run.createdAt,
  records: run.records.length,
  recordsExpected: run.records.length,
  device: null,
  systems: [],
  reference: null,
};

/** What was saved, in order. */
let saved: { readonly name: string; readonly blob: Blob }[] = [];
beforeEach(() => {
  saved = [];
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    saved.push({ name: (blob as File).name, blob: blob as Blob });
    return 'blob:test';
  });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function shown(answers: Answers = {}, runs = [run.run.id]) {
  const lab = fakeLab({
    'runs.show': () => ({ summary, description, events: [], models: [...run.models], dataset: run.dataset }),
    'runs.records': () => ({ records: [...run.records], cursor: null }),
    'runs.sampleFiles': ({ records }) => ({
      samples: records.map(() => [
        {
          name: 'values.npz',
          modality: null,
          role: 'both',
          base64: 'AAEC',
          largestRounding: 0,
          spectralConvergence: null,
          note: null,
        },
      ]),
    }),
    ...answers,
  });
  render(
    <MantineProvider env="test">
      <ConnectionProvider connection={fakeConnection(lab)}>
        <ExportsDialog opened runs={runs} onClose={() => undefined} />
      </ConnectionProvider>
    </MantineProvider>,
  );
  return lab;
}

async function press(name: string): Promise<void> {
  fireEvent.click(await screen.findByRole('button', { name }));
}

it('saves the records in each format, and says what it saved', async () => {
  shown();
  await screen.findByText(words.records.meaning(run.records.length));
  await press(words.records.save('Parquet'));
  await screen.findByText(/^Saved .+-records\.parquet, /u);
  const objects = await parquetReadObjects({ file: await saved[0].blob.arrayBuffer() });
  expect(objects).toHaveLength(run.records.length);
  await press(words.records.save('CSV'));
  await screen.findByText(/^Saved .+-records\.csv, /u);
  expect((await saved[1].blob.text()).split('\r\n')).toHaveLength(run.records.length + 2);
});

it('packs attacked samples with their manifest', async () => {
  shown();
  await press(words.samples.save);
  await screen.findByText(/^Saved .+-samples\.zip, /u);
  const files = unzipSync(new Uint8Array(await saved[0].blob.arrayBuffer()));
  const manifest = JSON.parse(strFromU8(files['manifest.json'])) as { samples: { files: { file: string }[] }[] };
  const [first] = manifest.samples;
  expect(Array.from(files[first.files[0].file])).toEqual([0, 1, 2]);
  expect(Object.keys(files)).toHaveLength(manifest.samples.length + 2);
});

it('saves the papers, and samples of one run only', async () => {
  shown({}, [run.run.id, run.run.id]);
  await screen.findByText(words.samples.oneRun);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: words.samples.save }).disabled).toBe(true);
  await press(words.papers.save);
  await screen.findByText(/^Saved .+-methods\.bib, /u);
  expect(await saved[0].blob.text()).toMatch(/^@inproceedings\{madry2018towards,/u);
});

it('can be stopped, and then saves nothing', async () => {
  const lab = shown({
    'runs.records': () => new Promise(() => undefined),
  });
  await press(words.records.save('JSON'));
  fireEvent.click(await screen.findByRole('button', { name: texts.ui.cancel }));
  await vi.waitFor(() => {
    expect(lab.cancelled).toEqual(['runs.records']);
  });
  expect(saved).toEqual([]);
});
