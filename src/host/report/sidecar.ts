import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sidecarName, sidecarOf, type SidecarFound } from '../../shared/reports/sidecar';
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

/** What stands beside a report. */
export function readSidecar(file: string): SidecarFound {
  try {
    return { text: readFileSync(sidecarName(file), 'utf8') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? null : { unreadable: code ?? 'unknown reason' };
  }
}
