/** Texts of the page Studies. */
export const studies = {
  lead: 'A study trains models, attacks them, and says how little it takes to make them answer wrongly.',
  reading: 'Reading the data sets',
  newTitle: 'New study',
  dataset: 'Data set',
  shipped: (name: string): string => `${name} (ships with the lab)`,
  datasetFacts: (asked: string, inputs: string): string => `${asked} · ${inputs}`,
  requirements: {
    label: 'Begin with the usual requirements',
    text: (
      underRemoval: string,
      removed: string,
      underSmallChange: string,
      underNoise: string,
      withoutInput: string,
    ): string =>
      `Every model is to answer ${underRemoval} of the samples rightly while up to ${removed} of each input is removed (where the data can tell, a change counts only while the label can still be decided), and ${underSmallChange} under PGD, APGD and Square, where they are used, at their smallest radius on pixels; ${underNoise} under the least noise on an input, and, of more than two classes, ${withoutInput} without one. They stand in the study, where each can be changed or removed; the verdict answers each. Without any, the study passes no judgement. Own presets bring their own.`,
  },
  preparing: 'Writing the data set into the lab',
  begin: 'Use this setting',
  beginWith: (preset: string): string => `Use this setting: ${preset}`,
  presets: {
    pixels: {
      title: 'Every pixel',
      text: 'For data that label every pixel: one model of all pictures, and one for each of its sensors by itself (of three, for each pair too); FGSM and PGD on each sensor and on all with the same budget shared, Square and the strongest attack at the largest; each sensor missing, and under noise, blur, fog and JPEG blocks. Measured by mIoU; no requirements.',
      reason: 'These data label no pixels.',
    },
    crmt: {
      title: 'CRMT, step by step',
      text: 'One recipe trained in five ways: jointly, with orthogonal rows only, with step 1 (wider margins), with step 2 (weights of the inputs), with both. 200 samples: PGD in l2 on each input and on all in one joint ball at four radii, and radii that are proven or estimated. Proofs need the device WebAssembly: how others round is not known. No requirements.',
    },
    qmf: {
      title: 'QMF beside late fusion',
      text: 'Static late fusion, and fusion weighted anew for every sample as QMF does: without its rank loss and with both readings of it, six training seeds. 500 samples under the noise that QMF is tested by, on all inputs and on each: is the dynamic fusion at least as accurate, and do its weights fall with what each input loses? No attacks, no requirements.',
    },
    scales: {
      title: 'Multi-scale or not',
      text: 'MulT, whose modalities look at each other step by step, and four models whose layers read what the others have become: one level, or several averaged, gated or one after the other (after MCMulT, a reconstruction, not verified). Eight training seeds, compared by accuracy; PGD on each input, and each missing. For data in time, such as unaligned sequences. No requirements.',
    },
    alternating: {
      title: 'Alternating or joint',
      text: 'One model with a head that all inputs share, trained jointly and one input after the other (MLA): as it is, with both readings of how the gradient of that head is changed, and with answers weighted by entropy; a joint concatenation beside. Eight training seeds, compared by accuracy; each input missing. For data of which one input says less than another. No attacks, no requirements.',
    },
    contrast: {
      title: 'Contrastive or not',
      text: 'Concatenation, the same with a loss of each input, and UniS-MMC’s contrast on top, as its paper and as its code have it. Eight training seeds, compared by accuracy; each input missing. For data of which each input can be right by itself. No attacks, no requirements.',
    },
    streams: {
      title: 'One stream or three',
      text: 'Joints, bones and motion of a skeleton, fused before one encoder that learns without labels (UmURL), beside three encoders trained each for itself and joints alone; as a linear probe and tuned with labels. Eight training seeds, compared by accuracy, with what each costs. For data with a skeleton. No attacks, no requirements.',
    },
    systems: {
      title: 'Systems under attack',
      text: 'MLA, UniS-MMC, QMF, DEQ, CRMT and MulT beside a plain joint model over the same encoders: 200 samples, parts removed, PGD on each input and on all at one total, noise, and each input missing. As many training seeds as its comparisons need. Of texts PGD ranks no models, as each has radii of its own. No requirements.',
    },
    adapters: {
      title: 'Adapters over an ensemble',
      text: 'Inputs that learn each by itself and are added up (UME), and what learns on from there together: all weights, or adapters of rank 1, 2, 4, 8 and 16 over what stays frozen (MMLoRA-style reconstruction, not verified). Eight training seeds, compared by accuracy; PGD on each input, and each missing. No requirements.',
    },
    certified: {
      title: 'Certified by votes',
      text: 'One model as it is and its twin trained on draws of elements. MMCert, with as few elements drawn of each input as can prove something, beside randomized ablation that draws as many from all together: 200 samples and 1,000 draws of each; of data that label every pixel 40 pictures and 100 draws. Beside it PGD (of pixels FGSM) on the models themselves, which says nothing of the ensembles. No requirements.',
    },
    quick: {
      title: 'Quick look',
      text: 'Two fusions, 100 samples, short training: removals from all and from each modality, PGD with 10 steps, some noise on each, each missing, and a natural corruption of each family. For a first impression, not for a verdict.',
    },
    paper: {
      title: 'Paper setting',
      text: 'Two fusions, 500 samples, three training seeds: the decoupling attack with both published criteria, FGSM and PGD at the usual radii; noise on each modality at ten levels, each missing, and all natural corruptions.',
    },
    strongest: {
      title: 'Strongest available',
      text: 'Two fusions, 500 samples: decoupling with ten times the queries, cheapest removals first, and the lab’s own search with as many; PGD, APGD with both losses and MFA with 100 steps from 5 starts, Square and HopSkipJump with 5,000 queries, in turn as one attack, each on the samples that are left, on each modality and on all; noise on each at ten levels, each missing, and all natural corruptions. Takes by far the longest: try a few samples first.',
    },
  },
  own: {
    open: 'Own presets',
    title: 'Own presets',
    lead: 'A preset keeps the attacks, noise and missing inputs, and the requirements of a study, to be put into others. Data, models and seeds are not in it.',
    name: 'Keep those of this study as',
    contains: (kept: {
      readonly attacks: readonly unknown[];
      readonly degradations: readonly unknown[];
      readonly requirements: readonly unknown[];
    }): string => {
      const [attacks, degradations, requirements] = [kept.attacks, kept.degradations, kept.requirements].map(
        ({ length }) => length,
      );
      return [
        `${String(attacks)} ${attacks === 1 ? 'attack' : 'attacks'}`,
        ...(degradations === 0
          ? []
          : [`${String(degradations)} ${degradations === 1 ? 'degradation' : 'degradations'}`]),
        `${String(requirements)} ${requirements === 1 ? 'requirement' : 'requirements'}`,
      ].join(', ');
    },
    taken: 'There is a preset of this name: it is written over.',
    keep: 'Keep',
    replace: 'Write over',
    none: 'None kept yet.',
    apply: 'Apply',
    rename: 'Rename',
    remove: 'Remove',
    newName: (name: string): string => `New name of preset ${name}`,
    of: (action: string, name: string): string => `${action} preset ${name}`,
    unreadable: 'Cannot be read; it may come from another version.',
    kept: (name: string): string => `Preset “${name}” kept.`,
    replaced: (name: string): string => `Preset “${name}” written over.`,
    renamed: (from: string, to: string): string => `Preset “${from}” renamed to “${to}”.`,
    removed: (name: string): string => `Preset “${name}” removed.`,
    applied: (name: string): string => `Attacks, noise and missing inputs, and requirements of “${name}” applied.`,
    yours: (contents: string): string => `Own preset: ${contents}; two fusions, short training.`,
  },
  draftName: (dataset: string, preset: string): string => `${dataset}: ${preset}`,
  drafts: {
    name: 'Study',
    untitled: 'Untitled study',
    none: {
      title: 'No drafts',
      text: 'Choose a setting above. What you type is kept here until you start it; a run can be made a draft again.',
    },
  },
  gone: { title: 'There is no such draft', text: 'It was started, or removed. Begin another one.', all: 'All drafts' },
  opening: 'Opening the draft',
  unreadable: 'This draft cannot be read as a plan; it may come from another version.',
} as const;
