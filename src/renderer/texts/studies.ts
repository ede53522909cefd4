/** Texts of the page Studies. */
export const studies = {
  lead: 'A study trains models, attacks them, and says how little it takes to make them answer wrongly.',
  reading: 'Reading the data sets',
  newTitle: 'New study',
  dataset: 'Data set',
  shipped: (name: string): string => `${name} (ships with the lab)`,
  preparing: 'Writing the data set into the lab',
  begin: 'Use this setting',
  beginWith: (preset: string): string => `Use the setting ${preset}`,
  presets: {
    quick: {
      title: 'Quick look',
      text: 'Two fusions, 100 samples, short training: removals from all and from each modality, PGD with 10 steps. For a first impression, not for a verdict.',
    },
    paper: {
      title: 'Paper setting',
      text: 'Two fusions, 500 samples, three training seeds: the decoupling attack with both published criteria, FGSM and PGD at the usual radii.',
    },
    strongest: {
      title: 'Strongest available',
      text: 'Two fusions, 500 samples: decoupling with ten times the queries, cheapest removals first; PGD with 100 steps from 5 starts, on each modality and on all. Takes longest.',
    },
  },
  draftName: (dataset: string, preset: string): string => `${dataset}: ${preset}`,
  drafts: {
    title: 'Drafts',
    name: 'Study',
    changed: 'Changed (UTC)',
    actions: 'Actions',
    untitled: 'Untitled study',
    none: {
      title: 'No drafts',
      text: 'Choose a setting above. What you type is kept here until you start it; a run can be made a draft again.',
    },
    copy: 'Duplicate',
    copyOf: (name: string): string => `Copy of ${name}`,
    remove: 'Remove',
    removed: (name: string): string => `Draft “${name}” removed.`,
    of: (action: string, name: string): string => `${action}: ${name}`,
  },
  gone: { title: 'There is no such draft', text: 'It was started, or removed. Begin another one.', all: 'All drafts' },
  opening: 'Opening the draft',
  unreadable: 'This draft cannot be read as a plan; it may come from another version.',
} as const;
