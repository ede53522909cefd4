import path from 'node:path';
import { shortId } from '../../shared/identity';
import type { ModelDescription } from '../../shared/models/model-description';
import type { RunDescription } from '../../shared/runs/run';
import { readModelDescription } from '../files/model-description';
import { readEvents } from '../lab/event-file';
import { layout, runFiles } from '../lab/layout';
import { scanRecords } from '../lab/record-file';
import { readRun, readRunManifest } from '../lab/runs';
import { expectedRecords } from '../study/batches';
import { archivedNames, modelsOf, placeOf } from './places';
import { strange } from './refusals';

/**
 * Is what has arrived the run that it says to be? Its plan has the hash it was started with, its data manifest is of the
 * data that the plan was expanded on, every record has its checksum and belongs to a cell and a row of the run, and the
 * models are those of its cells.
 *
 * @param folder laid out as a lab
 * @param names of the run's files that have arrived
 * @returns the models that came with it
 * @throws LabError `damaged`, `unsupported` for a run of a newer app
 */
export async function checkArrivedRun(
  folder: string,
  run: string,
  names: readonly string[],
): Promise<readonly ModelDescription[]> {
  const description = await readRun(folder, run);
  const { expansion } = description;
  if (description.id !== run) throw strange(`run ${run}`, `is the run ${description.id}.`);
  const manifest = await readRunManifest(folder, run);
  if (manifest.hash !== expansion.datasetHash) {
    throw strange(archivedNames.dataset(run), 'is of other data than the run was computed on.');
  }
  const files = layout.run(folder, run);
  const { damaged } = await scanRecords(runFiles.records(files), expectedRecords(expansion));
  const [worst] = damaged;
  if (damaged.length > 0) throw strange(`${archivedNames.records(run)}, line ${worst.line}`, `${worst.problem}.`);
  await readEvents(runFiles.events(files), (error) => {
    throw error;
  });
  return arrivedModels(folder, description, names);
}

/**
 * @param names of the run's files that have arrived
 * @throws LabError `damaged` for a description of no model of the run
 */
export async function arrivedModels(
  folder: string,
  run: RunDescription,
  names: readonly string[],
): Promise<readonly ModelDescription[]> {
  const expected = new Set(modelsOf(run));
  const models: ModelDescription[] = [];
  for (const name of names.filter((one) => one.includes('/models/'))) {
    const model = await readModelDescription(placeOf(folder, name));
    const isExpected = model !== null && expected.has(model.id) && shortId(model.id) === path.basename(name, '.json');
    if (!isExpected) throw strange(name, 'is of no model of its run.');
    models.push(model);
  }
  return models;
}
