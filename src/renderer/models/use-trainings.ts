import { useDidUpdate } from '@mantine/hooks';
import { useMemo } from 'react';
import { studyThatTrains, type QueueItem } from '../../shared/runs/queue';
import type { UnfinishedModel } from '../../shared/training/training-progress';
import { useQueue } from '../lab/queue';
import { useRequest, type Requested } from '../lab/use-request';

/** A model that is not trained to its end: as its folder has it, and as it stands in the queue. */
export interface Training {
  readonly model: string;
  readonly title: string;
  /** Null as long as it waits and has no folder. */
  readonly unfinished: UnfinishedModel | null;
  readonly item: QueueItem | null;
  /** The study in the queue that trains it; null where it has a place of its own there, or none does. */
  readonly study: QueueItem | null;
}

/** What is being trained, by itself or for a study, waits for it, or was stopped. */
export function useTrainings(): Requested<readonly Training[]> {
  const request = useRequest('models.unfinished', {}, { refreshOn: ['workEnded', 'modelTrained'] });
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
    ...unfinished.map((one) => {
      const item = items.find(({ model }) => model === one.model) ?? null;
      return {
        model: one.model,
        title: one.title,
        unfinished: one,
        item,
        study: item === null ? studyThatTrains(one.model, items) : null,
      };
    }),
    ...items.flatMap((item) =>
      item.kind === 'training' && item.model !== null && !known.has(item.model)
        ? [{ model: item.model, title: item.title, unfinished: null, item, study: null }]
        : [],
    ),
  ];
}

/** Reads again when work has come, gone, or begun: a folder is there from then on. */
function useRefreshOnChange(items: readonly QueueItem[] | undefined, refresh: () => void): void {
  const step = (items ?? []).map(({ id, state, progress }) => `${id} ${state} ${String(progress === null)}`).join('\n');
  useDidUpdate(refresh, [step]);
}
