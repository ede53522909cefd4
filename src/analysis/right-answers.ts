import { strongestLevels } from './degradation-setting';
import type { StudyAnalysis } from './study-analysis';
import { isVoid } from './standing';
import { nothing, type Estimate } from './statistics/estimate';
import type { SubjectAnalysis } from './subject-analysis';
import { mostNamed } from './verdict/many-models';

/** Right answers of many models, each on a line: what is left of them under everything that the study does. */
export interface RightAnswers {
  readonly conditions: readonly string[];
  readonly subjects: readonly {
    readonly name: string;
    readonly isVoid: boolean;
    /** Shares of all samples, by condition; over training seeds where there are several. */
    readonly shares: readonly Estimate[];
  }[];
}

interface Condition {
  readonly title: string;
  readonly of: (subject: SubjectAnalysis) => Estimate | undefined;
}

/**
 * Null of studies of few models, which stand beside each other as they are, and of models that answer for every pixel.
 * Noise is told at its strongest level, a certificate at radius 0.
 */
export function rightAnswers({
  subjects,
  attacks,
  degradations,
  certificates,
  segmentation,
}: StudyAnalysis): RightAnswers | null {
  if (segmentation !== null || subjects.length <= mostNamed) return null;
  const conditions: readonly Condition[] = [
    { title: 'clean', of: ({ overall }) => overall.accuracy },
    ...attacks.map((setting): Condition => ({
      title: setting.title,
      of: ({ overall }) => overall.attacks.find((own) => own.setting.key === setting.key)?.robustAccuracy,
    })),
    ...strongestLevels(degradations).map((setting): Condition => ({
      title: setting.title,
      of: ({ overall }) => overall.failing.find((own) => own.setting.key === setting.key)?.accuracy,
    })),
    ...certificates.flatMap((setting): Condition[] => {
      const of = ({ overall }: SubjectAnalysis): Estimate | undefined =>
        overall.certified.find((own) => own.setting.key === setting.key)?.accuracy;
      return subjects.some((subject) => of(subject) !== undefined)
        ? [{ title: `certified by ${setting.title}`, of }]
        : [];
    }),
  ];
  return {
    conditions: conditions.map(({ title }) => title),
    subjects: subjects.map((subject) => ({
      name: subject.name,
      isVoid: subject.models.some(isVoid),
      shares: conditions.map(({ of }) => of(subject) ?? nothing),
    })),
  };
}

/** How the table is to be read, in a sentence or two. */
export const rightAnswersNote =
  'Right answers as a share of all samples: untouched, under each attack (an upper bound: a stronger one may find more), with failing inputs at their strongest, and those of the ensemble that are certified (a lower bound).';
