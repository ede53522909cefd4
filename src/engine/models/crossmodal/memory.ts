import * as tf from '@tensorflow/tfjs-core';
import type { CrossmodalMemory } from '../../../shared/recipe/fusions';
import { zeros, type ParameterReader, type ParameterSpecs } from '../parameters';
import type { Looking, Sight } from './attention';

/** What a kind of memory adds to a direction of so many layers. */
export function memorySpecs(memory: CrossmodalMemory, layers: number, width: number): ParameterSpecs {
  switch (memory) {
    case 'level-0':
    case 'top':
    case 'average':
      return {};
    case 'gate':
      return Object.fromEntries(
        Array.from({ length: layers }, (_, layer) => [`block${layer}/gate`, zeros(layer + 1)] as const),
      );
    case 'concat':
      return { level: zeros(layers, width) };
    default:
      return memory satisfies never;
  }
}

/**
 * What layer `levels.length` of a direction reads of its source's hierarchy, whose levels from 0 on are given.
 *
 * @param sight of one level: the future is masked in every one alike
 */
export function memoryOf(
  p: ParameterReader,
  memory: CrossmodalMemory,
  levels: readonly tf.Tensor3D[],
  sight: Sight,
): Looking {
  const layer = levels.length - 1;
  switch (memory) {
    case 'level-0':
      return { sources: levels.slice(0, 1), sight, shares: null };
    case 'top':
      return { sources: levels.slice(-1), sight, shares: null };
    case 'average':
      return { sources: levels, sight, shares: null };
    case 'gate':
      return { sources: levels, sight, shares: tf.softmax(p(`block${layer}/gate`) as tf.Tensor1D) };
    case 'concat': {
      const marked = levels.map((level, at) => tf.add<tf.Tensor3D>(level, tf.slice(p('level'), [at, 0], [1, -1])));
      const repeated = levels.map(() => sight.bias);
      return {
        sources: [tf.concat(marked, 1)],
        sight: { bias: tf.concat(repeated, 3), any: sight.any },
        shares: null,
      };
    }
    default:
      return memory satisfies never;
  }
}
