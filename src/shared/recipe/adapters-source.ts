import type { AttackSource } from '../attacks/facts';
import { from } from '../papers/papers';

/** What low-rank adapters over an ensemble go back to, and how closely. */
export const adaptersSource: AttackSource = {
  title: 'MMLoRA-style reconstruction, not verified',
  ...from`${'du2023improving'}; no code is known`,
  fidelity: 'reconstruction',
  difference:
    'inputs trained each by itself, frozen, and low-rank matrices trained together over them, as the paper has it; their rank, scaling, places and steps, sums of logits and frozen heads are this lab’s, as no source tells them',
};
