import { existsSync, mkdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { countOf, decimal } from '../../../analysis/format';
import { bytes as bytesText } from '../../../analysis/quantities';
import { exportSamples, usualSamples } from '../../../analysis/samples/export-samples';
import { makeFolder } from '../../../host/files/make-folder';
import { cannotWrite } from '../../../host/files/unfinished-file';
import { writeWhole } from '../../../host/files/whole-file';
import { findRun } from '../../../shared/lookup/runs';
import { visibleText } from '../../../shared/text/visible-text';
import type { CliEnvironment } from '../../environment';
import { leaf } from '../../leaf';
import { fileName, wholeNumber } from '../../option-values';
import { refuseUsedFolder } from '../../overwriting';

interface SamplesOptions {
  readonly out: string;
  readonly most?: number;
}

export function addRunsSamples(group: Command, environment: CliEnvironment): void {
  leaf<SamplesOptions>(
    group,
    environment,
    {
      name: 'samples <run>',
      summary: 'write attacked samples as PNG, WAV, text and NPZ, with a manifest',
      description: `Writes what attacks made of samples, the samples themselves beside them, and a manifest (CSV and JSON) that says of each file whose it is, its SHA-256, what was changed, and how far its rounding may be off. NPZ holds every value exactly. Of small changes there are those that the run has stored (the plan's "storedInputs"); of removals and edits ${String(usualSamples)} samples of each attack, or as many as the plan stores. Sound is a spectrogram, as models see it, with a WAV made up to it to listen to, where the data set tells how.`,
      examples: [['muroan runs samples last --out samples', 'of the newest run, into a new folder']],
      uses: 'lab',
      configure: (command) => {
        command
          .requiredOption('--out <folder>', 'folder to write, which is not there yet or empty', fileName)
          .option('--most <number>', 'samples of each attack at most', wholeNumber(1, 1000));
      },
    },
    async ({ withEngine, show, terminal, options, environment: { workingDirectory } }, [given]) => {
      const folder = path.resolve(workingDirectory, options.out);
      refuseUsedFolder(folder);
      const written = await withEngine(async (session) => {
        const { id } = await findRun(session, given);
        const shown = await session.request('runs.show', { run: id });
        const result = await intoFolder(folder, (put) =>
          exportSamples(session, shown, {
            most: options.most ?? null,
            put,
            onSamples: (done, total) => {
              session.progress({ stage: 'data', label: 'Samples', done, total, unit: 'samples', ...unknown });
            },
          }),
        );
        return { folder, run: id, stored: shown.description.plan.storedInputs, ...result };
      });
      show(written, () => {
        const { samples, broken, left, files, bytes } = written;
        terminal.print(
          `Wrote ${visibleText(folder)}: ${countOf(samples, 'attacked sample')}, ${decimal(broken)} of them broken, ${decimal(files)} files, ${bytesText(bytes)}`,
        );
        if (left.beyond > 0) {
          terminal.print(`${decimal(left.beyond)} more are broken, of samples further on. Take them too by --most.`);
        }
        if (left.unkept > 0) {
          terminal.print(
            `${decimal(left.unkept)} more are broken by small changes that the run has not kept: its plan stores those of ${countOf(written.stored, 'sample')} ("storedInputs").`,
          );
        }
      });
      return undefined;
    },
  );
}

const unknown = { rate: null, remaining: null, detail: null, whole: null } as const;

/** A folder that is there as a whole or not at all. */
async function intoFolder<T>(
  folder: string,
  body: (put: (name: string, bytes: Uint8Array) => void) => Promise<T>,
): Promise<T> {
  const temporary = `${folder}.${String(process.pid)}.tmp`;
  try {
    makeWhole(temporary);
    const result = await body((name, bytes) => {
      writeWhole(path.join(temporary, ...name.split('/')), bytes);
    });
    // Whatever has come into it meanwhile stays: only an empty folder can be removed so.
    if (existsSync(folder)) rmdirSync(folder);
    renameSync(temporary, folder);
    return result;
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw error;
  }
}

function makeWhole(folder: string): void {
  try {
    makeFolder(path.dirname(folder));
    mkdirSync(folder);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}
