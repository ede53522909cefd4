import { renameSync, rmSync } from 'node:fs';
import { writePiecewise } from './piecewise-file';
import { cannotWrite } from './unfinished-file';

export interface StreamedFile {
  readonly path: string;
  readonly pieces: AsyncIterable<Uint8Array>;
}

/**
 * Writes files that belong together piece by piece: until all of them are whole they have other names, and none has its own.
 * What was written of them is removed when they are given up.
 *
 * @throws LabError `invalid` where one cannot be written
 */
export async function writeTogether(files: readonly StreamedFile[]): Promise<void> {
  const whole: { readonly path: string; readonly own: string }[] = [];
  try {
    for (const { path, pieces } of files) {
      const own = `${path}.${String(process.pid)}.whole`;
      await writePiecewise(own, async (write) => {
        for await (const piece of pieces) write(piece);
      });
      whole.push({ path, own });
    }
    for (const { path, own } of whole) rename(own, path);
  } catch (error) {
    for (const { own } of whole) rmSync(own, { force: true });
    throw error;
  }
}

function rename(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    throw cannotWrite(to, error);
  }
}
