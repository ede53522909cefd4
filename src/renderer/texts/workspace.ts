/** What the workspace says when it cannot open, pack or take in. */
export const workspace = {
  newer: 'The workspace in this browser was written by a newer MUROAN Lab.',
  newerRemedy: 'Open this lab with the newer MUROAN Lab. Runs and models can be looked at here all the same.',
  openNewer: 'Open this lab with the newer MUROAN Lab.',
  noIdentity: 'The lab has no identity though it was written to.',
  archive: {
    openNewer: 'Open it with the newer MUROAN Lab.',
    changedMeanwhile: 'has changed while it was exported.',
    exportAgain: 'Export it again.',
    checksum: (file: string): string => `${file} in it was changed: its checksum does not fit.`,
    length: (file: string): string => `${file} in it was changed: its length does not fit.`,
    missing: (file: string): string => `${file} is missing from it.`,
    noProject: 'is an archive, but not of a project.',
    unfit: (why: string): string => `holds what does not fit. ${why}`,
    damagedRemedy: 'Export the project again and open the new archive.',
    tooLarge: (mebibytes: number): string => `is larger than a project archive may be (${String(mebibytes)} MiB).`,
    tooLargeRemedy: 'Export the project without weights or without runs.',
  },
} as const;
