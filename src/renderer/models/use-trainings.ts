import { useDidUpdate } from '@mantine/hooks';
import { useMemo } from 'react';
import type { QueueItem } from '../../shared/queue';
import type { UnfinishedModel } from '../../shared/recipe';
import { useQueue } from '../lab/queue';
import { useRequest, type Requested } from '../lab/use-request';

/** A model that is not trained to its end: as its folder has it, and as it stands in the queue. */
export interface Training {
  readonly model: string;
  readonly title: string;
  /** Null as long as it waits and has no folder. */
  readonly unfinished: UnfinishedModel | null;
  readonly item: QueueItem | null;
}

/** What is being trained, waits for it, or was stopped; those that a study trains, only as their folders have them. */
export function useTrainings(): Requested<readonly Training[]> {
  const request = useRequest('models.unfinished', {}, { refreshOn: ['workEnded'] });
  const items = useQueue()?.items;
  useRefreshOnChange(items, request.refresh);
  const { value } = request;
  const trainings = useMemo(() => (value === null ? null : joined(value, items ?? [])), [value, items]);
  return { ...request, value: trainings };
}

/** Unfinished models with their places in the queue, then those that only wait. */
export function joined(unfinished: readonly UnfinishedModel[], items: readonly QueueItem[]): readonly Training[] {
  const known = new Set(unfinished.map(({ model }) => model));
  return [
    ...unfinished.map((one) => ({
      model: one.model,
      title: one.title,
      unfinished: one,
      item: items.find(({ model }) => model === one.model) ?? null,
    })),
    ...items.flatMap((item) =>
      item.kind === 'training' && item.model !== null && !known.has(item.model)
        ? [{ model: item.model, title: item.title, unfinished: null, item }]
        : [],
    ),
  ];
}

/** Reads again when work has come, gone, or begun: a folder is there from then on. */
function useRefreshOnChange(items: readonly QueueItem[] | undefined, refresh: () => void): void {
  const step = (items ?? []).map(({ id, state, progress }) => `${id} ${state} ${String(progress === null)}`).join('\n');
  useDidUpdate(refresh, [step]);
}
