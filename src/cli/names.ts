import type { RunSummary } from '../shared/run';
import { DatasetName, type DatasetManifest } from '../shared/dataset';
import { LabError } from '../shared/errors';
import type { ModelDescription } from '../shared/recipe';
import { parse } from '../shared/parse';
import { shortId } from '../shared/identity';
import type { EngineSession } from './session';
import { suggestion } from '../shared/suggestion';

/** Finds a run by id, by the beginning of its id, by its name when that is clear, or as `last`. */
export async function findRun(session: EngineSession, name: string): Promise<RunSummary> {
  const { runs, unreadable } = await listRuns(session);
  const newest = runs.at(0);
  const meant = unreadable.filter((id) =>
    name === 'last' ? id > (newest?.id ?? '') : name.length >= 4 && id.startsWith(name),
  );
  // Asked for by name, the run that cannot be read answers with what is wrong with it.
  if (meant.length > 0) return (await session.request('runs.show', { run: meant[meant.length - 1] })).summary;
  if (name === 'last' && newest !== undefined) return newest;
  const found = pick(
    runs,
    name,
    (run) => run.id,
    (run) => run.name,
    'run',
  );
  if (found !== null) return found;
  throw new LabError('not-found', `There is no run ${JSON.stringify(name)} in this lab folder.`, {
    where: 'run',
    remedy: suggestion(
      name,
      ['last', ...runs.flatMap((run) => [shortId(run.id), run.name])].slice(runs.length === 0 ? 1 : 0),
      'runs',
    ),
  });
}

/** Finds a model by id, by the beginning of its id, or by its title. */
export async function findModel(session: EngineSession, name: string): Promise<ModelDescription> {
  const models = await session.request('models.list', {});
  const found = pick(
    models,
    name,
    (model) => model.id,
    (model) => model.title,
    'model',
  );
  if (found !== null) return found;
  // A model that cannot be read is in no list: asked for by its id, the engine says what is wrong with it.
  if (/^[0-9a-f]{4,}$/.test(name)) {
    try {
      return await session.request('models.show', { model: name });
    } catch (error) {
      if (!(error instanceof LabError) || error.code !== 'not-found') throw error;
    }
  }
  throw new LabError('not-found', `There is no model ${JSON.stringify(name)} in this lab folder.`, {
    where: 'model',
    remedy: suggestion(
      name,
      models.flatMap((model) => [shortId(model.id), model.title]),
      'models',
    ),
  });
}

/** Finds a data set by name. */
export async function findDataset(session: EngineSession, name: string): Promise<DatasetManifest> {
  const manifests = await session.request('data.list', {});
  const found = manifests.find((manifest) => manifest.name === name);
  if (found !== undefined) return found;
  throw new LabError('not-found', `There is no data set ${JSON.stringify(name)} in this lab folder.`, {
    where: 'data set',
    remedy: suggestion(
      name,
      manifests.map((manifest) => manifest.name),
      'data sets',
    ),
  });
}

/** Finds a data set by name; one that ships with the lab is written into the lab folder first. */
export async function ensureDataset(session: EngineSession, name: string): Promise<DatasetManifest> {
  const manifests = await session.request('data.list', {});
  const dataset = parse(DatasetName, name, 'data set');
  return (
    manifests.find((manifest) => manifest.name === dataset) ?? (await session.request('data.prepare', { dataset }))
  );
}

/** The runs of the lab folder, newest first, and the ids of those that cannot be read, oldest first. */
export async function listRuns(
  session: EngineSession,
): Promise<{ readonly runs: readonly RunSummary[]; readonly unreadable: readonly string[] }> {
  const { runs, unreadable } = await session.request('runs.list', {});
  return { runs: newestFirst(runs), unreadable: [...unreadable].sort() };
}

/** Newest first: ids of runs are ordered by time. */
function newestFirst(runs: readonly RunSummary[]): readonly RunSummary[] {
  return [...runs].sort((a, b) => (a.id < b.id ? 1 : -1));
}

function pick<Thing>(
  things: readonly Thing[],
  name: string,
  idOf: (thing: Thing) => string,
  titleOf: (thing: Thing) => string,
  what: string,
): Thing | null {
  const exact = things.find((thing) => idOf(thing) === name);
  if (exact !== undefined) return exact;
  const matches = things.filter(
    (thing) => (name.length >= 4 && idOf(thing).startsWith(name)) || titleOf(thing) === name,
  );
  if (matches.length > 1) {
    throw new LabError('invalid', `${JSON.stringify(name)} names ${String(matches.length)} ${what}s.`, {
      where: what,
      remedy: `Give more of the id: ${matches.map((match) => shortId(idOf(match))).join(', ')}.`,
    });
  }
  return matches[0] ?? null;
}
