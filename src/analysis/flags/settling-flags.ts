import { isUndecided } from '../../shared/records/answer';
import type { Settled } from '../../shared/records/record';
import { countOf, decimal, percent } from '../format';
import type { ModelAnalysis } from '../model-analysis';
import type { ModelResults } from '../results';
import { flagList, type Flag, type Raise } from './flag';

interface Answered {
  readonly predicted: number;
  readonly settled: Settled;
}

/** Inputs of which a fusion that iterates had not come to rest when it answered. */
export function settlingFlags(results: ModelResults, analysis: ModelAnalysis): readonly Flag[] {
  const clean = flagList({ model: analysis.title, attack: null });
  raiseFor(
    clean.raise,
    results.clean.flatMap(({ clean: { predicted }, settled }) =>
      settled === undefined ? [] : [{ predicted, settled }],
    ),
    '',
  );
  const attacked = results.attacks.map((result) => {
    const own = flagList({ model: analysis.title, attack: result.setting.title });
    if (result.kind !== 'removal') {
      const outcomes = result.records.map(({ outcome }) => outcome);
      const answered = outcomes.flatMap((outcome) =>
        outcome?.settled === undefined ? [] : [{ predicted: outcome.attacked.predicted, settled: outcome.settled }],
      );
      raiseFor(own.raise, answered, ' under it');
    }
    return own.flags;
  });
  return [...clean.flags, ...attacked.flat()];
}

function raiseFor(raise: Raise, answers: readonly Answered[], where: string): void {
  const of = decimal(answers.length);
  const unsolved = answers.filter(({ settled }) => !settled.solved).length;
  if (unsolved > 0) {
    raise(
      'unsolved',
      'warning',
      `The fusion had not come to rest on ${countOf(unsolved, 'sample')} of ${of}${where} when its steps ended.`,
      'What it answers there depends on where it was stopped. Allow more steps (fusion.iterations), take the other solver (fusion.solver), or train with a stronger fusion.jacobian.',
      {
        statement: `The fusion had not come to rest on {} of the samples${where} when its steps ended.`,
        figure: `${decimal(unsolved)} of ${of}`,
        brief: percent(unsolved / answers.length),
        size: unsolved / answers.length,
      },
    );
  }
  const undecided = answers.filter(({ predicted, settled }) => isUndecided({ predicted }, settled)).length;
  if (undecided > 0) {
    raise(
      'undecided',
      'warning',
      `Twice the steps change the answer to ${countOf(undecided, 'sample')} of ${of}${where}.`,
      'Such an answer is undecided, not robust: under an attack it is not counted as withstood. Allow more steps (fusion.iterations).',
      {
        statement: `Twice the steps change the answer to {} of the samples${where}.`,
        figure: `${decimal(undecided)} of ${of}`,
        brief: percent(undecided / answers.length),
        size: undecided / answers.length,
      },
    );
  }
}
