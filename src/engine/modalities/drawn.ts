import type { Counted } from '../../shared/certificates/certificate-pools';
import type { SampledPool } from '../../shared/records/record';
import type { Random } from '../random';

/**
 * Which elements one draw keeps: 1 where kept, by modality. k of n elements of a pool are drawn without replacement, each
 * subset as likely as any other (Floyd); pools by themselves.
 *
 * @param counted modalities of the sample; those in no pool are not in the result
 */
export function drawn(
  pools: readonly SampledPool[],
  counted: readonly Counted[],
  random: Random,
): Readonly<Record<string, Uint8Array>> {
  return Object.assign(
    {},
    ...pools.map((pool): Readonly<Record<string, Uint8Array>> => {
      const own = pool.modalities.map((modality) => ({ modality, elements: elementsOf(counted, modality) }));
      const kept = subset(pool.n, pool.k, random);
      let start = 0;
      return Object.fromEntries(
        own.map(({ modality, elements }) => {
          const part = kept.subarray(start, start + elements);
          start += elements;
          return [modality, part];
        }),
      );
    }),
  ) as Readonly<Record<string, Uint8Array>>;
}

function elementsOf(counted: readonly Counted[], modality: string): number {
  const found = counted.find((one) => one.modality === modality);
  if (found === undefined) throw new Error(`The sample has no ${modality}.`);
  return found.elements;
}

/** k of n, as marks. */
function subset(n: number, k: number, random: Random): Uint8Array {
  const marks = new Uint8Array(n);
  for (let last = n - k; last < n; last += 1) {
    const pick = random.below(last + 1);
    marks[marks[pick] === 1 ? last : pick] = 1;
  }
  return marks;
}
