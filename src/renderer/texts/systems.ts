import type { SystemId } from '../../shared/models/systems';

/** Texts of the page Systems. */
export const systems = {
  lead: 'The published systems that this lab brings together: what each is, how closely it is followed here, what asks its question, and what this lab has found.',
  reading: 'Reading the runs',
  source: 'Source',
  fidelity: 'Fidelity',
  fidelities: {
    exact: 'exact: as published',
    variant: 'variant: stated parameters differ',
    reconstruction: 'reconstruction: the source leaves parts open, which are filled in here',
    own: 'own: made by this lab',
  },
  differs: 'What differs',
  part: 'In a study',
  partIs: (kind: string, name: string): string => `the ${kind} “${name}”`,
  begin: 'To begin with',
  preset: (title: string): string => `Preset “${title}”`,
  newest: 'Newest in this lab',
  none: 'No run of this lab uses it yet.',
  more: (count: string): string => `and ${count} more`,
  show: 'Show the verdict',
  showOn: (name: string): string => `Show the verdict on ${name}`,
  toResults: 'All results',
  underAttack: {
    title: 'Under attack, beside a plain joint model',
    text: 'What is left of the right answers of each system, over the same encoders, when parts are removed, inputs are attacked, noisy or missing.',
    empty:
      'No run of this lab has these systems under attack beside a plain joint model yet. The study trains each over the same encoders as that model and shows here what is left of its right answers.',
    run: 'Run',
    watch: 'A run of this study is at work: watch it',
    begin: 'Run this study (quick form)',
    forms: 'What it asks, its long form, and how long it takes',
    from: (name: string, when: string): string => `${name}, ${when}`,
    nothing: 'Nothing is found yet.',
    condition: 'What is done',
    clean: 'Nothing (clean accuracy)',
    notJudged: 'not comparable',
    reading: (reference: string): string =>
      `Below each share: points above or below “${reference}”, paired by sample, with the 95 % interval, not corrected. Bold with *: shown also after the correction for all comparisons of the study, among samples that both answer right. Not comparable: one of the two is void there, masks its gradients, or has radii of its own.`,
    samples: (most: string): string => `${most} samples of each model.`,
    seeds: (count: number, shown: string): string =>
      count === 1
        ? 'One training seed: this is about these trained models, not about the systems.'
        : `${shown} training seeds.`,
  },
  names: {
    muroan: {
      title: 'MUROAN: the decoupling attack',
      what: 'Looks for the fewest parts of picture, text or other inputs whose removal makes a fused model change its answer, and tells which input and which fusion is to blame.',
    },
    'single-sensor': {
      title: 'Single-sensor vulnerability',
      what: 'Asks whether a model of several sensors falls when only one of them is attacked, though the others still show what is there.',
    },
    mmcert: {
      title: 'MMCert',
      what: 'Lets a model vote on many draws of a few elements of each input; the votes prove how many elements of each an attacker may change while the answer stays.',
    },
    crmt: {
      title: 'CRMT',
      what: 'Reads each input by orthogonal rows and learns how much each counts, so that the lead of an answer gives a radius within which it is certain; widens the margin of the weaker input.',
    },
    deq: {
      title: 'DEQ fusion',
      what: 'Fuses by the balance that all inputs come to: a fixed point, found by a solver, whose gradient goes through it.',
    },
    qmf: {
      title: 'QMF',
      what: 'Late fusion that weighs each input anew for every sample by how sure it is of it, trained so that weights fall with what an input has lost.',
    },
    mla: {
      title: 'MLA',
      what: 'Trains one input after the other through a head that all share, so that none is drowned by another, and fuses by how sure each is of the sample.',
    },
    'unis-mmc': {
      title: 'UniS-MMC',
      what: 'Pulls the encodings of a sample together where one input by itself is right, towards that one, and apart where none is.',
    },
    umurl: {
      title: 'UmURL',
      what: 'Reads joints, bones and motion of one skeleton through one shared encoder, which may learn without labels first.',
    },
    mcmult: {
      title: 'MulT and MCMulT',
      what: 'Transformers in which each sequence looks at each other one, whatever their rates (MulT); with a memory of several levels of what the others have become (MCMulT-style).',
    },
    mmlora: {
      title: 'MMLoRA',
      what: 'Learns each input by itself and freezes it, then trains small matrices of low rank over all of them together, so that inputs learn from each other without forgetting what they can do alone (MMLoRA-style reconstruction, not verified).',
    },
  } satisfies Record<SystemId, { readonly title: string; readonly what: string }>,
} as const;
