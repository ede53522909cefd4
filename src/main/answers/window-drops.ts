import path from 'node:path';
import type { StatedDrop } from '../../shared/data/dropped';
import { cancelled, LabError } from '../../shared/errors';
import type { EngineSupervisor } from '../engine-supervisor';
import type { HostAnswers } from './answer';

/** Takes files that a window sends into folders made for them. */
export interface DropTaker {
  /** @throws LabError `invalid`, `disk-full` for more than there is room for */
  readonly expect: (drop: string, folder: string, stated: StatedDrop) => Promise<void>;
  /** Ends what is still on its way. */
  readonly forget: (drop: string) => Promise<void>;
}

/** Drops of one window at once: it shows one, and has the last removed when it goes on. */
export const mostDrops = 8;

/** What is answered for each window by itself. */
export type DropAnswers = Pick<HostAnswers, 'host.beginDrop' | 'host.removeDrop'>;

/** What one window has dropped on it; it goes with the window. */
export class WindowDrops {
  readonly #taker: DropTaker | null;
  readonly #engine: Pick<EngineSupervisor, 'request'>;
  readonly #kept = new Set<string>();
  /** Begun, and not known by a name yet. */
  #begun = 0;
  #isClosed = false;

  /** @param taker null where windows know paths */
  constructor(taker: DropTaker | null, engine: Pick<EngineSupervisor, 'request'>) {
    this.#taker = taker;
    this.#engine = engine;
  }

  get answers(): DropAnswers {
    return {
      'host.beginDrop': (stated, signal) => this.#begin(stated, signal),
      'host.removeDrop': async ({ drop }) => {
        // Those of other windows are none of its business.
        if (this.#kept.has(drop)) await this.#remove(drop);
        return {};
      },
    };
  }

  /** Removes all that came. @throws LabError where the engine does not; then it goes when the lab is opened anew */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#kept].map((drop) => this.#remove(drop)));
  }

  async #begin(stated: StatedDrop, signal: AbortSignal): Promise<{ drop: string; path: string }> {
    const taker = this.#taker;
    if (taker === null) throw new LabError('unsupported', 'This window knows where files are: none are brought.');
    if (this.#kept.size + this.#begun >= mostDrops) {
      throw new LabError('conflict', `${mostDrops} drops of this window are in the lab already.`, {
        where: stated.name,
        remedy: 'Import or dismiss what was dropped before, or reload the window.',
      });
    }
    this.#begun += 1;
    try {
      // Not cancelled with what asks for it: a folder that is made is known here.
      const { drop, folder } = await this.#engine.request('drops.begin', {});
      this.#kept.add(drop);
      try {
        await taker.expect(drop, folder, stated);
        if (this.#isClosed || signal.aborted) throw cancelled();
      } catch (error) {
        await this.#remove(drop);
        throw error;
      }
      return { drop, path: path.join(folder, stated.name) };
    } finally {
      this.#begun -= 1;
    }
  }

  async #remove(drop: string): Promise<void> {
    await this.#taker?.forget(drop);
    await this.#engine.request('drops.remove', { drop });
    this.#kept.delete(drop);
  }
}
