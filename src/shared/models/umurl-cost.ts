import type { Plane } from '../data/modality';
import { bodyKinds, type BodyStreams } from '../recipe/encoders';

/** What an encoder of skeletons costs: our own count from its shapes, of no paper. */
export interface BodyCost {
  /** Weights of embeddings, maps of fusion and encoders; projectors, which only pre-training has, left out. */
  readonly parameters: number;
  /** Multiply-adds of one clip: of linear maps and the two products of attention, not of normalisation and softmax. */
  readonly multiplyAdds: number;
}

/** @param plane joints × steps × coordinates */
export function bodyCost(
  { streams, width }: { readonly streams: BodyStreams; readonly width: number },
  plane: Plane,
): BodyCost {
  switch (streams) {
    case 'fused':
      return streamCost(bodyKinds.length, width, plane);
    case 'joint':
    case 'bone':
    case 'motion':
      return streamCost(1, width, plane);
    case 'three': {
      const { parameters, multiplyAdds } = streamCost(1, width, plane);
      return { parameters: 3 * parameters, multiplyAdds: 3 * multiplyAdds };
    }
    default:
      return streams satisfies never;
  }
}

function streamCost(kinds: number, width: number, { height: joints, width: steps, channels }: Plane): BodyCost {
  const square = width * width;
  const views = [
    { tokens: steps, inputs: joints * channels },
    { tokens: joints, inputs: steps * channels },
  ];
  return views
    .map(({ tokens, inputs }): BodyCost => {
      const embedding = { weights: inputs * width + square + 4 * width, maps: inputs * width + square };
      const fusion = kinds > 1 ? square : 0;
      return {
        parameters: kinds * embedding.weights + fusion + 6 * square + 10 * width,
        multiplyAdds: tokens * (kinds * embedding.maps + fusion + 6 * square) + 2 * tokens * tokens * width,
      };
    })
    .reduce((a, b) => ({ parameters: a.parameters + b.parameters, multiplyAdds: a.multiplyAdds + b.multiplyAdds }));
}
