import type { QueueItem } from '../../shared/runs/queue';
import { quitWords } from '../../shared/window/quit-words';
import { quitDecisions, type HeldWork, type QuitDecision, type Quitting } from '../../shared/window/quitting';

/** What a person who quits while work is under way may choose. */
export type QuitChoice = 'stay' | 'pause' | 'stop' | 'resume-next-time';

/** In the order of the dialog's buttons. */
export const quitChoices: readonly { readonly choice: QuitChoice; readonly label: string }[] = [
  { choice: 'resume-next-time', label: 'Quit, go on next time' },
  { choice: 'pause', label: 'Finish the batch and pause' },
  { choice: 'stop', label: 'Stop now' },
  { choice: 'stay', label: 'Stay' },
];

/** What a dialog says. */
export interface Question {
  readonly message: string;
  readonly detail: string;
}

/** What the dialog says; null where nothing would be broken off. */
export function quitQuestion(items: readonly QueueItem[]): Question | null {
  const working = items.filter(({ state }) => state === 'working');
  if (working.length === 0) return null;
  const waiting = items.filter(({ state }) => state === 'waiting').length;
  return {
    message: `Work is under way: ${titlesOf(working)}.`,
    detail: [
      waiting === 0 ? '' : `${waiting} more ${waiting === 1 ? 'waits' : 'wait'} in the queue. `,
      'What is recorded is kept whatever you choose. ',
      'A run that is stopped can be resumed by hand; one that goes on next time is resumed when the lab starts. ',
      'A training that no run began goes on by hand only, from its last checkpoint.',
    ].join(''),
  };
}

/** What a dialog asks while batches are waited for, where no window can; null where they are not. */
export function waitingQuestion(
  quitting: Quitting,
): (Question & { readonly decisions: readonly QuitDecision[]; readonly buttons: readonly string[] }) | null {
  switch (quitting.state) {
    case 'no':
      return null;
    case 'waiting':
      return {
        message: `${quitWords.waiting}.`,
        detail: `Waiting for: ${titlesOf(quitting.works)}. ${kept(quitting.works)}`,
        ...answersTo(quitDecisions.waiting),
      };
    case 'failed':
      return {
        message: `${quitWords.failed}.`,
        detail: `${quitting.reason} ${kept(quitting.works)} ${quitWords.byHand}`,
        ...answersTo(quitDecisions.failed),
      };
    default:
      return quitting satisfies never;
  }
}

/** Buttons of a dialog after a choice that could not be carried out, in their order. */
export const troubleButtons = ['Stay', 'Quit all the same'] as const;

/** What a dialog says when what was chosen could not be carried out. */
export function quitTrouble(error: unknown): Question {
  return {
    message: 'What you chose could not be done before quitting.',
    detail: `${String(error)} ${quitWords.kept} ${quitWords.byHand}`,
  };
}

function kept(works: readonly HeldWork[]): string {
  const counts = works.flatMap(({ title, recorded }) =>
    recorded === null ? [] : [`${recorded.done} of ${recorded.total} records of ${title}`],
  );
  return counts.length === 0 ? quitWords.kept : `Recorded and kept: ${counts.join(', ')}.`;
}

function titlesOf(works: readonly Pick<HeldWork, 'title'>[]): string {
  return works.map(({ title }) => title).join(', ');
}

function answersTo(decisions: readonly QuitDecision[]): {
  readonly decisions: readonly QuitDecision[];
  readonly buttons: readonly string[];
} {
  return { decisions, buttons: decisions.map((decision) => quitWords.decisions[decision]) };
}

/** Runs to be resumed at the next start, in their order. */
export function runsToResume(items: readonly QueueItem[]): readonly string[] {
  return items.flatMap(({ state, run }) => (state === 'paused' || run === null ? [] : [run]));
}
