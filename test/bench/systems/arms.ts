/** Systems to be timed, each beside plain concatenation of the same encoders' kind on the same data. */
import type { ModelSpec } from '../../../src/shared/models/model-spec';
import type { z } from 'zod';

type Recipe = z.input<typeof ModelSpec>['recipe'];
type Training = NonNullable<z.input<typeof ModelSpec>['training']>;

export interface Arm {
  readonly system: string;
  readonly recipe: Recipe;
  readonly training?: Training;
  /** Goes on from the ensemble of its group, which is trained before and not counted. */
  readonly isAfterEnsemble?: boolean;
  /** Passes that are counted: those with labels, or those before without. */
  readonly counted?: 'labels' | 'pretraining';
}

export interface ArmGroup {
  readonly dataset: string;
  readonly trainRows: number;
  /** The first is what the others are divided by. */
  readonly arms: readonly Arm[];
}

const pictures = { image: { name: 'cnn' }, text: { name: 'mean-words' } } as const;
const onPictures = (fusion: Recipe['fusion']): Recipe => ({ encoders: pictures, fusion, head: { name: 'mlp' } });
const late = onPictures({ name: 'late' });

const steps = { light: { name: 'raw-steps' }, tone: { name: 'raw-steps' }, touch: { name: 'raw-steps' } } as const;
const onSteps = (memory: 'level-0' | 'average' | 'gate'): Recipe => ({
  encoders: steps,
  fusion: { name: 'mult', layers: 2, memory },
  head: { name: 'linear' },
});
const convolved = {
  light: { name: 'temporal-cnn' },
  tone: { name: 'temporal-cnn' },
  touch: { name: 'temporal-cnn' },
} as const;

const withWatch = (skeleton: Recipe['encoders'][string]): Recipe => ({
  encoders: { skeleton, watch: { name: 'temporal-cnn' } },
  fusion: { name: 'concat' },
  head: { name: 'linear' },
});
const pretraining = { epochs: 1, batchSize: 32, learningRate: 1e-3 } as const;

export const armGroups: readonly ArmGroup[] = [
  {
    dataset: 'emoji-groups',
    trainRows: 256,
    arms: [
      { system: 'concat, joint', recipe: onPictures({ name: 'concat' }) },
      { system: 'MLA, joint', recipe: onPictures({ name: 'mla' }) },
      { system: 'MLA, alternating', recipe: onPictures({ name: 'mla' }), training: { method: 'alternating' } },
      { system: 'UniS-MMC', recipe: onPictures({ name: 'unis-mmc' }) },
      { system: 'MMLoRA: ensemble', recipe: late, training: { method: 'ensemble' } },
      { system: 'MMLoRA: adapters', recipe: late, training: { method: 'adapters' }, isAfterEnsemble: true },
    ],
  },
  {
    dataset: 'cued-classes',
    trainRows: 128,
    arms: [
      {
        system: 'concat, joint',
        recipe: { encoders: convolved, fusion: { name: 'concat' }, head: { name: 'linear' } },
      },
      { system: 'MulT (level 0)', recipe: onSteps('level-0') },
      { system: 'multi-scale, averaged', recipe: onSteps('average') },
      { system: 'multi-scale, gated', recipe: onSteps('gate') },
    ],
  },
  {
    dataset: 'skeleton-actions',
    trainRows: 128,
    arms: [
      { system: 'concat, joint', recipe: withWatch({ name: 'temporal-cnn' }) },
      { system: 'UmURL, joints alone', recipe: withWatch({ name: 'umurl', streams: 'joint' }) },
      { system: 'UmURL, one fused stream', recipe: withWatch({ name: 'umurl', streams: 'fused' }) },
      { system: 'UmURL, three streams', recipe: withWatch({ name: 'umurl', streams: 'three' }) },
      {
        system: 'UmURL, fused, without labels',
        recipe: withWatch({ name: 'umurl', streams: 'fused' }),
        training: { pretraining },
        counted: 'pretraining',
      },
    ],
  },
];
