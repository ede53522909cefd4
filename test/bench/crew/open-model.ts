import type { DeviceKind } from '../../../src/shared/device';
import { initBackend } from '../../../src/engine/backends/registry';
import type { Dataset } from '../../../src/engine/data/dataset';
import { openDataset } from '../../../src/engine/data/open';
import type { FusedModel } from '../../../src/engine/models/fused-model';
import { loadModel } from '../../../src/engine/models/load';

/** What a thread that computes with a trained model is given. */
export interface ModelPlace {
  readonly device: DeviceKind;
  /** Folders. */
  readonly model: string;
  readonly dataset: string;
}

export interface OpenedModel {
  readonly model: FusedModel;
  readonly dataset: Dataset;
}

/** The device, the model on it and its data, in this thread. */
export async function openModel(place: ModelPlace): Promise<OpenedModel> {
  await initBackend(place.device);
  return { dataset: await openDataset(place.dataset), model: await loadModel(place.model) };
}
