/** Texts of the page Trend. */
export const trend = {
  lead: 'One measure of many runs against their date: did anything change between versions, machines, months?',
  reading: 'Reading the index of runs',
  reference: {
    run: 'Run the reference study',
    again: 'Re-run the reference study',
    text: (samples: string, models: string, attacks: string): string =>
      `The reference study ships with the lab and never changes: ${samples} samples, ${models} models, ${attacks}. Models that the lab has trained already, by the same version of training, are not trained again. On the command line: muroan study run --reference.`,
    none: {
      title: 'The reference study was not run yet',
      text: 'Run it now, and again after every upgrade: each run becomes a point here. Runs of other studies can be chosen as well.',
    },
    others: 'Show the runs of all studies',
  },
  project: {
    noRuns: (project: string): string => `No such runs in project “${project}”`,
    text: 'Only runs of the project that is chosen at the top are shown. Choose another study, or show the whole lab.',
    whole: 'Show the whole lab',
  },
  noRuns: {
    title: 'No finished runs here',
    text: 'Choose another study, or other runs: only finished runs have points.',
  },
  of: 'Runs of',
  ofReference: 'the reference study',
  ofAll: 'all studies',
  ofChosen: 'runs that I choose',
  study: (name: string, count: string): string => `${name} (${count})`,
  runs: 'Runs',
  measure: 'Measure',
  measures: {
    accuracy: 'Clean accuracy',
    'robust-accuracy': 'Robust accuracy',
    'success-rate': 'Attack success rate',
  },
  meanings: {
    accuracy: 'Right answers without an attack; more is better',
    'robust-accuracy': 'Right answers while attacked; more is better',
    'success-rate': 'Right answers that the attack changes; less is better',
    removed: 'What has to go to change an answer; more is better',
  },
  removed: (modality: string): string => `Share of the ${modality} removed`,
  attack: 'Attack',
  notRead: (left: string, of: string): string =>
    `${left} of ${of} ${of === '1' ? 'run is' : 'runs are'} still being read; their points follow.`,
  compareLast: 'Compare the last two',
  title: (measure: string, attack: string | null): string => (attack === null ? measure : `${measure} · ${attack}`),
  caption:
    'A point per run with its 95 % interval. Lines join runs that may be compared; they end where the attack’s version or the data change. Dotted lines mark such changes, new versions of the program and other devices.',
  part: (low: string, high: string): string => `The value axis shows ${low} to ${high} only.`,
  range: 'Value axis',
  ranges: {
    whole: (low: string, high: string): string => `${low} to ${high}`,
    near: 'Near the points',
  },
  date: 'begun (UTC)',
  axes: {
    accuracy: 'samples answered correctly',
    'robust-accuracy': 'samples answered correctly under the attack',
    'success-rate': 'correct answers changed by the attack',
    removed: 'share removed, failures as the whole',
  },
  app: (version: string): string => `MUROAN Lab ${version}`,
  attackVersion: (version: string): string => `attack version ${version}`,
  device: (kind: string): string => `on ${kind}`,
  data: 'other data',
  point: (date: string, value: string): string => `${date} ${value}`,
  columns: { run: 'run', model: 'model', value: 'value', n: 'n', app: 'program', version: 'attack version' },
  nothing: 'No run among these has this measure.',
} as const;
