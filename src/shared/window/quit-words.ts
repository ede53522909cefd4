import type { QuitDecision } from './quitting';

/** What the window and the dialogs of the system say alike of a program that quits while work is under way. */
export const quitWords = {
  waiting: 'The lab quits as soon as the batch is done',
  failed: 'The batch could not be finished',
  kept: 'What is recorded is kept.',
  byHand: 'A run that is broken off can be resumed on the page Runs once the lab is open again.',
  decisions: {
    'keep-working': 'Keep working',
    'stop-now': 'Stop now',
    'try-again': 'Try again',
  } satisfies Readonly<Record<QuitDecision, string>>,
} as const;
