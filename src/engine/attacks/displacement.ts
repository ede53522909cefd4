import type { Displacement } from '../../shared/records/record';
import { argMax } from '../models/logits';

/** How far an attack moved the fused embedding: 1 − cos(z, z'), in [0, 2], and whether arg max z moved. */
export function displacementOf(clean: Float32Array, attacked: Float32Array): Displacement {
  let dot = 0;
  let cleanSquares = 0;
  let attackedSquares = 0;
  for (let index = 0; index < clean.length; index += 1) {
    dot += clean[index] * attacked[index];
    cleanSquares += clean[index] ** 2;
    attackedSquares += attacked[index] ** 2;
  }
  const lengths = Math.sqrt(cleanSquares * attackedSquares);
  return {
    // A vector of zeros has no direction: equal zeros have not moved, anything else counts as orthogonal.
    cosineDistance: lengths > 0 ? 1 - dot / lengths : cleanSquares === attackedSquares ? 0 : 1,
    argmaxMoved: argMax(clean) !== argMax(attacked),
  };
}
