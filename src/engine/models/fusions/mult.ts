import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { MultChoice } from '../../../shared/recipe/fusions';
import { lengthsIn, sightOf } from '../crossmodal/attention';
import { block, blockSpecs } from '../crossmodal/block';
import { placed } from '../crossmodal/positions';
import { bothStreams, streamSpecs, type Level0 } from '../crossmodal/streams';
import type { Encodings } from '../fused-model';
import { dense, denseSpecs, layerNorm, layerNormSpecs } from '../layers';
import { linear, type ParameterReader, type ParameterSpecs } from '../parameters';
import { tokensOf, type Fusion, type FusionInput } from './fusion';

type Choice = z.infer<typeof MultChoice>;

/** Layers of self-attention per target, at least (released code). */
const LEAST_SELF = 3;

/**
 * MulT (Tsai et al.; released code yaohungt/Multimodal-Transformer): tokens brought to one width by a convolution of kernel 1
 * without bias, scaled and placed; a directional crossmodal transformer for each ordered pair of modalities; per target,
 * self-attention over its streams side by side, of which the last step counts; a residual layer over all targets.
 *
 * With another memory than `level-0` each pair builds its hierarchies together, reading several levels of each other: after
 * MCMulT (arXiv 2206.07981), whose layers are not known here. MCMulT-style, not verified.
 *
 * With one modality there is nobody to look at, and self-attention is all there is.
 */
export const mult: Fusion<Choice> = {
  consumes: 'tokens',
  decides: 'head',
  part: (choice, { inputs }) => {
    const wide = streamWidth(choice, inputs);
    const width = inputs.length * wide;
    return {
      width,
      parameters: {
        ...(Object.assign({}, ...inputs.map((input) => inputSpecs(choice, input, inputs, wide))) as ParameterSpecs),
        ...denseSpecs('residual/expand', width, width, 'relu'),
        ...denseSpecs('residual/contract', width, width, 'linear'),
      },
      apply: (p, encodings) => {
        const start = levelsOf(p, inputs, encodings);
        const streams = streamsOf(p, choice, inputs, start);
        const targets = inputs.map(({ modality }) => {
          const { tokens, mask } = start[modality];
          const own = streams[modality];
          const joined = own.length === 0 ? tokens : tf.concat([...own], 2);
          return lastStep(itself(under(p, `${modality}/self`), choice, joined, mask), mask);
        });
        const all = tf.concat(targets, 1);
        const more = dense(p, 'residual/contract', tf.relu(dense(p, 'residual/expand', all)));
        return tf.add(all, more);
      },
    };
  },
};

/** Width of the streams of a target side by side. */
function streamWidth({ width }: Choice, inputs: readonly FusionInput[]): number {
  return Math.max(1, inputs.length - 1) * width;
}

function selfLayers({ layers }: Choice): number {
  return Math.max(layers, LEAST_SELF);
}

function inputSpecs(
  choice: Choice,
  { modality, width }: FusionInput,
  inputs: readonly FusionInput[],
  wide: number,
): ParameterSpecs {
  const self = Array.from({ length: selfLayers(choice) }, (_, layer) => blockSpecs(`block${layer}`, wide));
  const specs: Record<string, ParameterSpecs> = {
    self: Object.assign({}, ...self, layerNormSpecs('norm', wide)) as ParameterSpecs,
  };
  for (const source of inputs) {
    if (source.modality !== modality) specs[`from/${source.modality}`] = streamSpecs(choice);
  }
  return {
    [`${modality}/project/kernel`]: linear(width, choice.width),
    ...Object.fromEntries(
      Object.entries(specs).flatMap(([part, own]) =>
        Object.entries(own).map(([name, spec]) => [`${modality}/${part}/${name}`, spec]),
      ),
    ),
  };
}

function under(p: ParameterReader, prefix: string): ParameterReader {
  return (name) => p(`${prefix}/${name}`);
}

/** Level 0 of every modality, before it is placed. */
function levelsOf(
  p: ParameterReader,
  inputs: readonly FusionInput[],
  encodings: Encodings,
): Readonly<Record<string, Level0>> {
  return Object.fromEntries(
    inputs.map(({ modality }) => {
      const { values, mask } = tokensOf(encodings, modality);
      const [batch, count, width] = values.shape;
      const kernel = p(`${modality}/project/kernel`) as tf.Tensor2D;
      const projected = tf.matMul(tf.reshape(values, [batch * count, width]), kernel);
      return [modality, { tokens: tf.reshape(projected, [batch, count, kernel.shape[1]]), mask }];
    }),
  );
}

/** Per target, its streams in the order of their sources. */
function streamsOf(
  p: ParameterReader,
  choice: Choice,
  inputs: readonly FusionInput[],
  start: Readonly<Record<string, Level0>>,
): Readonly<Record<string, readonly tf.Tensor3D[]>> {
  const ids = inputs.map(({ modality }) => modality);
  const level = Object.fromEntries(ids.map((id) => [id, { ...start[id], tokens: placed(start[id].tokens) }]));
  const found = new Map<string, tf.Tensor3D>();
  ids.forEach((a, at) => {
    for (const b of ids.slice(at + 1)) {
      const [ofA, ofB] = bothStreams([under(p, `${a}/from/${b}`), under(p, `${b}/from/${a}`)], choice, [
        level[a],
        level[b],
      ]);
      found.set(`${a} ${b}`, ofA.last);
      found.set(`${b} ${a}`, ofB.last);
    }
  });
  return Object.fromEntries(
    ids.map((target) => [
      target,
      ids.flatMap((source) => {
        const stream = found.get(`${target} ${source}`);
        return stream === undefined ? [] : [stream];
      }),
    ]),
  );
}

/** Self-attention over what a target has become, scaled and placed anew, as the released code does before every transformer. */
function itself(p: ParameterReader, choice: Choice, joined: tf.Tensor3D, mask: tf.Tensor2D): tf.Tensor3D {
  const sight = sightOf(mask, mask, choice.causal);
  let z = placed(joined);
  for (let layer = 0; layer < selfLayers(choice); layer += 1) {
    z = block(p, `block${layer}`, choice.heads, z, { sources: [z], sight });
  }
  return layerNorm(p, 'norm', z);
}

/** The last step that a sample has, [B, D]; zeros where it has none. */
function lastStep(z: tf.Tensor3D, mask: tf.Tensor2D): tf.Tensor2D {
  const [batch, count] = mask.shape;
  const last = tf.reshape(tf.sub(lengthsIn(mask), 1), [batch, 1]);
  const chosen = tf.cast(tf.equal(tf.range(0, count, 1, 'float32'), last), 'float32');
  return tf.sum(tf.mul(z, tf.expandDims(chosen, 2)), 1);
}
