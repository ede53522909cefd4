import { lossEstimate, percentEstimate, pointsEstimate } from '../format';
import { textLines } from '../summary/lines';
import type { SegmentationAnalysis } from './segmentation-analysis';

/** The models of a study that answer for every pixel, for a terminal. */
export function pixelSummary({ models }: SegmentationAnalysis): readonly string[] {
  return models.flatMap(({ title, miou, alone, conditions }) => [
    '',
    ...textLines(title),
    ...textLines(`  mIoU untouched: ${percentEstimate(miou)}`),
    ...alone.flatMap((own) => textLines(`  mIoU of ${own.modality} alone: ${percentEstimate(own.miou)}`)),
    ...conditions.flatMap((condition) => [
      ...textLines(`  ${condition.title}: ${percentEstimate(condition.miou)}, lost ${lossEstimate(condition.drop)}`),
      ...(condition.gap === null
        ? []
        : textLines(`      beside ${condition.gap.single} alone: ${pointsEstimate(condition.gap.estimate)}`)),
    ]),
  ]);
}
