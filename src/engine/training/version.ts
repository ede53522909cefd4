import type { FusionName } from '../../shared/recipe/fusions';

/** Part of a trained model's identity: raised whenever equal specifications would give other weights. */
export const trainingVersion = 2;

/** As above, of the models of one fusion alone; left out: its own training is as it was. */
export const fusionTrainingVersions: Partial<Readonly<Record<FusionName, number>>> = {
  // Trained without the rank regulariser before.
  qmf: 2,
};
