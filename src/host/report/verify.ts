import { readFileSync } from 'node:fs';
import path from 'node:path';
import { verifyReport, type Verification } from '../../report/verification/verify';
import { LabError } from '../../shared/errors';
import type { LabConnection } from '../../shared/lab-channel/lab-connection';
import { readSidecar } from './sidecar';

/**
 * Verifies a report on this machine with the file beside it.
 *
 * @throws LabError `not-found` without the file, `invalid` for a file that is no report
 */
export async function verifyReportFile(lab: LabConnection, file: string): Promise<Verification> {
  const given = { name: path.basename(file), content: contentOf(file), sidecar: readSidecar(file) };
  return verifyReport(lab, given, file);
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
