import { listOf } from './format';
import { roundedDuration } from './rounded-duration';
import type { TimeEstimate } from './time-estimate';

/** How long something may take, for people: a short line, and what it rests on where that is not what was computed here. */
export interface TimeText {
  readonly line: string;
  readonly detail: string | null;
}

/** Most attacks without a time that are named. */
const mostNamed = 3;

/** `about 4 min, of which 2 min training`; `at least 3 h` where something in it was never timed. */
export function timeText(estimate: TimeEstimate): TimeText {
  const { training, attacks, notTimed, rough } = estimate;
  if (training === null && attacks === null) {
    return { line: 'not known yet', detail: 'Nothing like it was computed in this lab before.' };
  }
  const isWhole = training !== null && attacks !== null && notTimed.length === 0;
  const total = roundedDuration((training ?? 0) + (attacks ?? 0));
  const share = training !== null && training > 0 && attacks !== null && attacks > 0 ? roundedDuration(training) : null;
  const detail = [
    training === null ? 'How long training takes is not known yet.' : null,
    attacks === null ? 'How long attacks take is not known yet.' : null,
    notTimed.length === 0 ? null : `Not timed here yet and not counted: ${namesOf(notTimed)}.`,
    rough ? basis(estimate) : null,
  ].filter((sentence) => sentence !== null);
  return {
    line: [
      `${isWhole ? (rough ? 'roughly' : 'about') : 'at least'} ${total}`,
      ...(share === null ? [] : [`of which ${share} training`]),
      ...(training === 0 ? ['nothing to train'] : []),
    ].join(', '),
    detail: detail.length === 0 ? null : detail.join(' '),
  };
}

function basis({ elsewhere }: TimeEstimate): string {
  switch (elsewhere) {
    case undefined:
      return 'Rough: from a few steps timed on this machine and the most that each attack may ask.';
    case 'as it was':
      return 'Rough: as on a machine with two processor cores; this one was not timed yet.';
    case 'in proportion':
      return 'Rough: as on a machine with two processor cores, in proportion to what this one has trained.';
    default:
      return elsewhere satisfies never;
  }
}

function namesOf(names: readonly string[]): string {
  if (names.length <= mostNamed) return listOf(names);
  return listOf([...names.slice(0, mostNamed), `${String(names.length - mostNamed)} more`]);
}
