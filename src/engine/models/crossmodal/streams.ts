import type * as tf from '@tensorflow/tfjs-core';
import type { CrossmodalMemory } from '../../../shared/recipe/fusions';
import { layerNorm, layerNormSpecs } from '../layers';
import type { ParameterReader, ParameterSpecs } from '../parameters';
import { sightOf } from './attention';
import { block, blockSpecs } from './block';
import { memoryOf, memorySpecs } from './memory';

export interface StreamShape {
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly memory: CrossmodalMemory;
  readonly causal: boolean;
}

/** A modality as it goes into its streams: level 0. */
export interface Level0 {
  /** [B, T, D] */
  readonly tokens: tf.Tensor3D;
  /** [B, T] */
  readonly mask: tf.Tensor2D;
}

/** Of one direction, target ← source. */
export function streamSpecs({ width, layers, memory }: StreamShape): ParameterSpecs {
  return Object.assign(
    {},
    ...Array.from({ length: layers }, (_, layer) => blockSpecs(`block${layer}`, width)),
    memorySpecs(memory, layers, width),
    layerNormSpecs('norm', width),
  ) as ParameterSpecs;
}

/**
 * Both directions of a pair of modalities, whose hierarchies grow side by side: each layer of either reads of the other the
 * levels below it alone. With the memory `level-0` neither sees what the other has become, which is MulT.
 *
 * @param p reads the parameters of a direction, `a` ← `b` and `b` ← `a`
 * @returns all levels of each direction, from 0 on, of which the last is normalised to be the stream
 */
export function bothStreams(
  p: readonly [ParameterReader, ParameterReader],
  shape: StreamShape,
  ends: readonly [Level0, Level0],
): readonly [Stream, Stream] {
  const [a, b] = ends;
  const sights = [sightOf(a.mask, b.mask, shape.causal), sightOf(b.mask, a.mask, shape.causal)] as const;
  let levels: readonly [readonly tf.Tensor3D[], readonly tf.Tensor3D[]] = [[a.tokens], [b.tokens]];
  for (let layer = 0; layer < shape.layers; layer += 1) {
    const below = levels;
    const grown = ([0, 1] as const).map((side) => {
      const own = below[side];
      const looking = memoryOf(p[side], shape.memory, below[1 - side], sights[side]);
      return [...own, block(p[side], `block${layer}`, shape.heads, own[layer], looking)];
    });
    levels = [grown[0], grown[1]];
  }
  const streamOf = (side: 0 | 1): Stream => ({
    levels: levels[side],
    last: layerNorm(p[side], 'norm', levels[side][shape.layers]),
  });
  return [streamOf(0), streamOf(1)];
}

export interface Stream {
  readonly levels: readonly tf.Tensor3D[];
  /** [B, T, D] */
  readonly last: tf.Tensor3D;
}
