import type { StudyPlan } from '../../shared/plan/plan';
import type { Verdict } from '../verdict';
import { seedNote } from '../verdict/seed-note';
import type { SegmentationAnalysis } from './pixel-model';
import { pixelHeadline, pixelReading, pixelVerdicts } from './sentences';

/** The verdict of a run whose models answer for every pixel; of others as it is. */
export function withPixels(
  verdict: Verdict,
  segmentation: SegmentationAnalysis | null,
  plan: Pick<StudyPlan, 'seeds' | 'subjects'>,
  complete: boolean,
): Verdict {
  if (segmentation === null) return verdict;
  const headline = pixelHeadline(segmentation);
  return {
    ...verdict,
    headline: complete ? headline : `Provisional, as the run is incomplete. ${headline}`,
    models: pixelVerdicts(segmentation),
    reading: [...pixelReading, ...seedNote(plan)],
  };
}
