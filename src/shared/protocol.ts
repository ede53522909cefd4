import { z } from 'zod';
import { Progress } from './progress';
import { archiveRequests } from './protocol/archive';
import { attackRequests } from './protocol/attacks';
import { dataRequests } from './protocol/data';
import { labRequests } from './protocol/lab';
import { modelRequests } from './protocol/models';
import { queueRequests } from './protocol/queue';
import { runRequests } from './protocol/runs';
import { QueueState, WorkEnd } from './runs/queue';
import { TrainingProgress } from './training/training-progress';

/**
 * Every request a host may make of the engine. Both ends check both directions.
 * `writes`: needs the lab's write lock; the engine takes it at the first such request.
 */
export const requests = {
  ...labRequests,
  ...dataRequests,
  ...modelRequests,
  ...runRequests,
  ...queueRequests,
  ...attackRequests,
  ...archiveRequests,
} as const;

export type RequestName = keyof typeof requests;
export type Params<Name extends RequestName> = z.input<(typeof requests)[Name]['params']>;
export type ParsedParams<Name extends RequestName> = z.output<(typeof requests)[Name]['params']>;
export type Result<Name extends RequestName> = z.output<(typeof requests)[Name]['result']>;

/** What the engine tells its host unasked. */
export const notifications = {
  /** Of a request that somebody waits for. */
  progress: Progress,
  /** The queue has changed, or progress in it; at most ten times a second. */
  queue: QueueState,
  workEnded: WorkEnd,
  /** A model is there that was not before, trained by itself or for a study. */
  modelTrained: z.strictObject({ model: z.string() }),
  /** A model was given a name, or lost it. */
  modelNamed: z.strictObject({ model: z.string() }),
  /** A model that is being trained has learned for one more epoch. */
  'models.progress': TrainingProgress,
  /** Once a second; a host that misses it for 10 s treats the engine as hung. Memory in bytes, workers included. */
  heartbeat: z.strictObject({ at: z.iso.datetime(), memory: z.int().min(0) }),
  /** A run was created: known before its first record, so that a host can name what to resume. */
  runCreated: z.strictObject({ run: z.string() }),
  log: z.strictObject({ level: z.enum(['info', 'warning']), text: z.string() }),
} as const;
export type NotificationName = keyof typeof notifications;
export type Notification<Name extends NotificationName> = z.output<(typeof notifications)[Name]>;
/** A notification with its name. */
export type Told = {
  readonly [Name in NotificationName]: { readonly name: Name; readonly content: Notification<Name> };
}[NotificationName];
