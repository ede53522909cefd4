import { stat } from 'node:fs/promises';
import { countIntact } from './record-file';

interface Counted {
  readonly size: number;
  readonly written: number;
  readonly count: number;
}

const counted = new Map<string, Counted>();

/**
 * Intact records of a run. A file that has not been written since it was counted is not read again: of a thousand runs,
 * nearly all are finished, and whoever lists runs asks again and again.
 */
export async function recordCount(file: string): Promise<number> {
  // Looked at before it is read: what is appended meanwhile makes the next look differ.
  const { size, mtimeMs: written } = await stat(file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { size: 0, mtimeMs: 0 };
    throw error;
  });
  const known = counted.get(file);
  if (known?.size === size && known.written === written) return known.count;
  const count = await countIntact(file);
  counted.set(file, { size, written, count });
  return count;
}
