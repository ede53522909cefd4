/** Figures of models that answer for every pixel. */
import type { Requirement } from '../../shared/plan/requirement';
import { isVoidAttack } from '../standing';
import { miouOf, untouchedOf } from '../segmentation/iou';
import type { AttackedPixels, PixelResults } from '../segmentation/pixel-results';
import { gapOf } from '../segmentation/segmentation-analysis';
import { trustOf } from '../segmentation/trust';
import type { Estimate } from '../statistics/estimate';
import { isAbout, isOfLevel, restsOn, unattacked, type Candidate, type RequiredModel } from './candidate';
import { doesNoMore, weightiest } from './rivals';

/** @param samples of the study: the records of a complete cell */
export function requiredPixelModel(results: PixelResults, samples: number): RequiredModel {
  const { cell, title } = results;
  return {
    subject: cell.subject,
    model: cell.model,
    title,
    candidates: (requirement) => candidatesFor(requirement, results, samples),
  };
}

/** Intervals are drawn as those of the same figures elsewhere, so that equal confidence gives equal ends. */
function candidatesFor(requirement: Requirement, results: PixelResults, samples: number): readonly Candidate[] {
  const { measure, confidence } = requirement;
  const { title, clean, measured, baselines } = results;
  const attacks = measured.filter((own) => own.kind === 'attack');
  const restsUnder = restsOn([clean, ...[...measured, ...baselines].map(({ records }) => records)], samples);
  const underAttack = (own: AttackedPixels, estimate: Estimate): Candidate => ({
    setting: own.setting,
    failing: null,
    estimate,
    otherCount: null,
    attacked: own.changed.length,
    rival: null,
    rests: restsUnder,
  });
  const left = (own: AttackedPixels): Candidate =>
    underAttack(own, miouOf(own.changed, `${title}/${own.kind}/${own.key}`, confidence));
  switch (measure) {
    case 'miou':
      return clean.length === 0
        ? []
        : [unattacked(miouOf(untouchedOf(clean), `${title}/clean`, confidence), restsOn([clean], samples))];
    case 'degraded-miou': {
      const failing = measured.filter((own) => own.kind === 'degraded');
      return failing
        .filter(({ setting }) => isOfLevel(requirement, setting))
        .map(({ kind, key, changed, setting }) =>
          unattacked(
            miouOf(changed, `${title}/${kind}/${key}`, confidence),
            restsOn(
              failing.map(({ records }) => records),
              samples,
            ),
            setting,
          ),
        );
    }
    case 'robust-miou':
      return attacks
        .filter(({ setting }) => isAbout(requirement, setting))
        .map((own) => {
          // Of a void attack nothing may be said, for or against the model.
          const others = attacks.filter((other) => doesNoMore(other.setting, own.setting) && !isVoid(other)).map(left);
          const candidate = left(own);
          return { ...candidate, rival: weightiest(others, candidate, measure) };
        });
    case 'single-source-gap':
      return attacks
        .filter(({ setting }) => requirement.attack === undefined || isAbout(requirement, setting))
        .flatMap((own) => {
          const gap = gapOf(results, own, confidence);
          return gap === null ? [] : [underAttack(own, gap.estimate)];
        });
    case 'accuracy':
    case 'robust-accuracy':
    case 'label-preserving-robust-accuracy':
    case 'attack-success-rate':
    case 'degraded-accuracy':
    case 'macro-f1':
    case 'robust-macro-f1':
    case 'mean-absolute-error':
    case 'robust-mean-absolute-error':
      return [];
    default:
      return measure satisfies never;
  }
}

function isVoid({ records, setting }: AttackedPixels): boolean {
  return setting.kind === 'perturbation' && isVoidAttack(trustOf(records, setting));
}
