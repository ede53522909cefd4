import { LabError } from '../../shared/errors';
import type { QueueItem } from '../../shared/runs/queue';
import type { HeldWork, QuitDecision } from '../../shared/window/quitting';
import type { EngineSupervisor } from '../engine-supervisor';
import type { QuitTalk } from '../quit-talk';
import { HeldQueue } from './held-queue';

/**
 * Holds all work and waits until no batch is under way, for as long as that takes: the person is told, and may decide
 * otherwise at any time. Where it fails, it waits for what is decided.
 *
 * @param items the queue as it was last: an engine that hangs does not say it any more, and that is to be seen
 * @param onTrouble told why something that was held does not go on where the program stays
 * @returns may the program quit? Otherwise what was held goes on
 */
export async function finishBatches(
  engine: Pick<EngineSupervisor, 'request'>,
  items: readonly QueueItem[],
  talk: QuitTalk,
  onTrouble: (why: string) => void,
): Promise<boolean> {
  const queue = new HeldQueue(engine, items);
  try {
    for (;;) {
      const outcome = await holdOrDecide(queue, talk);
      switch (outcome) {
        case 'held':
        case 'stop-now':
          return true;
        case 'keep-working':
          talk.say({ state: 'no' });
          await queue.letGo().catch((error: unknown) => {
            onTrouble(reasonOf(error));
          });
          return false;
        case 'try-again':
          break;
        default:
          outcome satisfies never;
      }
    }
  } finally {
    talk.say({ state: 'no' });
  }
}

/** One try: until all is held, or something is decided. */
async function holdOrDecide(queue: HeldQueue, talk: QuitTalk): Promise<'held' | QuitDecision> {
  const decided = talk.decided();
  const over = new AbortController();
  const wait = (works: readonly HeldWork[]): void => {
    talk.say({ state: 'waiting', works: [...works] });
  };
  wait(queue.works);
  const holding = async (): Promise<'held' | QuitDecision> => {
    try {
      await queue.holdAll(over.signal, wait);
      return 'held';
    } catch (error) {
      if (!over.signal.aborted) talk.say({ state: 'failed', works: [...queue.works], reason: reasonOf(error) });
      return decided;
    }
  };
  try {
    return await Promise.race([holding(), decided]);
  } finally {
    over.abort();
  }
}

/** What was wrong, without a remedy for the command line. */
function reasonOf(error: unknown): string {
  return error instanceof LabError ? error.message : String(error);
}
