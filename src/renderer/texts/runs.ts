/** Texts of the page Runs and of the page of one run. */
export const runs = {
  lead: 'Every study that was started in this lab: what it came to, what computes now, and what waits.',
  reading: 'Reading the runs',
  title: 'Runs',
  newStudy: 'New study',
  none: {
    title: 'No runs yet',
    text: 'Run the sample study on the page Start, or put a study together. Each run is listed here and can be compared.',
    start: 'Go to Start',
  },
  noneInProject: {
    title: 'No runs in this project yet',
    text: 'Runs begun while the project is shown belong to it. Choose “Whole lab” to see all runs.',
  },
  unreadable: (count: number): string =>
    `${String(count)} ${count === 1 ? 'run' : 'runs'} of this lab cannot be read; the log in Settings says why.`,
  columns: {
    name: 'Study',
    state: 'State',
    starred: 'Starred',
    tags: 'Tags',
    created: 'Begun (UTC)',
    records: 'Records',
    share: 'Done',
    device: 'Device',
    plan: 'Plan',
    id: 'Run',
  },
  compare: 'Compare',
  remove: 'Remove',
  removed: (names: readonly string[]): string =>
    names.length === 1 ? `Run “${names[0] ?? ''}” removed.` : `${String(names.length)} runs removed.`,
  queue: {
    title: 'Queue',
    lead: 'One piece of work computes at a time, from the top.',
    states: { waiting: 'waits', working: 'computes', paused: 'paused' },
    kinds: { study: 'Study', training: 'Training' },
    pause: 'Pause',
    continue: 'Continue',
    stop: 'Stop',
    up: 'Move up',
    down: 'Move down',
    of: (action: string, title: string): string => `${action}: ${title}`,
    stages: {
      data: 'Reading the data',
      training: 'Training models',
      clean: 'Answers without an attack',
      attack: 'Attacks',
    },
    share: (title: string, share: string): string => `${title}: ${share} of this stage`,
    models: (share: string, models: number): string =>
      `${share} of ${String(models)} ${models === 1 ? 'model' : 'models'}`,
    beginning: 'Beginning',
    remaining: (time: string): string => `about ${time} left of this stage`,
    remainingInAll: (time: string): string => `about ${time} left in all`,
    noRemaining: 'time left not known yet',
  },
} as const;
