import type { Dataset } from '../data/dataset';
import { openDataset } from '../data/open';
import { FolderCache } from '../files/folder-cache';
import { datasetFolder } from '../lab/datasets';

/** Opening a data set reads and checks all of it, which is too slow for every page of a browser of samples. */
const KEPT = 2;

/** The data sets whose samples were shown last. */
export class OpenDatasets {
  readonly #kept = new FolderCache('manifest.json', openDataset, KEPT, () => undefined);

  /** What is being opened: two parts of a page ask at the same time. */
  readonly #opening = new Map<string, Promise<Dataset>>();

  /** @throws LabError `not-found` naming what there is, `damaged`, `unsupported` */
  async open(lab: string, name: string): Promise<Dataset> {
    const folder = await datasetFolder(lab, name);
    const underWay = this.#opening.get(folder);
    if (underWay !== undefined) return underWay;
    const opening = this.#kept.get(folder).finally(() => this.#opening.delete(folder));
    this.#opening.set(folder, opening);
    return opening;
  }
}
