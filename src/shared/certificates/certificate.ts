import { z } from 'zod';
import type { AttackSource } from '../attacks/facts';
import { Tamper, tampered } from './tamper';
import { from } from '../papers/papers';

/**
 * Certificates by sub-sampling: a model answers many draws of a few elements of each input, and the votes prove within
 * which number of modified, added or deleted elements their winner stays. The ensemble is a model of its own: an attack on
 * the model that it asks says nothing of it. And radii of small changes, which hold for the model itself, where its logits are
 * sums over its inputs.
 */

const draws = z.int().min(10).max(100_000).default(100).meta({
  description: 'draws that the model answers for each sample: the certificate rests on their votes alone',
  unit: 'draws',
});
const alpha = z
  .number()
  .positive()
  .max(0.5)
  .default(0.001)
  .meta({ title: 'α', description: 'probability, over the draws, that a certificate of one sample is wrong' });
const strict = z
  .boolean()
  .default(true)
  .meta({ description: 'halves α, since the votes that choose the label also test it' });

/** Inputs that are attacked at once, and how many elements of each for every one of the radius. */
export type Ray = Readonly<Record<string, number>>;

const rays = z
  .array(
    z.record(z.string(), z.int().min(1).max(100)).refine((ray) => Object.keys(ray).length > 1, {
      error: 'names fewer than two inputs. Give the elements of two or more.',
    }),
  )
  .max(24)
  .default([])
  .meta({
    title: 'other ratios',
    description:
      'ratios of elements in which radii are told too, besides each input alone and as many of each; the same votes answer for all',
  });

/** MMCert (Wang et al., CVPR 2024, arXiv 2403.19080): of each modality so many elements, drawn independently. */
export const MmcertChoice = z.strictObject({
  name: z.literal('mmcert').meta({ description: 'draws from each input by itself, so many elements of each' }),
  /** Elements drawn of each modality; all of a sample that has fewer. Modalities not named are always seen whole. */
  kept: z
    .record(z.string(), z.int().min(1).max(1_000_000))
    .refine((kept) => Object.keys(kept).length > 0, { error: 'names no modality. Give the elements drawn of one.' }),
  threat: Tamper.default('modify').meta({
    title: 'what an attacker does to elements',
    description:
      'the same votes cannot answer for all: what is not drawn keeps its place where elements are only modified; where they may be added or deleted it leaves none, so that a draw tells neither places nor length. Only words can be added or deleted',
    words: { modify: 'modifies them', add: 'adds some', delete: 'deletes some', mixed: 'any of the three' },
  }),
  modified: z.array(z.string()).default([]).meta({
    title: 'inputs whose elements are only modified',
    description: 'whatever an attacker does to the elements of the others at once',
  }),
  draws,
  alpha,
  strict,
  rays,
});
export type MmcertChoice = z.infer<typeof MmcertChoice>;

/** Randomized ablation (Levine and Feizi, AAAI 2020, arXiv 1911.09272) on several modalities: elements of all together. */
export const AblationChoice = z.strictObject({
  name: z
    .literal('randomized-ablation')
    .meta({ description: 'draws from all inputs together: the baseline that MMCert is compared with' }),
  modalities: z.array(z.string()).min(1).meta({ description: 'inputs whose elements are drawn together' }),
  kept: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(100)
    .meta({ title: 'elements drawn', description: 'of all these inputs together', unit: 'elements' }),
  draws,
  alpha,
  strict,
  rays,
});
export type AblationChoice = z.infer<typeof AblationChoice>;

/** Certificates of ensembles, which follow from their votes. */
export const VoteChoice = z.discriminatedUnion('name', [MmcertChoice, AblationChoice]);
export type VoteChoice = z.infer<typeof VoteChoice>;

/** Radii of CRMT (Yang et al., ICLR 2024, arXiv 2402.06244): the lead of the label over how fast the inputs can lower it. */
export const CrmtRadiiChoice = z.strictObject({
  name: z.literal('crmt').meta({
    description:
      'small changes within which the model itself keeps its answer, from its weights: the fusion has to be crmt; draws nothing',
  }),
});
export type CrmtRadiiChoice = z.infer<typeof CrmtRadiiChoice>;

export const CertificateChoice = z.discriminatedUnion('name', [...VoteChoice.options, CrmtRadiiChoice]);
export type CertificateChoice = z.infer<typeof CertificateChoice>;
export type CertificateName = CertificateChoice['name'];

/** Does it follow from the votes of an ensemble? Otherwise it is of the model itself. */
export function isVoted(choice: CertificateChoice): choice is VoteChoice {
  return choice.name !== 'crmt';
}

/** Raised whenever results change for equal parameters; part of the identity of a cell. */
export const certificateVersions: Readonly<Record<CertificateName, number>> = {
  mmcert: 2,
  'randomized-ablation': 2,
  crmt: 1,
};

