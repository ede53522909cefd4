import { readFileSync } from 'node:fs';
import path from 'node:path';
import { hashOfBytes } from '../../shared/identity';
import { sidecarName, sidecarOf } from '../../shared/sidecar';
import { writeWhole } from '../files/whole-file';

/** Writes a report, and beside it the file with its SHA-256. @throws LabError `invalid` where it cannot be */
export function writeReport(file: string, content: string | Uint8Array): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  writeWhole(file, bytes);
  writeSidecar(file, bytes);
}

/** The file with a report's SHA-256, beside it. @throws LabError `invalid` where it cannot be written */
export function writeSidecar(file: string, content: Uint8Array): void {
  const { name, text } = sidecarOf(path.basename(file), content);
  writeWhole(path.join(path.dirname(file), name), text);
}

/** How a report compares with the file beside it: null where they agree, else what is wrong; undefined without one. */
export function sidecarFault(file: string, content: Uint8Array): string | null | undefined {
  const sidecar = sidecarName(file);
  let text: string;
  try {
    text = readFileSync(sidecar, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? undefined : `${path.basename(sidecar)} cannot be read (${code ?? 'unknown reason'}).`;
  }
  const written = /^\\?([0-9a-f]{64}) [ *]/iu.exec(text)?.[1].toLowerCase();
  if (written === undefined) return `${path.basename(sidecar)} does not begin with a SHA-256.`;
  const found = hashOfBytes(content);
  return found === written
    ? null
    : `The file was changed: its SHA-256 is ${found}, ${path.basename(sidecar)} says ${written}.`;
}
