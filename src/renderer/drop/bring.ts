import { dropAddress } from '../../shared/data/dropped';
import { cancelled, fromWire, LabError, WireError } from '../../shared/errors';
import type { LabApi } from '../../shared/lab-channel/lab-api';
import { parse } from '../../shared/parse';
import { stemOf } from '../../shared/imported/model-files';
import { shownText } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import { filesOf, filesTogether, type DroppedFile } from './entries';
import type { Recognised } from './recognise';

/** Files that are on their way at once: small ones wait for each other else. */
const atOnce = 4;

type Dropped = Exclude<Recognised, { readonly kind: 'none' }>;

export interface Brought {
  readonly drop: string;
  /** Of what was dropped, as the engine finds it. */
  readonly path: string;
}

/**
 * Sends all files of what was dropped to the host, which keeps them in the lab folder until `host.removeDrop`. Nothing is
 * left where that fails or is cancelled.
 *
 * @param onFile how many files have come, of how many
 * @throws LabError `cancelled`; what the host refuses; `internal` where the connection breaks off
 */
export async function bring(
  lab: LabApi,
  { entry, beside }: Dropped,
  signal: AbortSignal,
  onFile: (done: number, total: number) => void,
): Promise<Brought> {
  // A file by itself is brought as it is; with others, in a folder that is called after it.
  const name = beside.length === 0 ? entry.name : stemOf(entry.name);
  const reading =
    beside.length === 0 ? filesOf(entry, signal) : filesTogether(name, [entry as FileSystemFileEntry, ...beside]);
  const files = await reading.catch((error: unknown) => {
    if (signal.aborted) throw cancelled();
    throw new LabError('invalid', texts.drop.unreadable(shownText(entry.name)), { remedy: String(error) });
  });
  if (files.length === 0) throw new LabError('invalid', texts.drop.empty(shownText(entry.name)));
  const bytes = files.reduce((sum, { file }) => sum + file.size, 0);
  const stated = { name, files: files.length, bytes };
  const brought = await lab.request('host.beginDrop', stated, { signal });
  try {
    let done = 0;
    onFile(done, files.length);
    await inTurns(files, async (one) => {
      await send(brought.drop, one, signal);
      done += 1;
      onFile(done, files.length);
    });
    return brought;
  } catch (error) {
    await lab.request('host.removeDrop', { drop: brought.drop });
    throw error;
  }
}

/** Some at a time; the first that fails ends all. */
async function inTurns(files: readonly DroppedFile[], work: (file: DroppedFile) => Promise<void>): Promise<void> {
  const left = files.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const file of left) await work(file);
    }),
  );
}

async function send(drop: string, { path, file }: DroppedFile, signal: AbortSignal): Promise<void> {
  let response: Response;
  try {
    response = await fetch(dropAddress(drop, path), { method: 'PUT', body: file, signal });
  } catch {
    if (signal.aborted) throw cancelled();
    throw new LabError('internal', texts.drop.broken(shownText(path)), { remedy: texts.drop.brokenRemedy });
  }
  if (!response.ok) throw fromWire(parse(WireError, await response.json(), path));
}