/** The names for people. */
export const certificateLabels: Readonly<Record<CertificateName, string>> = {
  mmcert: 'MMCert',
  'randomized-ablation': 'Randomized ablation',
  crmt: 'CRMT radii',
};

/** Of a certificate by votes; elements that are drawn from all inputs together can be modified only. */
export type Threat = Partial<Pick<MmcertChoice, 'threat' | 'modified' | 'alpha'>>;

/** What an attacker may do to the elements of an input that a certificate is about. */
export function threatTo({ threat = 'modify', modified = [] }: Threat, modality: string): Tamper {
  return modified.includes(modality) ? 'modify' : threat;
}

/** What an attacker may do to elements, of each pool that is drawn from. */
export function threatsTo(
  threat: Threat,
  pools: readonly { readonly modalities: readonly string[] }[],
): readonly Tamper[] {
  return pools.map(({ modalities }) => threatTo(threat, modalities[0]));
}

/** `modified`; `added`; `added (image: modified)`. */
export function threatWords(choice: VoteChoice): string {
  if (choice.name !== 'mmcert' || choice.threat === 'modify') return tampered.modify;
  const { threat, modified } = choice;
  return modified.length === 0
    ? tampered[threat]
    : `${tampered[threat]} (${modified.join(' and ')}: ${tampered.modify})`;
}

/** May an attacker add or delete elements of some input? */
export function mayGrow(choice: VoteChoice): boolean {
  return choice.name === 'mmcert' && choice.threat !== 'modify';
}

/** Modalities that a certificate is about: an attacker may tamper with elements of these. */
export function certifiedModalities(choice: VoteChoice): readonly string[] {
  switch (choice.name) {
    case 'mmcert':
      return Object.keys(choice.kept);
    case 'randomized-ablation':
      return choice.modalities;
    default:
      return choice satisfies never;
  }
}

/** As many elements of each. */
export function alike(modalities: readonly string[]): Ray {
  return Object.fromEntries(modalities.map((id) => [id, 1]));
}

/** What radii are told of: each input by itself, all at once where there are several, and the ratios that were asked for. */
export function certifiedRays(choice: VoteChoice): readonly Ray[] {
  const modalities = certifiedModalities(choice);
  const all = [
    ...modalities.map((id) => alike([id])),
    ...(modalities.length > 1 ? [alike(modalities)] : []),
    ...choice.rays,
  ];
  return all.filter((ray, index) => all.findIndex((other) => sameRay(other, ray)) === index);
}

export function sameRay(one: Ray, other: Ray): boolean {
  const ids = Object.keys(one);
  return ids.length === Object.keys(other).length && ids.every((id) => one[id] === other[id]);
}

/** `2 : 1`; null: as many of each. */
export function ratioOf(ray: Ray): string | null {
  const parts = Object.values(ray);
  return parts.every((part) => part === 1) ? null : parts.join(' : ');
}

/** `MMCert, image 60 + text 4`; `MMCert, text 4, words added, N 400`. */
export function certificateTitle(choice: CertificateChoice): string {
  const label = certificateLabels[choice.name];
  if (choice.name === 'crmt') return label;
  const many = choice.draws === 100 ? '' : `, N ${String(choice.draws)}`;
  switch (choice.name) {
    case 'mmcert': {
      const kept = Object.entries(choice.kept).map(([id, count]) => `${id} ${String(count)}`);
      // Nothing but words can be added or deleted.
      const threat = mayGrow(choice) ? `, words ${threatWords(choice)}` : '';
      return `${label}, ${kept.join(' + ')}${threat}${many}`;
    }
    case 'randomized-ablation':
      return `${label}, ${String(choice.kept)} of ${choice.modalities.join(' + ')}${many}`;
    default:
      return choice satisfies never;
  }
}

/** How closely a choice follows its source. */
export function certificateSource({ name }: CertificateChoice): AttackSource {
  const difference =
    'exact test of the votes where there are two classes, Clopper-Pearson bounds with α shared over the classes otherwise; what is not drawn is the mean of the training data, a word the unknown word, or left out where words may be added or deleted';
  switch (name) {
    case 'mmcert':
      return {
        title: certificateLabels.mmcert,
        ...from`${'wang2024mmcert'}`,
        fidelity: 'variant',
        difference,
      };
    case 'randomized-ablation':
      return {
        title: certificateLabels['randomized-ablation'],
        ...from`${'levine2020robustness'}, on the union of the inputs`,
        fidelity: 'variant',
        difference,
      };
    case 'crmt':
      return {
        title: certificateLabels.crmt,
        ...from`${'yang2024quantifying'}`,
        fidelity: 'variant',
        difference:
          'over all other classes, not the runner-up alone, with amounts of the weights; beside slopes estimated from training samples such as are proven from the weights, roundings of float32 taken off',
      };
    default:
      return name satisfies never;
  }
}
