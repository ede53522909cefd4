import { beginFile } from './unfinished-file';

/** Writes a file as a whole or not at all, and the folders above it. @throws LabError `invalid` where it cannot be */
export function writeWhole(file: string, content: string | Uint8Array): void {
  const unfinished = beginFile(file);
  try {
    unfinished.write(typeof content === 'string' ? Buffer.from(content) : content);
    unfinished.finish();
  } catch (error) {
    unfinished.giveUp();
    throw error;
  }
}
