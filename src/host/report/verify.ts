import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readRun } from '../../analysis/read-run';
import { isCancelled, LabError } from '../../shared/errors';
import { shortId } from '../../shared/identity';
import type { LabConnection } from '../../shared/lab-connection';
import { recordsHash, type RunHashes } from '../../shared/report-hashes';
import { hashesIn } from './hashes-in-file';
import { sidecarFault } from './sidecar';

/** One thing that was compared. */
export interface Comparison {
  readonly subject: string;
  /** What differs; null where both agree. */
  readonly difference: string | null;
}

/**
 * Compares a report with the file that holds its SHA-256, and the hashes it carries with the lab folder: plans, records,
 * data and models, each read anew.
 *
 * @throws LabError `not-found` without the file, `invalid` for a file that is no report
 */
export async function verifyReport(lab: LabConnection, file: string): Promise<readonly Comparison[]> {
  const content = contentOf(file);
  const { runs } = hashesIn(content, file);
  const found: Comparison[] = [{ subject: path.basename(file), difference: sidecarFault(file, content) }];
  for (const run of runs) found.push(...(await compareRun(lab, run)));
  // Runs of one study share their data and models.
  return [...new Map(found.map((one) => [`${one.subject} ${one.difference ?? ''}`, one])).values()];
}

async function compareRun(lab: LabConnection, hashes: RunHashes): Promise<readonly Comparison[]> {
  const { run: id, name, planHash, records, dataset, models } = hashes;
  const title = `run ${shortId(id)} (${name})`;
  const found: Comparison[] = [];
  try {
    const { run, records: present } = await readRun(lab, id);
    const samePlan = equal(run.expansion.planHash, planHash);
    found.push({ subject: `plan of ${title}`, difference: samePlan });
    found.push({
      subject: `records of ${title}`,
      difference:
        present.length === records.count
          ? equal(recordsHash(present), records.hash)
          : `The report was made from ${String(records.count)} records; the lab folder holds ${String(present.length)}.`,
    });
  } catch (error) {
    found.push({ subject: title, difference: told(error) });
  }
  found.push(
    await compared(`data set ${dataset.name}`, dataset.hash, async () => {
      const { hash } = await lab.request('data.check', { dataset: dataset.name });
      return hash;
    }),
  );
  for (const model of models) {
    found.push(
      await compared(`weights of ${model.title} (${shortId(model.id)})`, model.weightsHash, async () => {
        const { weightsHash } = await lab.request('models.check', { model: model.id });
        return weightsHash;
      }),
    );
  }
  return found;
}

async function compared(subject: string, said: string, read: () => Promise<string>): Promise<Comparison> {
  try {
    return { subject, difference: equal(await read(), said) };
  } catch (error) {
    return { subject, difference: told(error) };
  }
}

function equal(found: string, said: string): string | null {
  return found === said ? null : `The hash in the lab folder is ${found}, the report says ${said}.`;
}

/** What keeps a thing from being compared is what differs. */
function told(error: unknown): string {
  if (!(error instanceof LabError) || isCancelled(error)) throw error;
  switch (error.code) {
    case 'not-found':
      return 'It is not in the lab folder.';
    case 'damaged':
    case 'unsupported':
      return error.toString();
    default:
      throw error;
  }
}

function contentOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      throw new LabError('not-found', 'There is no such file.', { where: file, remedy: 'Correct the path.' });
    }
    throw new LabError(
      'invalid',
      code === 'EISDIR' ? 'is a folder.' : `cannot be read (${code ?? 'unknown reason'}).`,
      {
        where: file,
        remedy: code === 'EISDIR' ? 'Give a file.' : 'Check its permissions.',
      },
    );
  }
}
