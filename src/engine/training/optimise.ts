import type { TrainingChoice } from '../../shared/training/training';
import type { Parameters } from '../models/parameters';
import { adamStep, type AdamSettings, type AdamState } from './adam';
import { sgdStep } from './sgd';

/** Of the released code of MLA (arXiv 2311.10707), and of most others. */
const MOMENTUM = 0.9;

/** One step of the optimiser that a training has. A new state; the old one is left to its owner. */
export function optimiserStep(
  state: AdamState,
  gradients: Parameters,
  optimiser: TrainingChoice['optimiser'],
  settings: AdamSettings,
): AdamState {
  switch (optimiser) {
    case 'adam':
      return adamStep(state, gradients, settings);
    case 'sgd':
      return sgdStep(state, gradients, { ...settings, momentum: MOMENTUM });
    default:
      return optimiser satisfies never;
  }
}
