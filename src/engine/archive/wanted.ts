import { existsSync } from 'node:fs';
import path from 'node:path';
import { largestArchive, largestArchivedLog, type ArchivedFile } from '../../shared/runs/archived-file';
import { LabError } from '../../shared/errors';
import { hashOfFile } from '../files/hash-of-file';
import { layout, weightsFiles } from '../lab/layout';
import { archivedNames, folderOf, isLog, modelPlaces, ownFiles, placeOf, runOf } from './places';
import { odd } from './refusals';

/** @throws LabError `damaged` for a list of files that is of no runs, or of too much */
export function refuseOddList(files: readonly ArchivedFile[]): void {
  const names = new Set(files.map(({ name }) => name));
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (names.size < files.length) throw odd('names a file twice.');
  if (total > largestArchive) throw odd(`holds more than ${largestArchive / 1024 / 1024} MiB.`);
  const log = files.find(({ name, bytes }) => isLog(name) && bytes > largestArchivedLog);
  if (log !== undefined) throw odd(`holds a ${log.name} of more than ${largestArchivedLog / 1024 / 1024} MiB.`);
  for (const name of names) {
    const run = runOf(name);
    const missing = run === null ? undefined : ownFiles(run).find((own) => !names.has(own));
    if (missing !== undefined) throw odd(`lacks ${missing}.`);
  }
}

/** Files of an archive that are not here yet. @param known runs that are here already */
export function wantedOf(
  lab: string,
  files: readonly ArchivedFile[],
  known: ReadonlySet<string>,
): readonly ArchivedFile[] {
  const names = new Set(files.map(({ name }) => name));
  return files.filter(({ name }) => {
    const run = runOf(name);
    if (run === null) return !isKept(lab, name);
    return !known.has(run) || isMissedDescription(lab, name, names);
  });
}

/** Models and weights that are here stay, whatever they are. */
function isKept(lab: string, name: string): boolean {
  const folder = folderOf(lab, name);
  return existsSync(name.startsWith('pretrained/') ? weightsFiles.description(folder) : folder);
}

/** Of a model that its run, which is here, has no description of any more, and that the archive brings whole. */
function isMissedDescription(lab: string, name: string, names: ReadonlySet<string>): boolean {
  if (!name.includes('/models/') || modelPlaces(lab, name).some((file) => existsSync(file))) return false;
  const short = path.posix.basename(name, '.json');
  return [...names].some(
    (one) => /^(?:weights|imported)\//u.test(one) && folderOf('', one) === layout.model('', short),
  );
}

/** Runs that are here already. @throws LabError `conflict` for one with other content */
export async function knownRuns(lab: string, files: readonly ArchivedFile[]): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (const run of new Set(files.flatMap(({ name }) => runOf(name) ?? []))) {
    if (!existsSync(layout.run(lab, run))) continue;
    const { description, dataset, records } = archivedNames;
    for (const name of [description(run), dataset(run), records(run)]) {
      const there = files.find((file) => file.name === name);
      const here = await hashOfFile(placeOf(lab, name)).catch(() => null);
      if (here?.sha256 === there?.sha256) continue;
      throw new LabError('conflict', `is in this lab already, with another ${path.basename(name)}.`, {
        where: `run ${run}`,
        remedy: 'Keep it, or remove it first; removed runs can be restored.',
      });
    }
    known.add(run);
  }
  return known;
}
