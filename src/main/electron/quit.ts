import { app, type BrowserWindow } from 'electron';
import type { QueueState } from '../../shared/runs/queue';
import type { LabHost } from '../lab-host';
import { finishBatches } from './finish-batches';
import { askHowToQuit, askWhileWaiting, quitAllTheSame } from './quit-dialogs';
import { runsToResume } from './quit-guard';
import { noteRuns } from './resume';

/**
 * Asks before work is broken off, and ends the engine before the program.
 *
 * @param resumeFile where runs of this lab that go on next time are noted
 */
export function guardQuit(window: BrowserWindow, host: LabHost, resumeFile: string, lab: string): void {
  let agreed = false;
  let asking = false;
  let dialogIsOpen = false;
  const askMeanwhile = async (): Promise<void> => {
    if (dialogIsOpen) return;
    dialogIsOpen = true;
    try {
      await askWhileWaiting(window, host.quit);
    } finally {
      dialogIsOpen = false;
    }
  };
  const note = (what: string, error: unknown): void => {
    host.log.add('error', `${what}: ${String(error)}`);
  };
  /** @returns may the program quit? */
  const ask = async (): Promise<boolean> => {
    const { items } = await stateOf(host);
    const choice = await askHowToQuit(window, items);
    switch (choice) {
      case 'stay':
        return false;
      case 'pause': {
        const finished = finishBatches(host.engine, items, host.quit, (why) => {
          host.log.add('warning', `Not all work goes on after quitting was called off: ${why}`);
        });
        // The window shows what is waited for, unless its page has crashed or is not there yet.
        if (!host.isServing) void askMeanwhile();
        return finished;
      }
      case 'stop':
        return true;
      case 'resume-next-time':
        noteRuns(resumeFile, lab, runsToResume(items));
        return true;
      default:
        return choice satisfies never;
    }
  };
  const quit = async (): Promise<void> => {
    const mayQuit = await ask().catch((error: unknown) => {
      note('Quitting failed', error);
      return quitAllTheSame(window, error);
    });
    if (!mayQuit || window.isDestroyed()) return;
    agreed = true;
    window.close();
  };
  window.on('close', (event) => {
    if (agreed) return;
    event.preventDefault();
    if (asking) {
      // Whoever closes once more while batches are waited for is in a hurry, or has a window that shows nothing.
      void askMeanwhile();
      return;
    }
    asking = true;
    quit()
      .catch((error: unknown) => {
        note('Nobody could be asked about quitting', error);
      })
      .finally(() => {
        asking = false;
      });
  });

  quitOnSignals(() => {
    agreed = true;
  });
  endEngineFirst(host);
}

/** Whoever sends a signal is not there to answer. */
function quitOnSignals(agree: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      agree();
      app.quit();
    });
  }
}

/** The program ends when its engine has. */
function endEngineFirst(host: LabHost): void {
  let engineEnded = false;
  app.on('will-quit', (event) => {
    if (engineEnded) return;
    event.preventDefault();
    void host.close().finally(() => {
      engineEnded = true;
      app.quit();
    });
  });
}

/** Empty where no engine answers: nothing is under way then. */
async function stateOf(host: LabHost): Promise<QueueState> {
  return host.engine.state.state === 'ready'
    ? host.engine.request('queue.show', {}).catch(() => ({ items: [] }))
    : { items: [] };
}
