import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../../shared/errors';
import type { ModelDescription } from '../../../shared/models/model-description';
import type { ModelMap } from '../../../shared/imported/model-map';
import { fixedBatch } from '../../../shared/imported/signature';
import { blackBoxGives, type ImportedModel } from '../../../shared/imported/imported-model';
import { mapValues } from '../../../shared/map-values';
import { isPlane, planeOf } from '../../../shared/data/modality';
import type { PlaneValue, TextValue } from '../../modalities/modality';
import type { BlockingPredictor } from '../../predictors/bridge/blocking';
import type { OpenTokenizer } from '../../predictors/words/tokenizer';
import type { Embedded, Encodings, FusedModel } from '../fused-model';
import { inputsOf, logitsOf, NO_TOKEN, type HeldSample } from './asked';
import { planesOf } from './planes';

export interface BlackBoxParts {
  readonly description: ModelDescription;
  readonly imported: ImportedModel;
  /** By modality that is text. */
  readonly tokenizers: Readonly<Record<string, OpenTokenizer>>;
  readonly predictor: Pick<BlockingPredictor, 'ask' | 'close'>;
}

/**
 * A model that was made elsewhere. What it encodes is the input itself, as the data have it, one vector a modality: whatever is
 * done to inputs reaches the model whole, and nothing else of it can be seen. z is what it answers, as of a graph that no
 * embedding is chosen of (`graph-model.ts`).
 */
export function blackBox({ description, imported, tokenizers, predictor }: BlackBoxParts): FusedModel {
  const { map, signature } = imported;
  refuseWithoutWaiting();
  const ids = Object.keys(map.inputs).sort();
  const modalities = Object.fromEntries(ids.map((id) => [id, description.modalities[id]]));
  const widths = ids.map((id) => widthOf(id, map, modalities));
  const paddings = mapValues(tokenizers, ({ padding }) => padding);
  const atOnce = fixedBatch(signature) ?? map.batch;
  return {
    id: description.id,
    modalities,
    classes: description.classes,
    ...(description.target === undefined ? {} : { target: description.target }),
    pixels: null,
    gives: new Set(blackBoxGives),
    isImported: true,
    perturbs: mapValues(modalities, (spec) => (isPlane(spec) ? 'input' : 'latent')),
    embed: (modality, values) => {
      const spec = modalities[modality];
      if (isPlane(spec)) return { values: planesOf(values as readonly PlaneValue[], planeOf(spec)), mask: null };
      return tokenTensor(values as readonly TextValue[], tokenizers[modality], widthOf(modality, map, modalities));
    },
    encode: (_modality, { values }) => ({ form: 'vector', values: tf.reshape(values, [values.shape[0], -1]) }),
    fuse: (encodings: Encodings) => {
      const given = tf.concat(
        ids.map((id) => encodings[id].values as tf.Tensor2D),
        1,
      );
      const rows = given.shape[0];
      const flat = given.dataSync<'float32'>();
      const logits: Float32Array[] = [];
      for (let start = 0; start < rows; start += atOnce) {
        const count = Math.min(atOnce, rows - start);
        // A model that takes a fixed number gets the last one again and again; what it says of that is left out.
        const asked = Array.from({ length: fixedBatch(signature) ?? count }, (_, at) =>
          heldSample(flat, start + Math.min(at, count - 1), ids, widths),
        );
        const answers = predictor.ask(inputsOf(map, modalities, paddings, asked), [map.output.name]);
        logits.push(...logitsOf(map, description, answers[map.output.name], asked.length).slice(0, count));
      }
      const classes = description.classes.length;
      const joined = new Float32Array(rows * classes);
      logits.forEach((own, row) => {
        joined.set(own, row * classes);
      });
      return tf.tensor2d(joined, [rows, classes], 'float32');
    },
    decide: (answer) => tf.clone(answer),
    dispose: () => {
      predictor.close();
    },
  };
}

/** What is asked lies in a tensor, and WebGPU gives none back on the spot. */
function refuseWithoutWaiting(): void {
  if (tf.getBackend() !== 'webgpu') return;
  throw new LabError('unsupported', 'Imported models are not asked from webgpu.', {
    where: 'device webgpu',
    remedy: 'Compute on wasm, with --device wasm or in the window under Settings, Devices.',
  });
}

function widthOf(id: string, { inputs }: ModelMap, modalities: FusedModel['modalities']): number {
  const input = inputs[id];
  const spec = modalities[id];
  if (input.kind === 'words' || !isPlane(spec)) return input.kind === 'words' ? input.length : 0;
  const { height, width, channels } = planeOf(spec);
  return height * width * channels;
}

/** One row of z, taken apart. */
function heldSample(flat: Float32Array, row: number, ids: readonly string[], widths: readonly number[]): HeldSample {
  let at = row * widths.reduce((sum, width) => sum + width, 0);
  return Object.fromEntries(
    ids.map((id, index) => {
      const start = at;
      at += widths[index];
      return [id, flat.subarray(start, at)];
    }),
  );
}

/** Numbers of tokens [B, length], which float32 holds exactly up to 2^24; behind a text's last `NO_TOKEN`. */
function tokenTensor(texts: readonly TextValue[], { tokens }: OpenTokenizer, length: number): Embedded {
  const data = new Float32Array(texts.length * length).fill(NO_TOKEN);
  texts.forEach((words, row) => {
    data.set(tokens(words), row * length);
  });
  return { values: tf.tensor2d(data, [texts.length, length], 'float32'), mask: null };
}
