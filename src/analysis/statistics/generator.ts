import { keyText } from '../../shared/text/shown-text';

/**
 * Small seeded generator for resampling (mulberry32, seeded by FNV-1a of the key). Resampling needs reproducible
 * draws, not the independence between streams that attacks need, so it does not share the engine's generator.
 */
export type Generator = () => number;

/** Uniform numbers in [0, 1), the same for the same key on every machine. */
export function generatorFor(named: string): Generator {
  let state = seedOf(named);
  return () => {
    state = (state + step) | 0;
    return mixed(state) / 0x1_0000_0000;
  };
}

/** Fills with whole numbers from 0 to below a bound. */
export type Drawer = (places: Uint32Array, bound: number) => void;

/** Of the same key the numbers of `generatorFor`, times the bound, in one loop: resampling spends its time in this. */
export function drawerFor(named: string): Drawer {
  let kept = seedOf(named);
  return (places, bound) => {
    const scale = bound / 0x1_0000_0000;
    let state = kept;
    for (let index = 0; index < places.length; index += 1) {
      state = (state + step) | 0;
      places[index] = mixed(state) * scale;
    }
    kept = state;
  };
}

const step = 0x6d2b79f5;

function seedOf(named: string): number {
  // Names are part of keys: as they are shown they draw as they do as they were given.
  const key = keyText(named);
  let state = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) {
    state = Math.imul(state ^ key.charCodeAt(index), 0x01000193);
  }
  return state;
}

/** A whole number of 32 bits. */
function mixed(state: number): number {
  let value = Math.imul(state ^ (state >>> 15), 1 | state);
  value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
  return (value ^ (value >>> 14)) >>> 0;
}
