import path from 'node:path';
import { Option, type Command } from 'commander';
import { exportFacts } from '../../../analysis/export-facts';
import { exportedPieces, untilFetched, withExported } from '../../../analysis/exported-pieces';
import { writeTogether } from '../../../host/files/together';
import { LabError } from '../../../shared/errors';
import { shortId } from '../../../shared/identity';
import { findModel } from '../../../shared/lookup/models';
import { ModelForm } from '../../../shared/models/model-export';
import { visibleText } from '../../../shared/text/visible-text';
import { oneOf } from '../../../shared/text/wording';
import type { CliEnvironment } from '../../environment';
import { leaf, type LeafContext } from '../../leaf';
import { fileName } from '../../option-values';
import { addForce, refuseOverwriting, type Overwriting } from '../../overwriting';

interface ExportOptions extends Overwriting {
  readonly as?: ModelForm;
  readonly encoder?: string;
  readonly out: string;
}

export function addModelExport(group: Command, environment: CliEnvironment): void {
  leaf<ExportOptions>(
    group,
    environment,
    {
      name: 'export <model>',
      summary: 'write a model, or one encoder of it, for other programs',
      description:
        'Writes a trained model as ONNX, as a graph model of TensorFlow.js (into a folder), or its weights alone as safetensors. Before a graph is written it answers 32 samples of the test split by the program that it is for, and is refused where it answers otherwise than the model. Beside it stand vocabularies and a map, with which muroan model import takes it back. With --encoder the weights of one encoder by themselves, which another lab adds by muroan model weights. docs/models-out.md tells how Python reads them.',
      examples: [
        ['muroan model export 3f9a12 --out memes.onnx', 'memes.onnx, memes.map.json, memes.text.txt'],
        ['muroan model export 3f9a12 --as tfjs --out memes-tfjs', 'a folder with model.json, its weights and map.json'],
        ['muroan model export 3f9a12 --out memes.safetensors', 'the weights alone'],
        ['muroan model export 3f9a12 --encoder image --out image.safetensors', 'the encoder of its pictures'],
      ],
      uses: 'device',
      configure: (command) => {
        addForce(command)
          .addOption(new Option('--as <form>', 'form; without, by the ending of the file').choices(ModelForm.options))
          .option('--encoder <modality>', 'write the encoder of this input alone, as safetensors')
          .requiredOption('--out <path>', 'file to write; of tfjs the folder', fileName);
      },
    },
    async (context, [given]) => {
      const { options } = context;
      if (options.encoder === undefined) await writeModel(context, given);
      else await writeEncoder(context, given, options.encoder);
      return undefined;
    },
  );
}

type Context = LeafContext<ExportOptions>;

async function writeEncoder(
  { withEngine, show, terminal, options, environment: { workingDirectory } }: Context,
  given: string,
  encoder: string,
): Promise<void> {
  if (options.as !== undefined && options.as !== 'safetensors') {
    throw new LabError('invalid', 'goes with safetensors only: one encoder by itself is no model that answers.', {
      where: '--encoder',
      remedy: 'Leave out --encoder or --as.',
    });
  }
  const file = path.resolve(workingDirectory, options.out);
  refuseOverwriting([file], options);
  const written = await withEngine(async (session) => {
    const { id } = await findModel(session, given);
    const leaving = await session.request('models.encoder', { model: id, modality: encoder });
    const [weights] = leaving.files;
    const pieces = exportedPieces(session, leaving, weights);
    await untilFetched(leaving, () => writeTogether([{ path: file, pieces }]), session);
    return { model: id, modality: encoder, hash: weights.sha256, tensors: leaving.tensors, file };
  });
  show(written, () => {
    terminal.print(
      `Written: ${visibleText(file)} (weights ${shortId(written.hash)}, ${String(written.tensors)} tensors)`,
    );
  });
}

async function writeModel(
  { withEngine, show, terminal, options, environment: { workingDirectory } }: Context,
  given: string,
): Promise<void> {
  const to = path.resolve(workingDirectory, options.out);
  const form = options.as ?? formOf(to);
  const isFolder = form === 'tfjs';
  const folder = isFolder ? to : path.dirname(to);
  const stem = path.basename(to).replace(/\.(?:onnx|safetensors)$/iu, '');
  if (!isFolder) refuseOverwriting([to], options);
  const { exported, files } = await withEngine(async (session) => {
    const { id } = await findModel(session, given);
    return withExported(session, { model: id, form, stem }, async (exported) => {
      const files = exported.files.map((file, at) => ({
        ...file,
        // The model is called as wanted, whatever ending that has.
        path: at === 0 && !isFolder ? to : path.join(folder, file.name),
      }));
      refuseOverwriting(
        files.map((file) => file.path),
        options,
      );
      await writeTogether(files.map((file) => ({ path: file.path, pieces: exportedPieces(session, exported, file) })));
      return { exported, files };
    });
  });
  const { model, verified, steps, withoutMap } = exported;
  const facts = files.map(({ path: file, sha256 }) => ({ file, sha256 }));
  show({ model, form, files: facts, verified, steps, withoutMap }, () => {
    for (const { path: file } of files) terminal.print(`Written: ${visibleText(file)}`);
    for (const fact of exportFacts(form, exported)) terminal.print(fact);
  });
}

/** @throws LabError `invalid` where the name of a file does not tell */
function formOf(file: string): ModelForm {
  const form = ModelForm.options.find((one) => one !== 'tfjs' && file.toLowerCase().endsWith(`.${one}`));
  if (form !== undefined) return form;
  throw new LabError('invalid', 'No form is named, and the name of the file tells none.', {
    where: '--as',
    remedy: `Give --as with ${oneOf(ModelForm.options)}.`,
  });
}
