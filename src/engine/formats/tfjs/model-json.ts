/** `model.json` of TensorFlow.js, as its converter and its layers write it: what is computed, and which weights lie in which files. */
import { z } from 'zod';
import { LabError } from '../../../shared/errors';
import { parseJson } from '../../../shared/json/json-file';
import { problemsOf } from '../../../shared/parse';
import { invalidBecause } from '../../../shared/refusal';

/** Beyond what converters write of the largest graphs: weights lie in files of their own. */
export const MOST_JSON_BYTES = 32 << 20;
/** Of all weights together, which a device holds beside what it computes. */
export const MOST_WEIGHT_BYTES = 1 << 30;
/** Layers or operators, weights, and files of them. */
const MOST_PARTS = 50_000;
const MOST_TOLD = 5;

const size = z.int().min(0).max(MOST_WEIGHT_BYTES);

const Quantization = z.object({
  dtype: z.enum(['uint8', 'uint16', 'float16']),
  original_dtype: z.enum(['float32', 'int32']).optional(),
  min: z.number().optional(),
  scale: z.number().optional(),
});

/** One weight, in the words of the file. */
export const WeightSpec = z.object({
  name: z.string().min(1).max(400),
  shape: z.array(size).max(8),
  dtype: z.enum(['float32', 'int32', 'bool']),
  quantization: Quantization.optional(),
  /** `optimizer` of what a training needed and the model does not. */
  group: z.string().max(40).optional(),
});
export type WeightSpec = z.infer<typeof WeightSpec>;

const ModelJson = z.object({
  format: z.string().optional(),
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z
    .array(
      z.object({
        paths: z.array(z.string().min(1).max(400)).max(MOST_PARTS),
        weights: z.array(WeightSpec).max(MOST_PARTS),
      }),
    )
    .max(MOST_PARTS),
  signature: z.record(z.string(), z.unknown()).nullish(),
  userDefinedMetadata: z.record(z.string(), z.unknown()).nullish(),
});

export type TfjsForm = 'layers' | 'graph';

/** What a model computes, as plain data of which nothing was run. */
export interface TfjsModel {
  readonly form: TfjsForm;
  /** Layers of Keras with what joins them, or a graph of operators. */
  readonly topology: Readonly<Record<string, unknown>>;
  /** What a graph calls its inputs and outputs; null: it does not say. */
  readonly signature: Readonly<Record<string, unknown>> | null;
  /** In the order in which their bytes follow each other. */
  readonly specs: readonly WeightSpec[];
}

export interface ReadModelJson extends TfjsModel {
  /** Files that hold the weights one after the other, each group by itself, with the bytes that it has to have. */
  readonly groups: readonly { readonly paths: readonly string[]; readonly bytes: number }[];
}

/**
 * @param where the file, for the error
 * @throws LabError `invalid` for what is no such file; `unsupported` for numbers that are not read
 */
export function readModelJson(text: string, where: string): ReadModelJson {
  const value = parseJson(text, where);
  refuseStrangeNames(value, where);
  refuseOtherNumbers(value, where);
  const read = ModelJson.safeParse(value);
  // One problem tells that it is no such file; of fifty thousand weights each could have one.
  if (!read.success) {
    const [first = { where, text: 'is no model of TensorFlow.js.' }, ...rest] = problemsOf(ModelJson, value, where);
    throw invalidBecause([first, ...rest.slice(0, MOST_TOLD - 1)]);
  }
  const { format, modelTopology, weightsManifest, signature, userDefinedMetadata } = read.data;
  const groups = weightsManifest.map(({ paths, weights }) => ({ paths, bytes: bytesOf(weights, where) }));
  const bytes = groups.reduce((sum, group) => sum + group.bytes, 0);
  if (bytes > MOST_WEIGHT_BYTES) {
    throw new LabError('invalid', `tells of ${bytes} bytes of weights; at most ${MOST_WEIGHT_BYTES} are read.`, {
      where,
      remedy: 'Give a smaller model, or serve it yourself.',
    });
  }
  const specs = weightsManifest.flatMap(({ weights }) => weights);
  refuseTwice(specs, where);
  return {
    form: formOf(format, modelTopology, where),
    topology: modelTopology,
    signature: signature ?? signatureIn(userDefinedMetadata),
    specs,
    groups,
  };
}

