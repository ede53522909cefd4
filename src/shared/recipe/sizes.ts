/** Sizes that several parts have: one bound for all, and the usual value where they share it. */
import { z } from 'zod';

/** Of an embedding, a token or a layer, in units; each part says its own usual value. */
export const width = z.int().min(1).max(4096);

/** @param minimum 0 where a part works without any */
export const blocks = (minimum: number) =>
  z.int().min(minimum).max(12).default(1).meta({ description: 'transformer blocks' });

/** They divide the width of a token. */
export const heads = z.int().min(1).max(16).default(4).meta({ description: 'attention heads per block' });
