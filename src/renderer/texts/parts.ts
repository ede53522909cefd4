/** Texts of the parts of models and attacks and of their fields, wherever they are chosen. */
export const parts = {
  notHere: (reason: string): string => `Cannot be set: ${reason}.`,
  cannot: (name: string, reason: string): string => `${name} (${reason})`,
  encoder: (modality: string): string => `Encoder of the ${modality}`,
  notRead: 'not read',
  lastModality: 'A model reads at least one modality.',
  fusion: 'Fusion',
  nothingToFuse: 'It reads one modality: there is nothing to fuse.',
  head: 'Head',
  training: 'Training',
  sections: {
    alternating: 'One input after the other (MLA)',
    adapting: 'After an ensemble: adapters, or all weights (MMLoRA-style, not verified)',
    pretraining: 'Without labels before (UmURL); off while the passes are 0',
    overfitting: 'Against overfitting',
    adversarial: 'Hardening by PGD; off while all radii are 0',
    removals: 'Hardening by removals; off while the rate is 0',
    ablation: 'For certificates: trained on draws of elements; off while the rate is 0',
  },
  field: (name: string, unit: string | null): string =>
    unit === null || name.endsWith(unit) ? name : `${name} (${unit})`,
  meaning: (meaning: string): string => (meaning === '' ? '' : `${meaning}.`),
  about: (meaning: string, range: string): string => `${meaning}. Allowed: ${range}.`,
  list: 'Numbers separated by commas.',
  byDefault: (value: string): string => `default ${value}`,
  empty: 'empty',
} as const;
