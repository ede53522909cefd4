import type { QueueItem } from '../../shared/queue';

/** What a person who quits while work is under way may choose. */
export type QuitChoice = 'stay' | 'pause' | 'stop' | 'resume-next-time';

/** In the order of the dialog's buttons. */
export const quitChoices: readonly { readonly choice: QuitChoice; readonly label: string }[] = [
  { choice: 'resume-next-time', label: 'Quit, go on next time' },
  { choice: 'pause', label: 'Finish the batch and pause' },
  { choice: 'stop', label: 'Stop now' },
  { choice: 'stay', label: 'Stay' },
];

/** What the dialog says; null where nothing would be broken off. */
export function quitQuestion(
  items: readonly QueueItem[],
): { readonly message: string; readonly detail: string } | null {
  const working = items.filter(({ state }) => state === 'working');
  if (working.length === 0) return null;
  const waiting = items.filter(({ state }) => state === 'waiting').length;
  return {
    message: `Work is under way: ${working.map(({ title }) => title).join(', ')}.`,
    detail: [
      waiting === 0 ? '' : `${waiting} more ${waiting === 1 ? 'waits' : 'wait'} in the queue. `,
      'What is recorded is kept whatever you choose. ',
      'A run that is stopped can be resumed by hand; one that goes on next time is resumed when the lab starts. ',
      'A training that no run began goes on by hand only, from its last checkpoint.',
    ].join(''),
  };
}

/** Runs to be resumed at the next start, in their order. */
export function runsToResume(items: readonly QueueItem[]): readonly string[] {
  return items.flatMap(({ state, run }) => (state === 'paused' || run === null ? [] : [run]));
}
