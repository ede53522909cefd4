import path from 'node:path';
import { Lab } from '../../src/engine/lab/lab';
import { listModels } from '../../src/engine/lab/models';
import { layout, runFiles } from '../../src/engine/lab/layout';
import { readRecords } from '../../src/engine/lab/record-file';
import type { SampleRecord } from '../../src/shared/records/record';
import { temporaryFolder } from './temporary-folder';
import { writeTinyDataset } from './tiny-study';

/** A new lab folder that holds the tiny data set. */
export async function tinyLab(folder?: string): Promise<string> {
  const lab = new Lab(folder ?? path.join(await temporaryFolder(), 'lab'));
  await lab.forWriting();
  await writeTinyDataset(lab.folder);
  await lab.close();
  return lab.folder;
}

/** All records of a run as a set: sorted by their key. */
export async function recordsOf(lab: string, run: string): Promise<readonly SampleRecord[]> {
  const { records } = await readRecords(runFiles.records(layout.run(lab, run)), 0, 1_000_000);
  return [...records].sort((a, b) => (`${a.cell}/${a.sample}` < `${b.cell}/${b.sample}` ? -1 : 1));
}

/** Id and weight hash of every model of a lab folder. */
export async function weightsOf(lab: string): Promise<readonly string[]> {
  const models = await listModels(lab, (error) => {
    throw error;
  });
  return models.map(({ id, weightsHash }) => `${id} ${weightsHash}`);
}
