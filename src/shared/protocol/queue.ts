import { z } from 'zod';
import { StudyPlan } from '../plan/plan';
import { QueueState } from '../runs/queue';
import { ModelSpec } from '../models/model-spec';

const none = z.strictObject({});
const QueueItemParams = z.strictObject({ item: z.string() });

/** Requests about long work that waits its turn. */
export const queueRequests = {
  /** What long work there is, in order. Nothing in it is tied to the request that began it. */
  'queue.show': { writes: false, params: none, result: QueueState },
  /** Creates a run of a plan, which waits its turn. */
  'studies.enqueue': {
    writes: true,
    params: z.strictObject({ plan: StudyPlan }),
    result: z.strictObject({ run: z.string() }),
  },
  /** Lets a run that was stopped wait its turn to go on; `force` and `repair` as in `studies.resume`. */
  'runs.enqueue': {
    writes: true,
    params: z.strictObject({ run: z.string(), force: z.boolean(), repair: z.boolean() }),
    result: none,
  },
  /** Lets a model wait its turn to be trained; one that is trained already, or waits already, does not wait again. */
  'models.enqueue': {
    writes: true,
    params: z.strictObject({ spec: ModelSpec }),
    result: z.strictObject({ model: z.string() }),
  },
  /** Puts a piece of work before another, or at the end. What is being worked on goes on. */
  'queue.move': {
    writes: false,
    params: z.strictObject({ item: z.string(), before: z.string().nullable() }),
    result: none,
  },
  /** Holds a piece of work, within a second; the next one that waits takes its turn. */
  'queue.pause': { writes: false, params: QueueItemParams, result: none },
  /** Lets a paused piece of work wait its turn again, at its place. */
  'queue.continue': { writes: false, params: QueueItemParams, result: none },
  /** Takes a piece of work out of the queue, within a second; what is recorded is kept. */
  'queue.stop': { writes: false, params: QueueItemParams, result: none },
} as const;
