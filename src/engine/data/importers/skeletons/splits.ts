/** Which clips train and which test. */
import type { Split } from '../../../../shared/data/dataset';
import { randomFrom } from '../../../random';
import { quoted, RowProblem } from '../../../files/row-problem';
import type { SkeletonLayout } from './layout';

/** What the name of a clip of NTU RGB+D tells: `S001C002P003R002A013`. */
export interface ClipName {
  readonly setup: number;
  readonly camera: number;
  readonly subject: number;
}

export function clipName(name: string): ClipName | null {
  const found = /S(\d{3})C(\d{3})P(\d{3})R\d{3}A\d{3}/u.exec(name);
  if (found === null) return null;
  const [setup, camera, subject] = found.slice(1).map(Number);
  return { setup, camera, subject };
}

/** Subjects that train, as the authors of NTU RGB+D 60 and 120 chose them: the first 20 of them are those of 60. */
const TRAINING_SUBJECTS: ReadonlySet<number> = new Set([
  ...[1, 2, 4, 5, 8, 9, 13, 14, 15, 16, 17, 18, 19, 25, 27, 28, 31, 34, 35, 38],
  ...[45, 46, 47, 49, 50, 52, 53, 54, 55, 56, 57, 58, 59, 70, 74, 78, 80, 81, 82, 83, 84, 85, 86, 89],
  ...[91, 92, 93, 94, 95, 97, 98, 100, 103],
]);
const TRAINING_CAMERAS: ReadonlySet<number> = new Set([2, 3]);

/** Shares of the groups that test and validate, where nothing says so. */
const TEST_SHARE = 0.2;
const VALIDATION_SHARE = 0.1;

/**
 * The split of a clip: as its file says; else by the protocol of NTU RGB+D; else drawn by its group. What is drawn is drawn by
 * group, so that no subject is in two splits for that; of clips that train a tenth of the groups validates where none is told to.
 *
 * @param told the split of its file
 * @param group its subject, or what else it is called by
 */
export function splitOfClip(
  told: Split | null,
  isValidationTold: boolean,
  protocol: SkeletonLayout['split'],
  group: string,
  name: string,
): Split {
  const drawn = randomFrom('skeletons', 'split', group).uniform();
  const trains = (): Split => (!isValidationTold && drawn < VALIDATION_SHARE ? 'validation' : 'train');
  if (told !== null) return told === 'train' ? trains() : told;
  if (protocol !== undefined) {
    const found = clipName(name);
    if (found === null) {
      throw new RowProblem(
        `${quoted(name)} does not tell setup, camera and subject, which the split ${protocol} goes by: S001C002P003R002A013.`,
      );
    }
    return isTraining(protocol, found) ? trains() : 'test';
  }
  return drawn >= 1 - TEST_SHARE ? 'test' : trains();
}

function isTraining(protocol: NonNullable<SkeletonLayout['split']>, { setup, camera, subject }: ClipName): boolean {
  switch (protocol) {
    case 'cross-subject':
      return TRAINING_SUBJECTS.has(subject);
    case 'cross-view':
      return TRAINING_CAMERAS.has(camera);
    case 'cross-setup':
      return setup % 2 === 0;
    default:
      return protocol satisfies never;
  }
}
