import { bibtex } from '../../shared/papers/bibtex';
import type { PaperKey } from '../../shared/papers/papers';
import { planPapers } from '../../shared/papers/plan-papers';
import type { Result } from '../../shared/protocol';
import { runsFileName } from '../../analysis/runs-file-name';

/** Papers that runs go back to, each once. */
export function papersOfRuns(runs: readonly Result<'runs.show'>[]): readonly PaperKey[] {
  const keys = runs.flatMap(({ description, dataset }) =>
    planPapers(description.plan, dataset).flatMap((part) => part.keys),
  );
  return [...new Set(keys)];
}

export function papersFile(runs: readonly Result<'runs.show'>[]): File {
  const name = `${runsFileName(runs.map(({ summary }) => summary))}-methods.bib`;
  return new File([bibtex(papersOfRuns(runs))], name, { type: 'application/x-bibtex' });
}
