import { LabError } from '../../../shared/errors';

/** Why an attack that is made on another model cannot be made on one alone. */
export function madeElsewhere(): LabError {
  return new LabError(
    'unsupported',
    'transfer is made on another model than it is shown to: here there is one alone.',
    {
      where: 'attack.name',
      remedy: 'Give it in a study, whose plan names the source.',
    },
  );
}
