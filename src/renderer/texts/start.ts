/** Texts of the page Start. */
export const start = {
  lead: 'How robust is a multimodal model, which modality and which fusion is to blame, and what would make it better?',
  sample: {
    title: 'Sample study',
    name: 'Sample study: Caption match',
    question:
      'A picture of a garment and a caption: do they fit? How little has to be removed, or changed, to make the model answer wrongly, and does the fusion matter?',
    text: 'A picture of a garment and a caption: do they fit? Two models that differ in their fusion only are trained, then attacked. Everything it needs ships with the lab.',
    facts: (samples: string, models: string, attacks: string, requirements: string): string =>
      `${samples} samples · ${models} models · ${attacks} · ${requirements} ${requirements === '1' ? 'requirement' : 'requirements'} of each model`,
    run: 'Run the sample study',
    preparing: 'Preparing Caption match',
    open: 'Open its last run',
    watch: 'Watch it compute',
    again: 'Run it again',
  },
  begin: 'Begin',
  newProject: { title: 'New project', text: 'Collects data, models, runs and notes about one system.' },
  openArchive: { title: 'Open project archive', text: 'A project that was exported from this or another lab.' },
  newStudy: { title: 'New study', text: 'Models × attacks × budgets, with requirements to be met.' },
  playground: { title: 'Try a sample by hand', text: 'Brush out parts, strike words, and see the answer move.' },
  recent: 'Recent runs',
  readingRuns: 'Reading the runs',
  noRuns: {
    title: 'No runs yet',
    text: 'Run the sample study: it takes a few minutes and shows all that a study gives.',
  },
  allRuns: 'All runs',
  unreadable: (count: number): string =>
    `${String(count)} ${count === 1 ? 'run' : 'runs'} of this lab cannot be read; the log in Settings says why.`,
  projects: 'Projects',
  noProjects: 'No project yet. Without one you see the whole lab.',
  current: 'shown now',
} as const;
