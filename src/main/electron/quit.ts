import { app, dialog, type BrowserWindow } from 'electron';
import type { QueueState } from '../../shared/queue';
import type { LabHost } from '../lab-host';
import { quitChoices, quitQuestion, runsToResume } from './quit-guard';
import { noteRuns } from './resume';

/** Longest wait for a batch to end, in milliseconds, and how often it is looked at. */
const pausing = { longest: 30_000, step: 200 };

/**
 * Asks before work is broken off, and ends the engine before the program.
 *
 * @param resumeFile where runs of this lab that go on next time are noted
 */
export function guardQuit(window: BrowserWindow, host: LabHost, resumeFile: string, lab: string): void {
  let agreed = false;
  const ask = async (): Promise<void> => {
    const queue = await stateOf(host);
    const question = quitQuestion(queue.items);
    if (question !== null) {
      const { response } = await dialog.showMessageBox(window, {
        type: 'question',
        ...question,
        buttons: quitChoices.map(({ label }) => label),
        defaultId: 0,
        cancelId: quitChoices.length - 1,
        noLink: true,
      });
      const { choice } = quitChoices[response] ?? { choice: 'stay' };
      switch (choice) {
        case 'stay':
          return;
        case 'pause':
          await pauseAll(host, queue);
          break;
        case 'stop':
          break;
        case 'resume-next-time':
          noteRuns(resumeFile, lab, runsToResume(queue.items));
          break;
        default:
          choice satisfies never;
      }
    }
    agreed = true;
    window.close();
  };
  let asking = false;
  window.on('close', (event) => {
    if (agreed) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    ask()
      .catch((error: unknown) => {
        host.log.add('error', `Quitting failed: ${String(error)}`);
      })
      .finally(() => {
        asking = false;
      });
  });

  // Whoever sends a signal is not there to answer.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      agreed = true;
      app.quit();
    });
  }

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

async function pauseAll(host: LabHost, queue: QueueState): Promise<void> {
  // Those that wait first, or one of them would take its turn.
  for (const state of ['waiting', 'working'] as const) {
    for (const item of queue.items.filter((one) => one.state === state)) {
      await host.engine.request('queue.pause', { item: item.id }).catch(() => undefined);
    }
  }
  for (let waited = 0; waited < pausing.longest; waited += pausing.step) {
    const { items } = await stateOf(host);
    if (items.every(({ state }) => state !== 'working')) return;
    await new Promise((resolve) => setTimeout(resolve, pausing.step));
  }
}
