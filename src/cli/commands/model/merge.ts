import path from 'node:path';
import type { Command } from 'commander';
import { exportedPieces, untilFetched } from '../../../analysis/exported-pieces';
import { writeTogether } from '../../../host/files/together';
import { shortId } from '../../../shared/identity';
import { findModel } from '../../../shared/lookup/models';
import { visibleText } from '../../../shared/text/visible-text';
import type { CliEnvironment } from '../../environment';
import { ExitCode } from '../../exit-codes';
import { leaf } from '../../leaf';
import { fileName } from '../../option-values';
import { addForce, refuseOverwriting, type Overwriting } from '../../overwriting';

interface MergeOptions extends Overwriting {
  readonly out?: string;
}

export function addModelMerge(group: Command, environment: CliEnvironment): void {
  leaf<MergeOptions>(
    group,
    environment,
    {
      name: 'merge <model>',
      summary: 'put low-rank adapters over their frozen weights again',
      description:
        'Adds the product of the small matrices of adapters.safetensors to the frozen weights of the ensemble that a model goes on from, checks both by their hashes, and says whether that gives the weights that the model answers with, to the bit. With --out weights that are the same are written as one safetensors file, in which no adapter is left; others are not written, and the program ends with 5.',
      examples: [
        ['muroan model merge 3f9a12', 'a model by the beginning of its id (see muroan model list)'],
        ['muroan model merge 3f9a12 --out merged.safetensors', 'writes the merged weights'],
      ],
      uses: 'lab',
      configure: (command) => {
        addForce(command).option('--out <file>', 'safetensors file to write', fileName);
      },
    },
    async ({ withEngine, show, terminal, options, environment: { workingDirectory } }, [given]) => {
      const file = options.out === undefined ? null : path.resolve(workingDirectory, options.out);
      if (file !== null) refuseOverwriting([file], options);
      const merged = await withEngine(async (session) => {
        const { id, title } = await findModel(session, given);
        const { weights, ...result } = await session.request('models.merge', { model: id, weights: file !== null });
        const written = result.same ? file : null;
        if (written !== null && weights !== null) {
          const pieces = exportedPieces(session, weights, weights.files[0]);
          await untilFetched(weights, () => writeTogether([{ path: written, pieces }]), session);
        }
        return { ...result, title, file: written };
      });
      show(merged, () => {
        const over = `The adapters of ${shortId(merged.model)} (${visibleText(merged.title)}) over the ensemble ${shortId(merged.ensemble)}`;
        terminal.print(
          merged.same
            ? `${over} give the weights of the model, to the bit.`
            : `${over} give other weights than the model has: weights.safetensors was changed.${file === null ? '' : ' Nothing was written.'}`,
        );
        if (merged.file !== null) terminal.print(`Written: ${visibleText(merged.file)}`);
      });
      return merged.same ? undefined : ExitCode.damaged;
    },
  );
}
