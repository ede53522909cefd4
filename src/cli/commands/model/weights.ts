import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { decimal } from '../../../analysis/format';
import { readJsonFile } from '../../../host/files/json-file';
import { LabError } from '../../../shared/errors';
import { shortId } from '../../../shared/identity';
import { parse } from '../../../shared/parse';
import { largestWeightsFile, type WeightsDescription } from '../../../shared/models/pretrained';
import { modelRequests } from '../../../shared/protocol/models';
import { visibleText } from '../../../shared/text/visible-text';
import type { CliEnvironment } from '../../environment';
import { leaf } from '../../leaf';
import { fileName } from '../../option-values';
import type { EngineSession } from '../../session';
import { table } from '../../table';

interface WeightsOptions {
  readonly map?: string;
  readonly remove?: string;
}

export function addModelWeights(group: Command, environment: CliEnvironment): void {
  leaf<WeightsOptions>(
    group,
    environment,
    {
      name: 'weights [file]',
      summary: 'pretrained encoders: add a safetensors file, list those of the lab',
      description:
        'Adds a safetensors file with the weights of one encoder, which models can then start from; without a file, lists those of the lab. Tensors are named as the encoder names them, or by a map of names; numbers of 16 or 64 bits become float32.',
      examples: [
        ['muroan model weights', 'those of the lab'],
        ['muroan model weights image.safetensors', 'adds a file'],
        ['muroan model weights theirs.safetensors --map names.json', 'names.json: { "their.name": "ours/kernel" }'],
      ],
      uses: 'lab',
      configure: (command) => {
        command
          .option('--map <file>', 'JSON object: names of tensors in the file to those of the encoder', fileName)
          .option('--remove <hash>', 'move weights of the lab to the trash');
      },
    },
    async ({ withEngine, show, terminal, options, environment: { workingDirectory } }, given) => {
      const [file] = given as readonly (string | undefined)[];
      const weights = await withEngine(async (session) => {
        if (options.remove !== undefined) await session.request('weights.remove', { weights: options.remove });
        if (file === undefined) return session.request('weights.list', {});
        const names = options.map === undefined ? {} : readJsonFile(path.resolve(workingDirectory, options.map));
        return [await addWeightsFile(session, path.resolve(workingDirectory, file), names)];
      });
      show(weights, () => {
        if (weights.length === 0) terminal.print('This lab holds no pretrained weights.');
        else printWeights(weights, terminal.tableWidth).forEach(terminal.print);
      });
      return undefined;
    },
  );
}

/** @throws LabError `not-found`, `invalid` for a file that cannot be read or taken */
export async function addWeightsFile(
  session: EngineSession,
  file: string,
  names: unknown = {},
): Promise<WeightsDescription> {
  const checked = parse(modelRequests['weights.add'].params.shape.names, names, '--map');
  return session.request('weights.add', {
    file: path.basename(file),
    content: readWeights(file).toString('base64'),
    names: checked,
  });
}

/** @throws LabError `not-found`, `invalid` for a file that cannot be read, or is too large */
export function readWeights(file: string): Buffer {
  try {
    const { size } = statSync(file);
    if (size > largestWeightsFile) {
      throw new LabError('invalid', `has ${String(size)} bytes; at most ${String(largestWeightsFile)} are read.`, {
        where: file,
        remedy: 'Give a smaller model, or the weights of one encoder by themselves.',
      });
    }
    return readFileSync(file);
  } catch (error) {
    if (error instanceof LabError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') {
      throw new LabError('not-found', 'There is no such file.', { where: file, remedy: 'Correct the path.' });
    }
    throw new LabError('invalid', `cannot be read (${code ?? 'unknown reason'}).`, {
      where: file,
      remedy: 'Give a safetensors file.',
    });
  }
}

function printWeights(weights: readonly WeightsDescription[], width: number): readonly string[] {
  return table<WeightsDescription>(
    [
      { title: 'weights', text: ({ hash }) => shortId(hash) },
      { title: 'file', text: ({ file }) => visibleText(file) },
      { title: 'encoder', text: ({ encoder }) => encoder?.name ?? 'not said' },
      { title: 'tensors', text: ({ tensors }) => decimal(tensors.length), align: 'right' },
      { title: 'numbers', text: ({ parameters }) => decimal(parameters), align: 'right' },
      { title: 'converted', text: ({ converted }) => decimal(converted), align: 'right' },
    ],
    weights,
    { width, heading: (text) => text },
  );
}
