import { flagList, type Flag } from '../flags/flag';
import { countOf } from '../format';
import type { SegmentationAnalysis } from './segmentation-analysis';

/** What makes an mIoU worth less than it looks. */
export function pixelFlags({ models }: SegmentationAnalysis): readonly Flag[] {
  return models.flatMap(({ title, conditions }) =>
    conditions.flatMap((condition) => {
      const { flags, raise } = flagList({ model: title, attack: condition.title });
      if (condition.altered > 0) {
        raise(
          'zero-budget',
          'void',
          `At radius zero the attack changed the logits of ${countOf(condition.altered, 'sample')}.`,
          'Its own path changes inputs, so that none of its numbers counts. Report this as a fault of the lab.',
        );
      }
      const { noise, miou } = condition;
      if ((noise?.value ?? 1) < (miou.value ?? 0)) {
        raise(
          'weaker-than-noise',
          'warning',
          'Random noise on the boundary of the same ball leaves less than the attack does.',
          'The attack found hardly anything: gradients may be masked, or its steps too few. Do not call the model robust.',
        );
      }
      return flags;
    }),
  );
}
