import { closeMicroBatch, openMicroBatch, type MicroBatch } from '../attacks/micro-batch';
import type { Dataset } from '../data/dataset';
import type { FusedModel } from '../models/fused-model';
import type { Pause } from '../pause';

/** As many as a person goes back and forth between. */
const KEPT = 8;

/** The samples that were played with last, with their encodings on the device. */
export class PlayedSamples {
  /** Used last, last. */
  #opened: readonly MicroBatch[] = [];

  /** @throws LabError `not-found` for an unknown sample */
  async open(model: FusedModel, dataset: Dataset, sample: string, pause: Pause): Promise<MicroBatch> {
    const row = dataset.rowOf(sample);
    const kept = this.#opened.find(
      (batch) => batch.model === model && batch.dataset === dataset && batch.samples[0].row === row,
    );
    const batch = kept ?? (await openMicroBatch({ cell: 'play', model, dataset, rows: [row], seed: 0, pause }));
    const others = this.#opened.filter((other) => other !== batch);
    const stay = others.slice(Math.max(0, others.length - KEPT + 1));
    for (const other of others) if (!stay.includes(other)) closeMicroBatch(other);
    this.#opened = [...stay, batch];
    return batch;
  }

  /** Forgets what was opened with a model that is no more. */
  forget(model: FusedModel): void {
    for (const batch of this.#opened) if (batch.model === model) closeMicroBatch(batch);
    this.#opened = this.#opened.filter((batch) => batch.model !== model);
  }
}
