/** Texts of the page Compare. */
export const compare = {
  pixels:
    'Models that answer for every pixel have no answer for a sample that could be compared: their mIoU stands run by run. Differences between such runs are not tested.',
  lead: 'Runs side by side: what differs between them, and how much of it is more than chance.',
  noRuns: 'Comparing takes two runs. Run the sample study first.',
  runs: 'Runs',
  baseline: 'Baseline',
  differencesOnly: 'Only differences beyond their interval',
  fewer: (there: number, chosen: number): { readonly title: string; readonly text: string } =>
    there < 2
      ? {
          title: 'Comparing takes two runs',
          text: 'There is one so far. Run another study, or the same one with another model, data or budget.',
        }
      : chosen === 1
        ? { title: 'Choose another run', text: 'The one chosen above is the baseline that others are compared with.' }
        : { title: 'Choose two runs', text: 'Choose two or more runs above; the first is the baseline.' },
  headline: 'Is the fusion a liability?',
  headlineNote:
    'Single-source gap: right with one input attacked, minus right by the best single model without that input; below 0, that model is the safer choice. Cross-modal share: of the successes, those that had to remove from several inputs. Each of its own run, with 95 % intervals; a dash where the run has none.',
  headlineOfScores: 'How good are the answers, and is the fusion a liability?',
  right: (data: string, clause: string): string => `Of ${data}, ${clause}.`,
  measure: 'measure',
  accuracy: 'Accuracy under each attack, noise and missing input',
  accuracyCaption:
    'Dots with 95 % intervals, over all samples of each run, under the attacks, noise and missing inputs that all of them share. Colour and marker belong to a run. Further left is worse for the model.',
  voidIn: (run: string, reason: string): string =>
    `Void in ${run}: ${reason}, so nothing may be concluded about it there.`,
  voidAttackIn: (run: string, reason: string): string => `Void in ${run}, not to be used. ${reason}.`,
  differing: (condition: string): string => `${condition} *`,
  otherParameters: '* The runs use other parameters or versions here; the warnings and the settings below say which.',
  condition: 'condition',
  noAttack: 'no attack',
  notComparable: 'Not comparable',
  notComparableWhy:
    'Only some of the runs have these attacks, degradations or models, by what is done, budget and level, so the chart above leaves them out.',
  onlyIn: (runs: string, models: string, conditions: string): string => `Only in ${runs}, of ${models}: ${conditions}.`,
  settings: 'What the runs are',
  setting: 'Setting',
  showAll: (agreeing: number): string =>
    agreeing === 1 ? 'Show the setting that agrees' : `Show the ${String(agreeing)} settings that agree`,
  showDifferences: 'Show what differs only',
  same: 'The runs agree in everything listed here.',
  fields: {
    name: 'Study',
    question: 'Question',
    requirements: 'Requirements',
    dataset: 'Data',
    samples: 'Samples',
    subjects: 'Models',
    seeds: 'Training seeds',
    attackSeed: 'Attack seed',
    microBatch: 'Micro-batch',
    device: 'Device',
    versions: 'Program version',
    records: 'Records',
  },
  subjectField: (name: string): string => `Model ${name}`,
  attackField: (title: string): string => `Attack ${title}`,
  degradationField: (label: string, modalities: string): string => `${label}: ${modalities}`,
  absent: '–',
  noneOfThese: '–',
  selection: (count: string, id: string): string => `${count} (selection ${id})`,
  content: (name: string, id: string): string => `${name} (content ${id})`,
  recordsOf: (there: string, expected: string): string => `${there} of ${expected}`,
  against: (run: string, baseline: string): string => `${run} − ${baseline}`,
  computing: 'Comparing the runs sample by sample',
  stopped: 'The comparison was stopped.',
  warnings: 'Read these first',
  notAdjusted:
    'Paired by sample, over those in both runs, with 95 % bootstrap intervals. p is adjusted by Holm over all runs on this page, as soon as each is compared with the baseline.',
  noWarnings: 'Data, samples, attacks, noise and missing inputs, versions and devices agree.',
  noPairs: 'The runs have no model in common, by name and seed.',
  noDifference: 'No difference is beyond its interval.',
  common: (count: string): string => `${count} ${count === '1' ? 'sample is' : 'samples are'} in both runs.`,
  sameModel: 'the same trained model',
  voidAttack: 'void',
  maskedAttack: 'masked',
  notCompared: (reasons: string): string => `Not compared: ${reasons}.`,
  identical: (attacks: number, degradations: number): string => {
    const shared = [
      ...(attacks === 0 ? [] : [attacks === 1 ? 'the attack' : `all ${String(attacks)} attacks`]),
      ...(degradations === 0
        ? []
        : [degradations === 1 ? 'the degradation' : `all ${String(degradations)} degradations`]),
    ];
    return shared.length === 0
      ? 'The same answers in both runs.'
      : `The same answers in both runs, as they are and under ${shared.join(' and ')} they share: nothing differs.`;
  },
  columns: {
    measure: 'Condition',
    robust: 'Accuracy (points)',
    p: 'p',
    pHolm: 'adjusted p',
    removed: 'Share removed (points)',
  },
  clean: 'none: clean accuracy',
  noise: {
    title: 'Robustness scores from curves under noise',
    lead: 'The scores of MultiBench for any methods, also those computed elsewhere. Paste or open the curves as JSON: {"task": {"method": [performance by level of noise]}}, the first level without noise.',
    curves: 'Curves',
    placeholder: '{"sentiment": {"LF": [0.8, 0.76, 0.7], "mine": [0.82, 0.8, 0.77]}}',
    open: 'Open a file',
    pasted: 'curves',
    tooLarge: (most: string): string => `has more than ${most} bytes.`,
    tooLargeRemedy: 'Give a smaller JSON file.',
    unreadable: 'cannot be read.',
    unreadableRemedy: 'Check that it is still there and that you may read it.',
    reference: 'Reference: late fusion',
    referenceHint: 'The method that effective robustness compares with.',
    lowerIsBetter: 'Tasks whose performance is an error',
    lowerIsBetterHint: 'Lower is better there: their curves are negated first.',
    saveCsv: 'Save as CSV',
    saveJson: 'Save as JSON',
    table: 'Scores',
    none: 'No scores yet',
    columns: {
      task: 'Task',
      method: 'Method',
      levels: 'Levels',
      relative: 'Relative',
      effective: 'Effective',
      effectivePerLevel: 'Per level',
      relativeNormalised: 'Relative, 0 to 1',
      effectiveNormalised: 'Effective, 0 to 1',
    },
  },
} as const;
