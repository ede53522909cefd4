import type { Tamper } from '../../shared/certificates/tamper';

/** Texts of the results of a run. */
export const results = {
  reading: {
    records: 'Reading the records',
    analysing: 'Computing measures and intervals',
    stopped: 'Reading was stopped.',
    failed: (why: string): string => `The analysis could not be computed: ${why}`,
    notLoaded: 'its program did not load',
    title: 'How to read these numbers',
  },
  partsLabel: 'Parts of the results',
  parts: {
    verdict: 'Verdict',
    pixels: 'Pixels',
    numbers: 'Key numbers',
    curves: 'Curves',
    controls: 'Controls',
    certificates: 'Certificates',
    degradations: 'Noise and missing inputs',
    samples: 'Samples',
    warnings: 'Warnings and notes',
  },
  warned: {
    title: (count: number, ofVoid: number): string => {
      const all =
        count === 1 ? 'One warning bears on these numbers' : `${String(count)} warnings bear on these numbers`;
      if (ofVoid === 0) return all;
      return count === ofVoid
        ? `${all}: ${count === 1 ? 'it is about void models' : 'all are about void models'}`
        : `${all}, ${String(ofVoid)} of them about void models`;
    },
    ofVoid: (reasons: readonly string[]): string =>
      `Void: ${reasons.join('; ')}. Nothing may be concluded in favour of such a model.`,
    toDecide: (warnings: number, notes: number): string => {
      const them = warnings === 1 ? 'it' : 'each of them';
      if (notes === 0) return `Who approves a report decides about ${them}.`;
      return `Who approves a report decides about ${them}, and about ${notes === 1 ? 'one note' : `${String(notes)} notes`}.`;
    },
    read: 'Read them, and what they advise',
  },
  compare: 'Compare this run',
  report: 'Make a report',
  nothing: {
    title: 'Nothing was measured yet',
    text: 'Results come with the first records. Resume the run to compute them.',
  },
  nothingYet: {
    title: 'Nothing is measured yet',
    text: 'Models are trained first; results come with the first records. “Live” shows how far the run is.',
  },
  noAttacks: {
    title: 'No model was attacked',
    text: 'The plan of this run has no attack: its key numbers are accuracies only. Add attacks in Studies.',
  },
  foundOf: (sentences: number): string =>
    `What was found (${String(sentences)} ${sentences === 1 ? 'sentence' : 'sentences'})`,
  noCertificates: {
    title: 'Nothing is certified yet',
    text: 'Certificates are computed after attacks and failing inputs; they are told here once their first records are there.',
  },
  nothingFailedYet: {
    title: 'Nothing is measured yet',
    text: 'What noise and missing inputs leave is told here once the first records of it are there.',
  },
  provisional: {
    title: 'Provisional',
    text: (records: string, expected: string): string =>
      `${records} of ${expected} records are there. All figures may still change.`,
  },
  drawn: {
    label: 'Models drawn',
    hint: (most: string, all: string): string =>
      `A chart tells ${most} models apart at most; this run has ${all}. Take one out to draw another.`,
  },
  successCurves: 'Answers changed against the share removed',
  accuracyCurves: 'Robust accuracy against the budget',
  heatMap: {
    title: 'Model × attack',
    titleOf: (measure: string): string => `Model × attack: ${measure.toLowerCase()}`,
    alt: (attack: string, figures: string): string => `${attack}: ${figures}.`,
    intervals: 'Intervals are in the table and under the pointer.',
    measure: 'Measure of the cells',
    measures: { robustAccuracy: 'Robust accuracy', successRate: 'Attack success' },
    attack: 'Attack',
    note: 'The stronger the colour, the more the attack achieves. With 95 % intervals; robust accuracy is an upper bound on robustness. Latent budgets rank no models.',
  },
  corruptionMap: {
    title: 'Natural corruptions by kind and severity',
    titleOf: (model: string): string => `Accuracy under natural corruptions: ${model}`,
    corruption: 'Corruption',
    severity: (level: string): string => `Severity ${level}`,
    alt: (corruption: string, figures: string): string => `${corruption}: ${figures}.`,
    note: 'The stronger the colour, the fewer answers are right. Over all samples, with 95 % intervals.',
  },
  pixelSamples: {
    inspector: 'Every pixel answered, before and after',
    change: 'Attack or missing input',
    done: 'Attack, missing input or certificate',
    orders: { 'most-lost': 'Most pixels lost first', data: 'As in the data' },
    maps: {
      truth: 'True classes',
      before: 'Answered before',
      after: 'Answered after',
      changes: 'What became of it',
    },
    table: {
      label: 'This sample in numbers',
      measure: 'Of this sample',
      before: 'before',
      after: 'after',
      right: 'right pixels',
      iou: (name: string): string => `IoU, ${name}`,
      loss: 'mean loss of its pixels (nats)',
    },
    untouched: 'Untouched',
    votes: {
      inspector: 'Every pixel voted on, and what the votes prove',
      modified: 'Elements modified, of',
      each: (modalities: string): string => `each of ${modalities}`,
      radius: { previous: 'Smaller radius', next: 'Larger radius', place: 'Radius' },
      at: (radius: string): string => `radius ${radius}`,
      maps: { truth: 'True classes', votes: 'Draws that are right', certified: 'Certified' },
      certified: (share: string, radius: string, fewest: string, draws: string): string =>
        `${share} of the pixels are certified at radius ${radius}: those of which ${fewest} of ${draws} draws or more are right.`,
      none: (radius: string): string => `No pixel is certified at radius ${radius}.`,
      notKept:
        'This run kept no map of the votes on this picture: it is too large. How many pixels are certified is told all the same.',
      holds: (alpha: string): string =>
        `Whatever is put in place of so many elements, the ensemble’s answers for the certified pixels stay right, all at once, but for a probability of ${alpha} over the draws of this picture.`,
    },
    note: 'IoU of one sample: right pixels of a class over those that are it or were taken for it; a dash where it is neither. mIoU of a study sums pixels over all samples first, so it is no mean of these.',
    notKept:
      'This run kept no maps of its answers: it was made with an older version, or its pictures are too large. Its numbers are below.',
    none: { title: 'No sample was answered so', text: 'Choose another attack or model.' },
  },
  samples: {
    inspectors: {
      attack: 'Sample before and after the attack',
      degraded: 'Sample whole, and as the model saw it',
      certificate: 'Sample, and what is proved of it',
    },
    model: 'Model',
    attack: 'Attack',
    change: 'Attack, noise or missing input',
    done: 'Attack, failing input or certificate',
    groups: { attacks: 'Attacks', degradations: 'Noise and missing inputs', certificates: 'Certificates' },
    outcome: 'Outcome',
    allOutcomes: 'All outcomes',
    order: 'Order',
    orders: { data: 'As in the data', 'least-removed': 'Smallest removal first' },
    outcomes: {
      mistake: 'Answer changed: a mistake',
      changed: 'Answer changed',
      'evidence-gone': 'Answer changed, deciding evidence gone',
      'evidence-changed': 'Answer changed, a deciding word changed or put in',
      withstood: 'Answer kept: nothing found',
      'wrong-before': 'Wrong before the attack',
      lost: 'Right answer lost',
      kept: 'Right answer kept',
      gained: 'Right so, wrong with the whole input',
      'wrong-still': 'Wrong with and without it',
      'voted-right': 'The ensemble is right',
      'voted-wrong': 'The ensemble is wrong',
      leads: 'Answered right: the label leads',
      trails: 'Answered wrong: another class leads',
    },
    reading: 'Reading the samples',
    keys: '← and → go from sample to sample.',
    previous: 'Previous sample',
    next: 'Next sample',
    slider: 'Place of the sample',
    place: (index: string, count: string): string => `${index} of ${count}`,
    original: 'Original',
    attacked: 'After the attack',
    degraded: 'As the model saw it',
    drawing: 'Drawing it as the run did',
    drawnAgain:
      'A run does not keep what it changes: this is drawn again from the seed of the study and the name of the sample, as the model was shown it. The answers and numbers shown are the run’s own.',
    otherVersion:
      'The run was made with another version of this noise or missing input, so what the model saw cannot be drawn again.',
    attackingAgain: 'Attacking this sample again',
    again:
      'This is the attack made again, on this sample alone: it may differ from the run’s by rounding. The answers and numbers shown are the run’s own.',
    unchanged: {
      wrong: 'Not attacked: the answer was wrong without an attack. It counts as an error.',
      withstood: 'This attack found nothing that changes the answer. A stronger one may.',
    },
    missing: 'This sample is not in the data set of the lab.',
    none: { title: 'No sample ended so', text: 'Choose another outcome, attack or model.' },
    uncertified: {
      title: 'Nothing is proved of this model',
      text: (why: string): string => `${why}. Choose another model.`,
    },
    otherData: {
      title: 'The lab holds other data under this name',
      text: 'The samples that were attacked are not there any more. Import the same data again to see them.',
    },
    facts: {
      removed: (modality: string, removed: string, of: string, share: string): string =>
        `${modality}: ${removed} of ${of} removed (${share})`,
      needsAll: (modalities: string): string => `Needs the removals in ${modalities} together`,
      displacement: (value: string): string => `Fused embedding moved by ${value} (1 − cos)`,
      queries: (count: string): string => `${count} ${count === '1' ? 'query' : 'queries'}`,
      norm: (modality: string, norm: string): string => `${modality}: change of norm ${norm}`,
      starts: {
        noise: 'Started from noise',
        'other-class': 'Started from a sample of another class',
        none: 'Not attacked: nothing was found to start from',
      },
      edited: (was: string, now: string): string => `“${was}” → “${now}”`,
      edits: (count: string): string => `${count} ${count === '1' ? 'edit' : 'edits'}`,
      labelKept: {
        kept: 'No word that decides the label was changed or put in: a mistake',
        changed: 'A word that decides the label was changed or put in: the change may be right',
        unknown: 'Label preservation not checked: the data does not say which words decide',
      },
      loss: (before: string, after: string, what: string): string => `Loss ${before} → ${after} (${what})`,
    },
    votes: {
      title: 'Votes of the ensemble',
      model: 'The model itself, shown the whole sample:',
      of: (name: string, isLabel: boolean, count: string, total: string): string =>
        `${name}${isLabel ? ' (true label)' : ''}: ${count} of ${total} draws`,
      drawn: (modality: string, k: string, n: string): string => `${modality}: ${k} of ${n} elements seen in each draw`,
      abstains: 'It abstains: the votes are too even to prove anything.',
      unasked: (left: string): string =>
        `${left} more draws were not asked: however they had turned out, nothing would have been proved.`,
      radii: 'Certified radii of this sample',
      tampered: (done: string): string => `Elements ${done}, of`,
      radius: 'Certified radius',
      each: (modalities: string): string => `each of ${modalities}`,
      ratio: (modalities: string, ratio: string): string => `${modalities}, ${ratio} for each of the radius`,
      pair: 'Inputs that trade',
      calculate: 'Calculate on with these votes',
      whatever: {
        modify: 'Whatever is put in place of so many elements',
        add: 'Whatever so many words say that are added, and wherever',
        delete: 'Whichever so many words are deleted',
        mixed: 'Whatever is done to so many words',
      } satisfies Record<Tamper, string>,
      holds: (whatever: string, alpha: string): string =>
        `${whatever}, the ensemble’s answer stays, but for a probability of ${alpha} over the draws.`,
    },
    radii: {
      title: 'Radii of this sample',
      lead: (label: string, lead: string, rival: string): string =>
        `“${label}” leads by ${lead} in logits; closest is “${rival}”.`,
      wrong: 'The label does not lead: the answer is wrong without any change, and there is no radius.',
      changed: 'Changed',
      proven: 'Proven radius (l2)',
      estimated: 'Estimated radius (l2)',
      towards: 'Towards',
      none: 'none',
      any: 'any',
      holds: 'Proven: no smaller change, whatever it is, alters the answer. Larger ones may, or may not.',
      unproven:
        'Nothing is proven: of an encoder no bound is known (as of attention), or it is not known how this device rounds.',
      noProof: 'Estimated from slopes at training samples: no guarantee, attacks may need less.',
      input: 'Input',
      margins: 'Margins of each input',
      margin: 'Margin ζ',
      factor: 'Factor c',
      marginsOf: (rival: string): string =>
        `One linear head reads all inputs. ζ: how far an input’s encoding lies from its own boundary towards “${rival}”, below zero on the other side; c: what a unit of that adds to the lead.`,
      limits: (input: string, proven: boolean): string =>
        `What limits it most is the ${input}: it can lower that lead fastest${proven ? '' : ', by the estimate'}.`,
      limitsOpen: (estimated: string, proven: string): string =>
        `What limits it most is open: by the estimate the ${estimated} can lower that lead fastest, by the looser proof the ${proven}.`,
      noModel: 'The lab does not hold this model any more, nor how it weighs its inputs: no radius can be told.',
    },
    weighed: {
      label: 'What each input counts for',
      input: 'Input',
      when: { before: 'before', after: 'attacked', whole: 'whole', failing: 'failing' },
      weight: (when: string): string => `Weight, ${when}`,
      loss: (when: string): string => `Own loss (nats), ${when}`,
      hint: 'Weight: what the input’s own logits are multiplied by in this sample; the surer it is of itself, the more. Weights need not add up to 1.',
    },
    settled: {
      when: {
        before: 'Without the attack',
        after: 'Under the attack',
        whole: 'With the whole input',
        failing: 'With the failing input',
      },
      solved: (when: string, steps: string): string => `${when}, the fusion came to rest in ${steps} steps.`,
      unsolved: (when: string, steps: string): string =>
        `${when}, the fusion had not come to rest after ${steps} steps.`,
      chart: 'Residual by step',
      caption:
        'How much one more step would change the whole state, on a logarithmic axis. Below the dashed line, the tolerance, the fusion is at rest.',
      undecided: (answer: string): string => `Undecided: after twice the steps the answer is “${answer}”.`,
    },
  },
} as const;
