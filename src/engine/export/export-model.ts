import { LabError } from '../../shared/errors';
import { mapValues } from '../../shared/map-values';
import type { Agreement, ModelForm } from '../../shared/models/model-export';
import type { ModelDescription } from '../../shared/models/model-description';
import { trainedRecipe } from '../../shared/recipe/recipe';
import type { ModalityValue } from '../modalities/modality';
import type { FusedModel } from '../models/fused-model';
import type { HostParameters } from '../models/parameters';
import type { HostTensors } from '../predictors/host-tensor';
import { onnxFile } from '../formats/onnx/write';
import { tidy } from '../tensors';
import { agreementOf, toleranceOf } from './agreement';
import { askedOf } from './asked';
import { mapOf, modalitiesRead, toldOf } from './described';
import type { ModelGraph } from './graph';
import { modelGraph } from './model-graph';
import { onnxModel } from './onnx/model';
import { askTfjs } from './tfjs/ask';
import { tfjsModel, type ModelFile } from './tfjs/model';

export type GraphForm = Exclude<ModelForm, 'safetensors'>;

export interface ExportWish {
  readonly form: GraphForm;
  /** Beginning of names of files. */
  readonly stem: string;
  readonly producer: { readonly name: string; readonly version: string };
}

export interface ExportedGraph {
  /** The model first; maps and vocabularies behind it. */
  readonly files: readonly ModelFile[];
  /** What was asked, and what the model itself answered to it, sample by sample. */
  readonly asked: HostTensors;
  readonly logits: readonly (readonly number[])[];
  /** Null where another program has to be asked. */
  readonly verified: Agreement | null;
  readonly steps: number | null;
  readonly withoutMap: string | null;
}

/**
 * A trained model as files of another format.
 *
 * @param open the same model, to be asked
 * @param values of samples that it is asked about, by modality
 * @throws LabError `unsupported` for a model that no graph stands for; `internal` for a graph that answers otherwise
 */
export async function exportModel(
  { description, weights }: { readonly description: ModelDescription; readonly weights: HostParameters },
  open: FusedModel,
  values: Readonly<Record<string, readonly ModalityValue[]>>,
  wish: ExportWish,
): Promise<ExportedGraph> {
  const { spec, modalities, classes, target, vocabulary } = description;
  const logits = await logitsOf(open, values, null);
  const steps = await stepsFor(description, open, values, logits);
  const exported = { recipe: spec.recipe, modalities, classes, target, vocabulary, weights };
  const graph = await modelGraph({ ...exported, ...(steps === null ? {} : { steps }) });
  const read = Object.fromEntries(modalitiesRead(description));
  const asked = askedOf(read, vocabulary, values);
  const { files, verified } = await writtenAs(graph, description, wish, steps, asked, logits);
  const beside = mapOf(description, wish.form, prefixOf(wish), graph.embedding?.name ?? null);
  const found = { asked, logits, verified, steps };
  if (typeof beside === 'string') return { files, ...found, withoutMap: beside };
  const texts = { [`${prefixOf(wish)}map.json`]: `${JSON.stringify(beside.map, null, 2)}\n`, ...beside.vocabularies };
  return { files: [...files, ...Object.entries(texts).map(asFile)], ...found, withoutMap: null };
}

function asFile([name, text]: readonly [string, string]): ModelFile {
  return { name, bytes: Buffer.from(text) };
}

/** In a folder of its own a map needs no name of its own. */
function prefixOf({ form, stem }: ExportWish): string {
  return form === 'onnx' ? `${stem}.` : '';
}

async function writtenAs(
  graph: ModelGraph,
  description: ModelDescription,
  { form, stem, producer }: ExportWish,
  steps: number | null,
  asked: HostTensors,
  logits: readonly (readonly number[])[],
): Promise<Pick<ExportedGraph, 'files' | 'verified'>> {
  const told = toldOf(description, steps);
  switch (form) {
    case 'onnx': {
      const model = { ...onnxModel(graph), name: stem, producer, told: description.title, metadata: told };
      return { files: [{ name: `${stem}.onnx`, bytes: onnxFile(model) }], verified: null };
    }
    case 'tfjs': {
      const by = `${producer.name} ${producer.version}`;
      const write = (more: Readonly<Record<string, string>>): readonly ModelFile[] =>
        tfjsModel(graph, { generatedBy: by, convertedBy: by, metadata: { ...told, ...more } });
      const answers = await askTfjs(write({}), asked);
      const verified = agreementOf(answers, logits, 'tensorflow.js');
      return { files: write({ verified: JSON.stringify(verified) }), verified };
    }
    default:
      return form satisfies never;
  }
}

/** @param steps in place of a solver; null: as the model answers */
async function logitsOf(
  open: FusedModel,
  values: Readonly<Record<string, readonly ModalityValue[]>>,
  steps: number | null,
): Promise<readonly (readonly number[])[]> {
  const logits = tidy(() => {
    const encodings = mapValues(open.modalities, (_, id) => open.encode(id, open.embed(id, values[id])));
    const z = steps === null ? open.fuse(encodings) : open.fuseUnrolled?.(encodings, steps);
    return z === undefined ? null : open.decide(z);
  });
  if (logits === null) throw new Error('The model has no map that is applied in steps.');
  const numbers = Array.from(await logits.data());
  const [rows, width] = logits.shape;
  logits.dispose();
  return Array.from({ length: rows }, (_, row) => numbers.slice(row * width, (row + 1) * width));
}

/** How often a map is applied in place of solving for its fixed point: the first of these that is near enough. */
const STEPS = [8, 16, 32, 64, 128];

/** Null of a model that solves for nothing. @throws LabError `unsupported` where applying the map does not lead there */
async function stepsFor(
  { spec }: ModelDescription,
  open: FusedModel,
  values: Readonly<Record<string, readonly ModalityValue[]>>,
  logits: readonly (readonly number[])[],
): Promise<number | null> {
  const { fusion } = trainedRecipe(spec.recipe);
  if (fusion.name !== 'deq' || fusion.unrolled > 0) return null;
  // What is left of the tolerance is for the graph.
  const near = toleranceOf(logits) / 2;
  for (const steps of STEPS) {
    const other = (await logitsOf(open, values, steps)).flat();
    if (logits.flat().every((logit, at) => Math.abs(logit - other[at]) <= near)) return steps;
  }
  throw new LabError(
    'unsupported',
    `solves for a fixed point that ${STEPS[STEPS.length - 1]} steps of its map do not come near enough, so that no graph can stand for it.`,
    {
      where: 'fusion',
      remedy: 'Export the weights alone (safetensors), or train the fusion unrolled, with a number of steps.',
    },
  );
}
