/** The plain search in PyTorch: as many processes of one thread each as our own search has threads. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { modelFiles } from '../../../src/engine/lab/layout';
import { openDataset } from '../../../src/engine/data/open';
import type { TextValue } from '../../../src/engine/modalities/modality';
import { lookup } from '../../../src/engine/models/vocabulary';
import type { DecouplingChoice } from '../../../src/shared/attacks/attack';
import type { Region } from '../../../src/shared/data/modality';
import { ModelDescription } from '../../../src/shared/models/model-description';
import { startPython } from '../peers/python-process';
import { exportSamples } from '../peers/samples';

/** What a search found of a sample; regions as `image top left height width` or `text word`. */
export interface Found {
  readonly search: number;
  readonly combination: number;
  readonly regions: string | null;
}

export interface PlainSearch {
  /** @returns what was found, by process, and the time until the last was done */
  search(
    choice: DecouplingChoice,
  ): Promise<{ readonly found: readonly (readonly Found[])[]; readonly milliseconds: number }>;
  close(): Promise<void>;
}

/** @param shares rows of the samples of each process */
export async function startPlainSearch(
  python: string,
  { model, dataset, folder }: { readonly model: string; readonly dataset: string; readonly folder: string },
  shares: readonly (readonly number[])[],
): Promise<PlainSearch> {
  const data = await openDataset(dataset);
  const { vocabulary } = ModelDescription.parse(JSON.parse(await readFile(modelFiles.description(model), 'utf8')));
  const idsOf = lookup(vocabulary);
  const processes = await Promise.all(
    shares.map(async (rows, share) => {
      const samples = path.join(folder, `decoupling-${share}.safetensors`);
      await exportSamples(data, rows, samples);
      const words = rows.map((row) => {
        const text = data.sample(row).inputs.text as TextValue;
        return [...idsOf([text], text.length).ids];
      });
      const process = startPython(python, 'decoupling.py');
      await process.ask({ kind: 'open', weights: modelFiles.weights(model), samples, words });
      return process;
    }),
  );
  return {
    search: async ({ modalities, criterion, stop, maxQueries }) => {
      if (criterion.name !== 'score-drop' || criterion.score !== 'margin' || stop.rule !== 'relative') {
        throw new Error('The plain search in PyTorch knows the default criterion and stop rule only.');
      }
      const choice = { modalities, maxQueries, tau: criterion.tau, keep: criterion.keep, fraction: stop.fraction };
      const answers = (await Promise.all(processes.map((process) => process.ask({ kind: 'search', choice })))) as {
        readonly milliseconds: number;
        readonly found: readonly (Omit<Found, 'regions'> & {
          readonly regions: readonly (readonly unknown[])[] | null;
        })[];
      }[];
      return {
        milliseconds: Math.max(...answers.map(({ milliseconds }) => milliseconds)),
        found: answers.map(({ found }) =>
          found.map(({ regions, ...asked }) => ({
            ...asked,
            regions: regions?.map((region) => region.join(' ')).join(', ') ?? null,
          })),
        ),
      };
    },
    close: async () => {
      await Promise.all(processes.map((process) => process.close()));
    },
  };
}

export function wordsOf(regions: readonly Region[] | null): string | null {
  return (
    regions
      ?.map((region) => (region.kind === 'text' ? `text ${region.word}` : `image ${region.box.join(' ')}`))
      .join(', ') ?? null
  );
}
