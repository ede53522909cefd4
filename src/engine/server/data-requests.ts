import type { Split } from '../../shared/data/dataset';
import type { Progress, ProgressSink } from '../../shared/progress';
import { hasLabel } from '../../shared/data/target';
import type { Dataset } from '../data/dataset';
import { importMapped } from '../data/importers/mapped/import-mapped';
import { inspectFolder } from '../data/importers/mapped/inspect-folder';
import { importerOf } from '../data/importers/registry';
import { prepareShipped } from '../data/shipped';
import { sampleView, viewOf } from '../data/view';
import { degraded } from '../degradations/degrade';
import { checkDegradation } from '../study/degradation-check';
import { listDatasets, openLabDataset, showDataset } from '../lab/datasets';
import { layout } from '../lab/layout';
import { StageMeter } from '../progress/stage-meter';
import type { HandlersOf } from './context';
import { removeDataset } from './removals';

export const dataRequests: HandlersOf<'data'> = {
  'data.list': async (_params, { lab }, { onWarning }) => [
    ...(await listDatasets(lab.folder, (error) => {
      onWarning(error.toString());
    })),
  ],
  'data.show': ({ dataset }, { lab }) => showDataset(lab.folder, dataset),
  'data.check': async ({ dataset }, { lab }) => ({ hash: (await openLabDataset(lab.folder, dataset)).manifest.hash }),
  'data.samples': async ({ dataset: name, ids, split, offset, limit }, { lab, datasets }) => {
    const dataset = await datasets.open(lab.folder, name);
    const page = (): readonly number[] => dataset.rowsOf(split).slice(offset, offset + limit);
    const rows = ids.length > 0 ? ids.map((id) => dataset.rowOf(id)) : page();
    return rows.map((row) => sampleView(dataset, row));
  },
  'data.degraded': async ({ dataset: name, ids, ...degrading }, { lab, datasets }) => {
    const dataset = await datasets.open(lab.folder, name);
    checkDegradation(degrading, dataset.manifest);
    return ids.map((id) => viewOf(degraded(dataset.sample(dataset.rowOf(id)), degrading, dataset), dataset));
  },
  'data.balance': async ({ dataset: name }, { lab, datasets }) => {
    const dataset = await datasets.open(lab.folder, name);
    return {
      train: classCounts(dataset, 'train'),
      validation: classCounts(dataset, 'validation'),
      test: classCounts(dataset, 'test'),
    };
  },
  'data.remove': ({ dataset }, engine, { signal }) =>
    engine.shortChanges.run(async () => ({ trash: await removeDataset(dataset, engine) }), signal),
  'data.prepare': ({ dataset }, { lab, dataChanges }, { signal, onProgress }) =>
    dataChanges.run(
      () =>
        prepareShipped(dataset, layout.dataset(lab.folder, dataset), {
          signal,
          onProgress: rowMeter(onProgress, dataset),
        }),
      signal,
    ),
  'data.import': (
    { directory, format, name, title, classes, pixelClasses, imageSide },
    { lab, dataChanges },
    { signal, onProgress },
  ) =>
    dataChanges.run(
      () =>
        importerOf(format).import({
          directory,
          folder: layout.dataset(lab.folder, name),
          name,
          title,
          classes,
          ...(pixelClasses === undefined ? {} : { pixelClasses }),
          imageSide,
          signal,
          onProgress: rowMeter(onProgress, name),
        }),
      signal,
    ),
  'data.inspect': ({ directory, mapping = null, samples }, _engine, { signal }) =>
    inspectFolder({ directory, mapping, samples, signal }),
  'data.importMapped': ({ directory, name, title, mapping }, { lab, dataChanges }, { signal, onProgress }) =>
    dataChanges.run(
      () =>
        importMapped({
          directory,
          folder: layout.dataset(lab.folder, name),
          name,
          title,
          mapping,
          signal,
          onProgress: rowMeter(onProgress, name),
        }),
      signal,
    ),
};

/** Samples of a split, by class, or by label that holds. */
function classCounts(dataset: Dataset, split: Split): number[] {
  const counts = new Array<number>(dataset.manifest.classes.length).fill(0);
  const { target, classes } = dataset.manifest;
  for (const row of dataset.rowsOf(split)) {
    const label = dataset.label(row);
    if (target?.kind !== 'labels') counts[label] += 1;
    else classes.forEach((_, place) => (counts[place] += Number(hasLabel(label, place))));
  }
  return counts;
}

/** Turns counts of rows into progress with rate and remaining time. */
function rowMeter(sink: ProgressSink, label: string): (done: number, total: number) => void {
  let meter: StageMeter | null = null;
  return (done, total) => {
    const fixed = { stage: 'data', label, unit: 'samples', total } satisfies Partial<Progress>;
    meter ??= new StageMeter(sink, fixed);
    meter.reach(done, null);
  };
}
