import { keyText } from '../../shared/shown-text';

/**
 * Small seeded generator for resampling (mulberry32, seeded by FNV-1a of the key). Resampling needs reproducible
 * draws, not the independence between streams that attacks need, so it does not share the engine's generator.
 */
export type Generator = () => number;

/** Uniform numbers in [0, 1), the same for the same key on every machine. */
export function generatorFor(named: string): Generator {
  // Names are part of keys: as they are shown they draw as they do as they were given.
  const key = keyText(named);
  let state = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) {
    state = Math.imul(state ^ key.charCodeAt(index), 0x01000193);
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
