import { countOf, decimal, lossEstimate, percentEstimate, pointsEstimate } from '../format';
import { textLines } from '../summary/lines';
import { rayText } from '../certificates/mmcert/ray-text';
import type { SegmentationAnalysis } from './pixel-model';

/** The models of a study that answer for every pixel, for a terminal. */
export function pixelSummary({ models }: SegmentationAnalysis): readonly string[] {
  return models.flatMap(({ title, miou, alone, conditions, certified, parts }) => [
    '',
    ...textLines(title),
    ...textLines(`  mIoU untouched: ${percentEstimate(miou)}`),
    ...alone.flatMap((own) => textLines(`  mIoU of ${own.modality} alone: ${percentEstimate(own.miou)}`)),
    ...conditions.flatMap((condition) => [
      ...textLines(`  ${condition.title}: ${percentEstimate(condition.miou)}, lost ${lossEstimate(condition.drop)}`),
      ...(condition.gap === null
        ? []
        : textLines(`      beside ${condition.gap.single} alone: ${pointsEstimate(condition.gap.estimate)}`)),
      ...(condition.split === null
        ? []
        : textLines(
            `      beside all of the budget on one (${condition.split.single}): ${pointsEstimate(condition.split.estimate)}`,
          )),
    ]),
    ...certified.flatMap(({ setting, ensemble, rays }) => [
      ...textLines(`  ${setting.title}, mIoU of the ensemble: ${percentEstimate(ensemble.iou)}`),
      ...rays.flatMap(({ ray, points: [first], largest }) =>
        textLines(
          `      certified with ${rayText(ray)} modified: mIoU at least ${percentEstimate(first.iou)} at radius 0; pixels up to radius ${largest === null ? '–' : decimal(largest)}`,
        ),
      ),
    ]),
    ...parts.flatMap((part) => [
      ...textLines(`  ${part.name} (${countOf(part.samples, 'sample')}): ${percentEstimate(part.miou)}`),
      ...part.alone.flatMap((own) => textLines(`      ${own.modality} alone: ${percentEstimate(own.miou)}`)),
    ]),
  ]);
}
