import type { FusionName } from './fusions';

/** Fusions that join as many inputs as are there, so that one which is missing is left out of their sums. */
export const leavingOut: readonly FusionName[] = ['late', 'qmf', 'mla'];
