import path from 'node:path';
import type { Command } from 'commander';
import { writeWhole } from '../../../host/files/whole-file';
import { LabError } from '../../../shared/errors';
import { titleOfSource } from '../../../shared/imported/given-source';
import { mapDraft } from '../../../shared/imported/map-draft';
import { ensureDataset } from '../../../shared/lookup/datasets';
import { visibleText } from '../../../shared/text/visible-text';
import type { CliEnvironment } from '../../environment';
import { leaf, nextCommand } from '../../leaf';
import { fileName } from '../../option-values';
import { addForce, refuseOverwriting, type Overwriting } from '../../overwriting';
import { wrap } from '../../width';
import { areWeights } from './bring';
import { sourceOf } from './given-source';
import { inspectedLines } from './import-text';

interface InspectOptions extends Overwriting {
  readonly data?: string;
  readonly out?: string;
}

export function addModelInspect(group: Command, environment: CliEnvironment): void {
  leaf<InspectOptions>(
    group,
    environment,
    {
      name: 'inspect <model>',
      summary: 'look at a model that was made elsewhere before it is imported',
      description:
        'Says what goes in and out of an ONNX file, a model of TensorFlow.js or a program of yours, whether gradients can be had of it, and which of its tensors can be the fused embedding. With --data and --out a map (JSON) becomes a file to edit, which `muroan model import --map` reads: how samples of the data reach the model and what its numbers mean, as far as the model says it of itself. Nothing of the model is kept in the lab folder.',
      examples: [
        ['muroan model inspect model.onnx', 'its inputs, its outputs, what can be the embedding'],
        ['muroan model inspect model.onnx --data memes --out map.json', 'a map as a file to edit'],
        [
          'muroan model inspect http://127.0.0.1:8000/ --data memes --out map.json',
          'of a program of yours, where "muroan model predictors on" allows that',
        ],
      ],
      uses: 'device',
      configure: (command) => {
        addForce(command)
          .option('--data <name>', 'data set that it is to answer')
          .option('--out <file>', 'write a map of the data to the model into this file', fileName);
      },
    },
    async ({ withEngine, show, terminal, options, labArgument, environment: { workingDirectory } }, [given]) => {
      if (areWeights(given)) throw weightsOnly(given);
      const { data, out: name } = options;
      if (name !== undefined && data === undefined) throw noData();
      const file = name === undefined ? null : path.resolve(workingDirectory, name);
      if (file !== null) refuseOverwriting([file], options);
      const source = sourceOf(given, workingDirectory);
      const { inspected, draft } = await withEngine(async (session) => {
        const manifest = data === undefined ? null : await ensureDataset(session, data, '--data');
        const found = await session.request('models.inspect', { source });
        return {
          inspected: found,
          draft: manifest === null ? null : mapDraft(titleOfSource(source), found.signature, manifest, found.classes),
        };
      });
      if (file !== null) writeWhole(file, `${JSON.stringify(draft, null, 2)}\n`);
      show({ ...inspected, draft }, () => {
        inspectedLines(inspected).forEach(terminal.print);
        if (inspected.map !== null)
          terminal.print('A map lies beside it, with which it is imported where --map names no other.');
        if (data === undefined) return;
        if (file !== null && name !== undefined) {
          terminal.print(`Written: ${visibleText(file)}`);
          wrap('Look at units, scale, mean, std, tokenizer and the order of the classes in it.', terminal.width).forEach(
            terminal.print,
          );
          const next = nextCommand(['model', 'import', given, '--data', data, '--map', name], labArgument);
          terminal.print(`Next: ${next}`);
        } else {
          const asItIs = nextCommand(['model', 'import', given, '--data', data], labArgument);
          const byMap = nextCommand(['model', 'inspect', given, '--data', data, '--out', 'map.json'], labArgument);
          terminal.print(`Next: ${inspected.map === null ? byMap : asItIs}`);
        }
      });
      return undefined;
    },
  );
}

function noData(): LabError {
  return new LabError('invalid', 'No data set is named, and a map tells how its samples reach the model.', {
    where: '--data',
    remedy: 'Give --data NAME.',
  });
}

function weightsOnly(where: string): LabError {
  return new LabError('invalid', 'holds weights, which need no map of samples.', {
    where,
    remedy: 'Bring them with muroan model import.',
  });
}
