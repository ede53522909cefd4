import path from 'node:path';
import { openDataset } from '../../../src/engine/data/open';
import { prepareShipped } from '../../../src/engine/data/shipped';
import { writeDataset } from '../../../src/engine/data/write';
import { Lab } from '../../../src/engine/lab/lab';
import { layout, modelFiles } from '../../../src/engine/lab/layout';
import { startEngine } from '../../../src/host/engine-client';
import { ModelSpec } from '../../../src/shared/models/model-spec';
import { twoViewsHeader, twoViewsRows } from './rows';

/** Kept from one run to the next, because training takes minutes; the engine trains again what has changed. */
const LAB = path.resolve('.cache/bench/lab');

/** Filters of the two convolutions, and width of the dense layer, of each branch. */
export interface Size {
  readonly channels: readonly [number, number];
  readonly width: number;
}

/** The reference network by which devices are measured (`speed-model.ts`). */
const reference: Size = { channels: [32, 64], width: 128 };

function specOf(size: Size): ModelSpec {
  const encoder = { name: 'cnn', ...size };
  return ModelSpec.parse({
    dataset: twoViewsHeader.name,
    recipe: { encoders: { colour: encoder, grey: encoder }, fusion: { name: 'concat' }, head: { name: 'linear' } },
    training: { epochs: 3, learningRate: 1e-3 },
  });
}

export interface TrainedTwoViews {
  /** Folders. */
  readonly model: string;
  readonly dataset: string;
  readonly weights: string;
  /** Clean accuracy on the test split. */
  readonly accuracy: number;
}

/** The two-branch model, trained by the lab itself on garments in two views. */
export async function trainTwoViews(size = reference): Promise<TrainedTwoViews> {
  const spec = specOf(size);
  const lab = new Lab(LAB);
  await lab.forWriting();
  try {
    const captions = layout.dataset(LAB, 'caption-match');
    await prepareShipped('caption-match', captions);
    const dataset = await openDataset(captions);
    await writeDataset(layout.dataset(LAB, twoViewsHeader.name), twoViewsHeader, twoViewsRows(dataset));
  } finally {
    await lab.close();
  }
  const engine = await startEngine({ lab: LAB });
  try {
    const { id, test } = await engine.request('models.train', { spec });
    const model = layout.model(LAB, id);
    return {
      model,
      dataset: layout.dataset(LAB, spec.dataset),
      weights: modelFiles.weights(model),
      accuracy: test.correct / test.count,
    };
  } finally {
    await engine.close();
  }
}
