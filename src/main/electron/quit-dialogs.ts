import { dialog, type BrowserWindow } from 'electron';
import type { QueueItem } from '../../shared/runs/queue';
import type { QuitTalk } from '../quit-talk';
import { quitChoices, quitQuestion, quitTrouble, troubleButtons, waitingQuestion, type QuitChoice } from './quit-guard';

/** Nothing is asked where nothing would be broken off: the program may `stop` then. */
export async function askHowToQuit(window: BrowserWindow, items: readonly QueueItem[]): Promise<QuitChoice> {
  const question = quitQuestion(items);
  if (question === null) return 'stop';
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    ...question,
    buttons: quitChoices.map(({ label }) => label),
    defaultId: 0,
    cancelId: quitChoices.length - 1,
    noLink: true,
  });
  return quitChoices[response]?.choice ?? 'stay';
}

/** Asks for a decision while batches are waited for, by a dialog that goes when there is none to take any more. */
export async function askWhileWaiting(window: BrowserWindow, talk: QuitTalk): Promise<void> {
  for (;;) {
    const question = waitingQuestion(talk.state);
    if (question === null) return;
    const changed = talk.changed();
    const over = new AbortController();
    void changed.then(() => {
      over.abort();
    });
    const { response } = await dialog.showMessageBox(window, {
      type: talk.state.state === 'failed' ? 'warning' : 'info',
      message: question.message,
      detail: question.detail,
      buttons: [...question.buttons],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
      signal: over.signal,
    });
    const decision = question.decisions.at(response);
    // A dialog that is ended answers as if it was cancelled.
    if (!over.signal.aborted && decision !== undefined && talk.isOpen) talk.decide(decision);
    await changed;
  }
}

/** Says that what was chosen could not be carried out. @returns may the program quit all the same? */
export async function quitAllTheSame(window: BrowserWindow, error: unknown): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    ...quitTrouble(error),
    buttons: [...troubleButtons],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === troubleButtons.indexOf('Quit all the same');
}
