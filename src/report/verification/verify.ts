import { readRun } from '../../analysis/read-run';
import { isCancelled, LabError } from '../../shared/errors';
import { shortId } from '../../shared/identity';
import type { LabConnection } from '../../shared/lab-channel/lab-connection';
import type { RunHashes, WholeRunHashes } from '../../shared/reports/report-hashes';
import { sidecarFault, sidecarName, type SidecarFound } from '../../shared/reports/sidecar';
import { runHashes } from '../hashes';
import { hashesIn } from './hashes-in';

/** A report as it was given: by a path on the command line, by a person in a window. */
export interface GivenReport {
  readonly name: string;
  readonly content: Uint8Array;
  /** The file with its SHA-256. */
  readonly sidecar: SidecarFound;
}

/** One thing that was compared. */
export interface Comparison {
  readonly subject: string;
  /** What differs; null where both agree. */
  readonly difference: string | null;
}

export interface Verification {
  readonly compared: readonly Comparison[];
  /**
   * Name of the file with the report's SHA-256 where it is not there: then it cannot be told whether the report itself
   * was changed. Null where it is there, and compared.
   */
  readonly missingChecksum: string | null;
  /** What an older report carries no hash of: it was not compared. */
  readonly unchecked: readonly string[];
}

/**
 * Compares a report with the file that holds its SHA-256, and the hashes it carries with the lab folder: plans, run and
 * data descriptions, events, records, data and models, each read anew. Whether the text of the report follows from them
 * is not checked.
 *
 * @param where what an error says of the file; its name where nothing else is known
 * @throws LabError `invalid` for a file that is no report
 */
export async function verifyReport(
  lab: LabConnection,
  { name, content, sidecar }: GivenReport,
  where = name,
): Promise<Verification> {
  const { runs } = hashesIn(content, where);
  const fault = sidecarFault(name, content, sidecar);
  const found: Found[] = fault === undefined ? [] : [{ subject: name, difference: fault }];
  for (const run of runs) found.push(...(await compareRun(lab, run)));
  // Runs of one study share their data and models.
  const once = [...new Map(found.map((one) => [`${one.subject} ${one.difference ?? ''}`, one])).values()];
  return {
    missingChecksum: fault === undefined ? sidecarName(name) : null,
    compared: once.filter((one): one is Comparison => one.difference !== undefined),
    unchecked: once.filter(({ difference }) => difference === undefined).map(({ subject }) => subject),
  };
}

/** A comparison, or what could not be compared: there the difference is not known. */
interface Found {
  readonly subject: string;
  readonly difference: Comparison['difference'] | undefined;
}

async function compareRun(lab: LabConnection, said: RunHashes): Promise<readonly Found[]> {
  const title = `run ${shortId(said.run)} (${said.name})`;
  const found: Found[] = [];
  try {
    found.push(...compareParts(title, runHashes(await readRun(lab, said.run)), said));
  } catch (error) {
    found.push({ subject: title, difference: told(error) });
  }
  found.push(
    await compared(`data set ${said.dataset.name}`, said.dataset.hash, async () => {
      const { hash } = await lab.request('data.check', { dataset: said.dataset.name });
      return hash;
    }),
  );
  for (const model of said.models) {
    found.push(
      await compared(`weights of ${model.title} (${shortId(model.id)})`, model.weightsHash, async () => {
        const { weightsHash } = await lab.request('models.check', { model: model.id });
        return weightsHash;
      }),
    );
  }
  return found;
}

/** What the run in the lab folder holds beside what its report was made from. */
function compareParts(title: string, present: WholeRunHashes, said: RunHashes): readonly Found[] {
  return [
    { subject: `plan of ${title}`, difference: equal(present.planHash, said.planHash) },
    { subject: `description (run.json) of ${title}`, difference: equalIfSaid(present.description, said.description) },
    {
      subject: `data description (dataset.json) of ${title}`,
      difference: equalIfSaid(present.dataset.description, said.dataset.description),
    },
    {
      subject: `events of ${title}`,
      difference: said.events === undefined ? undefined : equalList('events', present.events, said.events),
    },
    { subject: `records of ${title}`, difference: equalList('records', present.records, said.records) },
    ...said.models.map(({ id, title: name, description }) => {
      const model = present.models.find((other) => other.id === id);
      return {
        subject: `description of ${name} (${shortId(id)})`,
        difference: model === undefined ? absent : equalIfSaid(model.description, description),
      };
    }),
    ...present.models
      .filter(({ id }) => !said.models.some((other) => other.id === id))
      .map(({ id, title: name }) => ({
        subject: `description of ${name} (${shortId(id)})`,
        difference: 'The report says nothing of this model of the run.',
      })),
  ];
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

/** Undefined where the report does not say. */
function equalIfSaid(found: string | undefined, said: string | undefined): string | null | undefined {
  return said === undefined ? undefined : found === undefined ? absent : equal(found, said);
}

interface List {
  readonly count: number;
  readonly hash: string;
}

function equalList(of: string, found: List, said: List): string | null {
  return found.count === said.count
    ? equal(found.hash, said.hash)
    : `The report was made from ${String(said.count)} ${of}; the lab folder holds ${String(found.count)}.`;
}

const absent = 'It is not in the lab folder.';

/** What keeps a thing from being compared is what differs. */
function told(error: unknown): string {
  if (!(error instanceof LabError) || isCancelled(error)) throw error;
  switch (error.code) {
    case 'not-found':
      return absent;
    case 'damaged':
    case 'unsupported':
      return error.toString();
    default:
      throw error;
  }
}
