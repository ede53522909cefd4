/** Part of a trained model's identity: raised whenever equal specifications would give other weights. */
export const trainingVersion = 2;
