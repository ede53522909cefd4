import { z } from 'zod';
import { WireError } from '../errors';
import { Progress } from '../progress';
import type { RunState } from './run';

/** Long work that an engine has to do. The devices are shared, so one piece is worked on at a time. */
export const QueueItem = z.strictObject({
  id: z.string(),
  kind: z.enum(['study', 'training']),
  /** Name for people: the study's, or the model's. */
  title: z.string(),
  /** Id of the run that a study computes. */
  run: z.string().nullable(),
  /** Id of the model that a training makes. */
  model: z.string().nullable(),
  /** Ids of the models that it trains where the lab lacks them: its own, or all of its study. */
  trains: z.array(z.string()),
  /** `paused`: passed over until it is continued. */
  state: z.enum(['waiting', 'working', 'paused']),
  /** Null until the work has said something. */
  progress: Progress.nullable(),
});
export type QueueItem = z.infer<typeof QueueItem>;

/** What a run is while its work is in the queue. */
export const liveRunStates = {
  waiting: 'queued',
  working: 'running',
  paused: 'paused',
} as const satisfies Record<QueueItem['state'], RunState>;

/** In order: of those that wait, the first is next. */
export const QueueState = z.strictObject({ items: z.array(QueueItem) });
export type QueueState = z.infer<typeof QueueState>;

/**
 * The study in a queue that trains a model, or will as soon as it is its turn. One that is paused may never: the model's
 * training can be gone on with alone.
 */
export function studyThatTrains(model: string, items: readonly QueueItem[]): QueueItem | null {
  return (
    items.find(({ kind, trains, state }) => kind === 'study' && state !== 'paused' && trains.includes(model)) ?? null
  );
}

/** Studies in a queue that need a model trained, whatever state they are in. */
export function studiesThatNeed(model: string, items: readonly QueueItem[]): readonly QueueItem[] {
  return items.filter(({ kind, trains }) => kind === 'study' && trains.includes(model));
}

/** How a piece of work left the queue. */
export const WorkEnd = z.strictObject({
  item: QueueItem.omit({ trains: true, state: true, progress: true }),
  outcome: z.enum(['done', 'stopped', 'failed']),
  /** Why it failed; null otherwise. */
  error: WireError.nullable(),
});
export type WorkEnd = z.infer<typeof WorkEnd>;
