import { decimal } from '../format';
import { mayGrow, type VoteChoice } from '../../shared/certificates/certificate';
import type { TrainingChoice } from '../../shared/training/training';
import type { CertificateSetting } from '../certificate-setting';
import type { ModelAnalysis } from '../model-analysis';
import { flagList, type Flag } from './flag';

/** What makes a certificate by votes worth less than it looks. */
export function certificateFlags(
  title: string,
  { ablation: { rate, wordsUnseen } }: Pick<TrainingChoice, 'ablation'>,
  certified: readonly { readonly setting: CertificateSetting<VoteChoice>; readonly constant: boolean }[],
): readonly Flag[] {
  return certified.flatMap(({ setting, constant }) => {
    const { flags, raise } = flagList({ model: title, attack: setting.title });
    if (constant) {
      raise(
        'constant-ensemble',
        'warning',
        'The ensemble says the same of every sample, though their labels differ.',
        'What is proved is that a constant stays one. Draw more elements, or train on draws (training.ablation).',
      );
    }
    if (rate === 0) {
      raise(
        'not-ablated',
        'note',
        'The model was not trained on draws of elements, which is all that its ensemble sees.',
        'Its votes are worse than they need be. A subject trained on draws (training.ablation.rate above 0) shows by how much.',
      );
    } else if (mayGrow(setting.choice) && wordsUnseen === 'masked') {
      raise(
        'ablated-otherwise',
        'note',
        'In training, words that were not drawn kept their places; in the draws of this ensemble they leave no gap.',
        'Its votes are worse than they need be. Train with training.ablation.wordsUnseen "left-out".',
      );
    }
    return flags;
  });
}

/** Radii that an attack of the same run contradicts. */
export function radiusFlags({ title, keptRadii }: Pick<ModelAnalysis, 'title' | 'keptRadii'>): readonly Flag[] {
  return keptRadii.flatMap(({ setting, proofChecked, estimateChecked }) => {
    const { flags, raise } = flagList({ model: title, attack: setting.title });
    if (proofChecked !== null && proofChecked.changed > 0) {
      raise(
        'broken-proof',
        'void',
        `Attacks changed the answer ${times(proofChecked)} within what was proven to keep it.`,
        'A proof that is broken is none: the fault is the lab’s. Use none of these radii, and report it.',
      );
    }
    if (estimateChecked.changed > 0) {
      raise(
        'estimate-too-large',
        'warning',
        `Attacks changed the answer ${times(estimateChecked)} within the estimated radius.`,
        'The slopes seen on training samples are not the steepest there are: take the estimate for no bound.',
      );
    }
    return flags;
  });
}

function times({ changed, within }: { readonly changed: number; readonly within: number }): string {
  return `in ${decimal(changed)} of ${decimal(within)} cases`;
}
