import { keptInLog } from '../../shared/training/kept-epochs';
import { shortId } from '../../shared/identity';
import type { Notification } from '../../shared/protocol';
import type { QueueItem, WorkEnd } from '../../shared/runs/queue';
import type { ModelDescription } from '../../shared/models/model-description';

type LogLine = Notification<'log'>;
type Named = Pick<QueueItem, 'kind' | 'run' | 'model'>;

/*
 * What the engine tells of its work in the log. Logs are copied into letters and reports of faults, so these lines name
 * runs and models by their short ids, never by what somebody called a study or a data set.
 */

/** `Study, run 01a21d69: computing begins.` */
export function begins(item: Named): LogLine {
  return { level: 'info', text: `${nameOf(item)}: computing begins.` };
}

/** `Model 3f0c9a12 trained on wasm in 12.3 s; kept is epoch 3 of 4.` */
export function trained(model: ModelDescription): LogLine {
  const { id, device, seconds } = model;
  const epochs = keptInLog(model);
  return { level: 'info', text: `Model ${shortId(id)} trained on ${device} in ${seconds.toFixed(1)} s; ${epochs}.` };
}

/** How a piece of work left the queue; why it failed without the place, which may be a path. */
export function ends({ item, outcome, error }: WorkEnd): LogLine {
  const name = nameOf(item);
  switch (outcome) {
    case 'done':
      return { level: 'info', text: `${name}: done.` };
    case 'stopped':
      return { level: 'info', text: `${name}: stopped; what is recorded is kept.` };
    case 'failed':
      return {
        level: 'warning',
        text: `${name}: failed (${error?.code ?? 'unknown'}). ${error?.message ?? ''}`.trim(),
      };
    default:
      return outcome satisfies never;
  }
}

function nameOf({ kind, run, model }: Named): string {
  switch (kind) {
    case 'study':
      return `Study, run ${shortId(run ?? '')}`;
    case 'training':
      return `Training of model ${shortId(model ?? '')}`;
    default:
      return kind satisfies never;
  }
}
