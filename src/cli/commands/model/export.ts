import path from 'node:path';
import type { Command } from 'commander';
import { writeWhole } from '../../../host/files/whole-file';
import { fromBase64 } from '../../../shared/base64';
import { shortId } from '../../../shared/identity';
import { findModel } from '../../../shared/lookup/models';
import { visibleText } from '../../../shared/visible-text';
import type { CliEnvironment } from '../../environment';
import { leaf } from '../../leaf';
import { fileName } from '../../option-values';

interface ExportOptions {
  readonly encoder: string;
  readonly to: string;
}

export function addModelExport(group: Command, environment: CliEnvironment): void {
  leaf<ExportOptions>(
    group,
    environment,
    {
      name: 'export <model>',
      summary: 'write one encoder of a model as a safetensors file',
      description:
        'Writes the weights of the encoder of one input by themselves, which another lab adds by muroan model weights and starts from. Of a text the words of its rows go with them.',
      examples: [['muroan model export 3f9a12 --encoder image --to image.safetensors', 'the encoder of its pictures']],
      uses: 'lab',
      configure: (command) => {
        command
          .requiredOption('--encoder <modality>', 'input whose encoder is written')
          .requiredOption('--to <file>', 'safetensors file to write', fileName);
      },
    },
    async ({ withEngine, show, terminal, options, environment: { workingDirectory } }, [given]) => {
      const file = path.resolve(workingDirectory, options.to);
      const written = await withEngine(async (session) => {
        const { id } = await findModel(session, given);
        const { weights, ...facts } = await session.request('models.encoder', { model: id, modality: options.encoder });
        writeWhole(file, fromBase64(weights));
        return { model: id, modality: options.encoder, ...facts, file };
      });
      show(written, () => {
        terminal.print(
          `Written: ${visibleText(file)} (weights ${shortId(written.hash)}, ${String(written.tensors)} tensors)`,
        );
      });
      return undefined;
    },
  );
}