/** How many bytes a weight has in the file. */
export function weightBytes({ shape, dtype, quantization }: WeightSpec): number {
  const kind = quantization?.dtype ?? dtype;
  const each = { float32: 4, int32: 4, bool: 1, uint8: 1, uint16: 2, float16: 2 }[kind];
  return shape.reduce((product, own) => product * own, each);
}

function bytesOf(specs: readonly WeightSpec[], where: string): number {
  for (const { name, quantization } of specs) {
    const { dtype, min, scale } = quantization ?? {};
    if (dtype === undefined || dtype === 'float16' || (min !== undefined && scale !== undefined)) continue;
    throw damaged(where, `packs the weight ${JSON.stringify(name)} as ${dtype}, without saying from where to where.`);
  }
  return specs.reduce((sum, spec) => sum + weightBytes(spec), 0);
}

/** Written by TensorFlow.js since 2019; before, only what it holds tells. */
function formOf(format: string | undefined, topology: Readonly<Record<string, unknown>>, where: string): TfjsForm {
  switch (format) {
    case 'layers-model':
      return 'layers';
    case 'graph-model':
      return 'graph';
    case undefined:
      if (Array.isArray(topology.node)) return 'graph';
      if ('class_name' in topology || 'model_config' in topology) return 'layers';
      throw damaged(where, 'tells neither layers nor a graph of operators.');
    default:
      throw damaged(where, `is of the format ${JSON.stringify(format.slice(0, 60))}, which is none of TensorFlow.js.`);
  }
}

function signatureIn(metadata: Readonly<Record<string, unknown>> | null | undefined): TfjsModel['signature'] {
  const own = z.record(z.string(), z.unknown()).safeParse(metadata?.signature);
  return own.success ? own.data : null;
}

function refuseTwice(specs: readonly WeightSpec[], where: string): void {
  const seen = new Set<string>();
  for (const { name } of specs) {
    if (seen.has(name)) throw damaged(where, `names two weights ${JSON.stringify(name)}.`);
    seen.add(name);
  }
}

/** Names that objects have by themselves lead a library astray that asks whether an object has a name. */
const strange = new Set(['__proto__', 'constructor', 'prototype']);

/** Level by level, as its depth is limited and its width is not. */
function refuseStrangeNames(value: unknown, where: string): void {
  let level: readonly unknown[] = [value];
  while (level.length > 0) {
    const next: unknown[] = [];
    for (const one of level) {
      if (typeof one !== 'object' || one === null) continue;
      if (!Array.isArray(one)) {
        const name = Object.keys(one).find((own) => strange.has(own));
        if (name !== undefined) throw damaged(where, `has a field "${name}", which no model has.`);
      }
      for (const inner of Object.values(one) as unknown[]) next.push(inner);
    }
    level = next;
  }
}

/** Told by itself, because it is no fault of the file. */
function refuseOtherNumbers(value: unknown, where: string): void {
  const manifest = (value as { readonly weightsManifest?: unknown } | null)?.weightsManifest;
  if (!Array.isArray(manifest)) return;
  for (const group of manifest as readonly unknown[]) {
    const weights = (group as { readonly weights?: unknown } | null)?.weights;
    if (!Array.isArray(weights)) continue;
    const other = (weights as readonly unknown[]).find((one) =>
      ['string', 'complex64'].includes(String((one as { readonly dtype?: unknown } | null)?.dtype)),
    ) as { readonly name?: unknown; readonly dtype: string } | undefined;
    if (other === undefined) continue;
    throw new LabError('unsupported', `has a weight ${JSON.stringify(other.name ?? '')} of the type ${other.dtype}.`, {
      where,
      remedy: 'Export the model without tables of texts and without complex numbers.',
    });
  }
}

export function damaged(where: string, message: string): LabError {
  return new LabError('invalid', message, { where, remedy: 'Convert or save the model again.' });
}
