import { useDebouncedCallback } from '@mantine/hooks';
import { useCallback, useMemo, useRef, useState } from 'react';
import { z } from 'zod';
import { Region } from '../../shared/data/modality';
import type { SampleView } from '../../shared/samples/sample-view';
import { useLayout } from '../workspace/use-layout';
import { regionsOf, removalOf, type Removal } from './removal';

/** What was taken away last, and from which sample. */
const KeptRemoval = z
  .strictObject({ dataset: z.string(), sample: z.string(), regions: z.array(Region), mute: z.array(z.string()) })
  .nullable();
type KeptRemoval = z.infer<typeof KeptRemoval>;

/** Milliseconds between what a brush does and that it is stored: a stroke is many changes. */
const pause = 400;

type Change = (before: Removal) => Removal;

/** What is taken away from a sample. The last sample's is remembered, also for another model of the same data. */
export function useRemoval(dataset: string, sample: SampleView): readonly [Removal, (change: Change) => void] {
  const [kept, keep] = useLayout<KeptRemoval>('playground removal', KeptRemoval, null);
  const [changed, setChanged] = useState<Removal | null>(null);
  const store = useDebouncedCallback(
    (removal: Removal) => {
      keep({ dataset, sample: sample.id, regions: [...regionsOf(removal, sample)], mute: [...removal.mute] });
    },
    { delay: pause, flushOnUnmount: true },
  );
  const before = useMemo(() => remembered(kept, dataset, sample), [kept, dataset, sample]);
  // Of several changes before the next drawing each goes on from the one before.
  const newest = useRef<Removal | null>(null);
  const change = useCallback(
    (next: Change): void => {
      const now = next(newest.current ?? before);
      newest.current = now;
      setChanged(now);
      store(now);
    },
    [before, store],
  );
  return [changed ?? before, change];
}

function remembered(kept: KeptRemoval, dataset: string, sample: SampleView): Removal {
  if (kept?.dataset !== dataset || kept.sample !== sample.id) return removalOf(sample);
  return { ...removalOf(sample, kept.regions), mute: new Set(kept.mute.filter((id) => id in sample.values)) };
}
