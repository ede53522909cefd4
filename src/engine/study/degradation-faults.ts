/** What is wrong with the degradations of a plan, one by one and beside each other. */
import type { DatasetManifest } from '../../shared/data/dataset';
import {
  corruptionsOf,
  happensTo,
  levelsField,
  stepsOf,
  strayCorruptions,
  type Degradation,
} from '../../shared/degradations/degradation';
import type { LabError } from '../../shared/errors';
import { canonicalJson } from '../../shared/identity';
import { oneOf } from '../../shared/text/wording';
import { degradationIdentity } from './cell-id';
import { planFault } from './plan-fault';
import type { PlanParts } from './plan-parts';
import { sameFaults, type Planned } from './same-faults';

function placeOfStep(degradation: Degradation, index: number, step: number): string {
  const place = `plan.degradations[${index}]`;
  const field = levelsField(degradation);
  if (field === null) return place;
  if (degradation.name !== 'corruption') return `${place}.${field}[${step}]`;
  const { length } = degradation.severities;
  return degradation.kinds.length > 1
    ? `${place}.kinds[${Math.floor(step / length)}]`
    : `${place}.${field}[${step % length}]`;
}

/** A corruption of pictures on a text, or the other way round. */
export function corruptionFaults(
  degradation: Degradation,
  index: number,
  manifest: DatasetManifest,
): readonly LabError[] {
  if (degradation.name !== 'corruption') return [];
  return degradation.modalities.flatMap((id) => {
    if (!Object.hasOwn(manifest.modalities, id)) return [];
    const { kind } = manifest.modalities[id];
    const stray = strayCorruptions(degradation, kind);
    if (stray.length === 0) return [];
    return [
      planFault(
        `plan.degradations[${index}].kinds`,
        `has ${stray.map((own) => `"${own}"`).join(', ')}, which does not happen to "${id}", of the kind "${kind}".`,
        corruptionsOf(kind).length === 0
          ? 'Let another input suffer, a picture or a text.'
          : `Give ${oneOf(corruptionsOf(kind))}, or let another input suffer.`,
      ),
    ];
  });
}

/** Noise of pictures and texts on what is neither. */
export function strayNoiseFaults(
  degradation: Degradation,
  index: number,
  { modalities }: DatasetManifest,
): readonly LabError[] {
  if (degradation.name !== 'qmf-noise') return [];
  return degradation.modalities.flatMap((id) =>
    !Object.hasOwn(modalities, id) || happensTo(degradation.name, modalities[id].kind)
      ? []
      : [
          planFault(
            `plan.degradations[${index}].modalities`,
            `names "${id}", of the kind "${modalities[id].kind}", which QMF has no noise for.`,
            'Name pictures and texts alone.',
          ),
        ],
  );
}

/** Two equal degradations would make one cell. */
export function degradedTwinFaults(degradations: PlanParts['degradations']): readonly LabError[] {
  return sameFaults(
    degradations.flatMap((degradation, index) =>
      degradation === null
        ? []
        : stepsOf(degradation).map(({ level, kind }, step): Planned => ({
            where: placeOfStep(degradation, index, step),
            key: canonicalJson(degradationIdentity(degradation, step)),
            problem: (twin) =>
              `is ${degradation.name === 'missing' ? '"missing"' : `${kind === null ? '' : `"${kind}" at `}${String(level)}`}, the same as ${twin}.`,
            remedy: 'Remove one of the two.',
          })),
    ),
  );
}
