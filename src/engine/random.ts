/**
 * The project's seeded generator. A stream is keyed by what it is for — (seed, sample, attack, restart, step,
 * purpose) — so a draw never depends on batch composition, worker count or order.
 *
 * Key → 128-bit state by MurmurHash3's mixing; numbers by sfc32 (PractRand-clean, period about 2^128).
 */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  uniform(): number;
  /** Whole number in [0, bound). */
  below(bound: number): number;
  /** Standard normal (Box-Muller). */
  normal(): number;
}

export type RandomKey = readonly (string | number)[];

export function randomFrom(...key: RandomKey): Random {
  // Many streams are opened and never drawn from, such as the noise of a fill that needs none.
  let next: (() => number) | null = null;
  let spare: number | null = null;
  const uniform = (): number => (next ??= sfc32(stateOf(key)))() / 0x1_0000_0000;
  return {
    uniform,
    below: (bound) => Math.floor(uniform() * bound),
    normal: () => {
      if (spare !== null) {
        const value = spare;
        spare = null;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
  };
}

/** The numbers 0 … count − 1 in random order (Fisher-Yates). */
export function permutation(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    const held = order[last];
    order[last] = order[other];
    order[other] = held;
  }
  return order;
}

function stateOf(key: RandomKey): Uint32Array {
  // The type is part of the key, and parts are separated, so ("1", 2) and (1, "2") and ("12") differ.
  const text = key.map((part) => `${typeof part === 'number' ? 'n' : 's'}${String(part)}`).join('\u0000');
  const state = new Uint32Array([0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x85a308d3]);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    for (let lane = 0; lane < 4; lane += 1) {
      let mixed = Math.imul(code + lane, 0xcc9e2d51);
      mixed = Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
      const rotated = state[lane] ^ mixed;
      state[lane] = (Math.imul((rotated << 13) | (rotated >>> 19), 5) + 0xe6546b64) >>> 0;
    }
  }
  for (let lane = 0; lane < 4; lane += 1) state[lane] = finalise(state[lane] ^ text.length ^ (lane * 0x9e3779b1));
  return state;
}

function finalise(value: number): number {
  let hash = value >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function sfc32(seed: Uint32Array): () => number {
  let [a, b, c, counter] = seed;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let warmUp = 0; warmUp < 12; warmUp += 1) next();
  return next;
}
