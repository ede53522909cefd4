import type { Dataset } from '../data/dataset';
import { openDataset } from '../data/open';
import { FolderCache } from '../files/folder-cache';
import { datasetFolder } from '../lab/datasets';

/** Opening a data set reads and checks all of it, which is too slow for every page of a browser of samples. */
const KEPT = 2;

/** The data sets whose samples were shown last. */
export class OpenDatasets {
  readonly #kept = new FolderCache('manifest.json', openDataset, KEPT, () => undefined);

  /** @throws LabError `not-found` naming what there is, `damaged`, `unsupported` */
  async open(lab: string, name: string): Promise<Dataset> {
    return this.#kept.get(await datasetFolder(lab, name));
  }
}
