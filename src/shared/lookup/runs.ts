import { LabError } from '../errors';
import { canonicalJson, shortId } from '../identity';
import type { LabConnection } from '../lab-channel/lab-connection';
import type { Expansion } from '../plan/plan';
import type { RunSummary } from '../runs/run';
import { suggestion } from '../text/suggestion';
import { beginsId, named } from './named';

/** The runs of the lab folder, newest first, and the ids of those that cannot be read, oldest first. */
export async function listRuns(
  lab: LabConnection,
): Promise<{ readonly runs: readonly RunSummary[]; readonly unreadable: readonly string[] }> {
  const { runs, unreadable } = await lab.request('runs.list', {});
  return { runs: newestFirst(runs), unreadable: [...unreadable].sort() };
}

/** Newest first: ids of runs are ordered by time. */
function newestFirst(runs: readonly RunSummary[]): readonly RunSummary[] {
  return [...runs].sort((a, b) => (a.id < b.id ? 1 : -1));
}

/**
 * Finds a run by id, by the beginning of its id, by its name when that is clear, or as `last`.
 *
 * @throws LabError `not-found`, `invalid` where several fit, or what is wrong with the run
 */
export async function findRun(lab: LabConnection, name: string): Promise<RunSummary> {
  const { runs, unreadable } = await listRuns(lab);
  const newest = runs.at(0);
  const meant = unreadable.filter((id) => (name === 'last' ? id > (newest?.id ?? '') : beginsId(id, name)));
  // Asked for by name, the run that cannot be read answers with what is wrong with it.
  if (meant.length > 0) return (await lab.request('runs.show', { run: meant[meant.length - 1] })).summary;
  if (name === 'last' && newest !== undefined) return newest;
  const found = named(
    'run',
    name,
    runs,
    (run) => run.id,
    (run) => [run.name],
  );
  if (found !== null) return found;
  throw new LabError('not-found', `There is no run ${JSON.stringify(name)} in this lab folder.`, {
    where: 'run',
    remedy:
      runs.length === 0
        ? 'There are no runs yet: `muroan study run PLAN` computes one, and so does `muroan demo --quick`.'
        : suggestion(name, ['last', ...runs.flatMap((run) => [shortId(run.id), run.name])], 'runs'),
  });
}

/** The newest run that computes this very plan with the models and attacks of this version of the program; or null. */
export async function findRunOf(lab: LabConnection, expansion: Expansion): Promise<RunSummary | null> {
  const { runs } = await listRuns(lab);
  for (const run of runs.filter(({ planHash }) => planHash === expansion.planHash)) {
    const { description } = await lab.request('runs.show', { run: run.id });
    if (canonicalJson(description.expansion.cells) === canonicalJson(expansion.cells)) return run;
  }
  return null;
}
