/**
 * Holds layers to what the library can build from plain data, before it builds anything: kinds that it knows, in an order that
 * ends, and no larger than their weights. Layers of one's own are code, which no file brings along and nothing here runs.
 */
import { LabError } from '../../../shared/errors';
import { inOrder } from './in-order';
import { damaged, type TfjsModel } from './model-json';

const models = ['Sequential', 'Model', 'Functional'] as const;

/** Kinds of layers that are taken. */
const known: ReadonlySet<string> = new Set([
  ...models,
  ...['InputLayer', 'Activation', 'ReLU', 'LeakyReLU', 'PReLU', 'ELU', 'ThresholdedReLU', 'Softmax'],
  ...['Dense', 'Embedding', 'Dropout', 'SpatialDropout1D', 'GaussianNoise', 'GaussianDropout', 'AlphaDropout'],
  ...['Flatten', 'Reshape', 'Permute', 'RepeatVector', 'Masking', 'Rescaling'],
  ...['Conv1D', 'Conv2D', 'Conv3D', 'Conv2DTranspose', 'Conv3DTranspose', 'SeparableConv2D', 'DepthwiseConv2D'],
  ...['Cropping2D', 'UpSampling2D', 'ZeroPadding2D', 'BatchNormalization', 'LayerNormalization'],
  ...['MaxPooling1D', 'MaxPooling2D', 'MaxPooling3D', 'AveragePooling1D', 'AveragePooling2D', 'AveragePooling3D'],
  ...['GlobalAveragePooling1D', 'GlobalAveragePooling2D', 'GlobalMaxPooling1D', 'GlobalMaxPooling2D'],
  ...['Add', 'Multiply', 'Average', 'Maximum', 'Minimum', 'Concatenate', 'Dot'],
  ...['SimpleRNN', 'GRU', 'LSTM', 'RNN', 'SimpleRNNCell', 'GRUCell', 'LSTMCell', 'StackedRNNCells', 'ConvLSTM2D'],
  ...['Bidirectional', 'TimeDistributed'],
]);

/** Fields that are sizes of weights: an absurd one would take memory before the library looks at the weights. */
const sizes = ['units', 'filters', 'input_dim', 'output_dim', 'depth_multiplier'] as const;

const LONGEST_NAME = 200;

interface Described {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly name?: string;
  readonly inbound_nodes?: unknown;
}

/** @throws LabError `unsupported` for layers that the library does not know; `invalid` for what does not hold together */
export function checkLayers({ topology, specs }: Pick<TfjsModel, 'topology' | 'specs'>, where: string): void {
  const largest = specs.flatMap(({ shape }) => shape).reduce((most, own) => Math.max(most, own), 0);
  checkModel(rootOf(topology, where), largest, where);
}

/** What the library is given of it. */
export function rootOf(topology: TfjsModel['topology'], where: string): Described {
  const root = described(topology.model_config ?? topology);
  if (root !== null && (models as readonly string[]).includes(root.class_name)) return root;
  throw damaged(where, 'describes no model of layers.');
}

function described(value: unknown): Described | null {
  if (typeof value !== 'object' || value === null) return null;
  const { class_name: kind, config } = value as Readonly<Record<string, unknown>>;
  if (typeof kind !== 'string' || typeof config !== 'object' || config === null) return null;
  return value as Described;
}

function checkModel(model: Described, largest: number, where: string): void {
  const listed: unknown = Array.isArray(model.config) ? model.config : model.config.layers;
  if (!Array.isArray(listed) || listed.length === 0) throw damaged(where, 'describes a model without layers.');
  const layers = listed.map((one) => {
    const layer = described(one);
    if (layer === null) throw damaged(where, 'describes a layer that is none.');
    return layer;
  });
  for (const layer of layers) checkLayer(layer, largest, where);
  if (model.class_name !== 'Sequential') checkJoints(layers, model.config, where);
}

function checkLayer(layer: Described, largest: number, where: string): void {
  const { class_name: kind, config } = layer;
  const name = typeof config.name === 'string' ? ` "${config.name}"` : '';
  if (!known.has(kind)) {
    throw new LabError('unsupported', `has the layer${name} of the kind ${JSON.stringify(kind.slice(0, 60))}.`, {
      where,
      remedy:
        'Layers of your own (Lambda among them) are code, which is not run. Put layers of TensorFlow.js in its place, or convert the model to a graph.',
    });
  }
  if ((models as readonly string[]).includes(kind)) {
    checkModel(layer, largest, where);
    return;
  }
  if (config.stateful === true) {
    throw new LabError('unsupported', `has the layer${name}, which remembers one sample while it answers the next.`, {
      where,
      remedy: 'Save the model with "stateful" false.',
    });
  }
  for (const field of sizes) {
    const value = config[field];
    if (typeof value !== 'number' || value <= largest) continue;
    throw damaged(where, `gives the layer${name} ${value} ${field}, but no weight has so many.`);
  }
  const cells: readonly unknown[] = Array.isArray(config.cells) ? config.cells : [];
  for (const inner of [config.layer, config.cell, ...cells]) {
    const own = described(inner);
    if (own !== null) checkLayer(own, largest, where);
  }
}

/** Each call of a layer reads calls that come before it; else the library would wait for them for ever. */
function checkJoints(layers: readonly Described[], config: Described['config'], where: string): void {
  const calls = new Map<string, readonly string[]>();
  const names = new Set<string>();
  for (const layer of layers) {
    const { name } = layer;
    // The library finds a layer by the one and what it reads by the other.
    if (typeof name !== 'string' || name.length > LONGEST_NAME || name !== layer.config.name) {
      throw damaged(where, 'has a layer without a name, or with two.');
    }
    if (names.has(name)) throw damaged(where, `has two layers "${name}".`);
    names.add(name);
    const nodes = layer.inbound_nodes ?? [];
    if (!Array.isArray(nodes)) throw damaged(where, `does not tell what the layer "${name}" reads.`);
    const own = callsBefore(layer);
    for (let index = 0; index < own; index += 1) calls.set(callOf(name, index), []);
    nodes.forEach((node: unknown, index) => {
      calls.set(callOf(name, own + index), readsOf(node, name, where));
    });
  }
  for (const [call, reads] of calls) {
    const missing = reads.find((one) => !calls.has(one));
    if (missing !== undefined)
      throw damaged(where, `has the layer ${call}, which reads ${missing}, which is not there.`);
  }
  for (const field of ['input_layers', 'output_layers'] as const) {
    const listed = config[field];
    if (!Array.isArray(listed) || listed.length === 0) throw damaged(where, `names no ${field.replace('_', ' ')}.`);
    for (const call of readsOf(typeof listed[0] === 'string' ? [listed] : listed, field, where)) {
      if (!calls.has(call))
        throw damaged(where, `names ${call} among its ${field.replace('_', ' ')}, which is not there.`);
    }
  }
  if (inOrder({ reads: calls }) === null) throw damaged(where, 'has layers that read themselves, by way of others.');
}

/** Calls that a layer has before others call it: an input gives itself, a model that knows its inputs was called with them. */
function callsBefore({ class_name: kind, config }: Described): number {
  if (kind === 'InputLayer' || kind === 'Model' || kind === 'Functional') return 1;
  return kind === 'Sequential' && beginsWithInput(config) ? 1 : 0;
}

function beginsWithInput(config: Described['config']): boolean {
  const listed: unknown = Array.isArray(config) ? config : config.layers;
  const first = described(Array.isArray(listed) ? (listed as readonly unknown[])[0] : null);
  if (first === null) return false;
  return 'batch_input_shape' in first.config || first.class_name === 'Model' || first.class_name === 'Functional' || beginsWithInput(first.config); // prettier-ignore
}

function callOf(name: string, index: number): string {
  return `"${name}" (call ${index + 1})`;
}

function readsOf(node: unknown, name: string, where: string): readonly string[] {
  const refused = (): LabError => damaged(where, `does not tell what the layer "${name}" reads.`);
  if (!Array.isArray(node) || node.length === 0) throw refused();
  return node.map((read: unknown) => {
    if (!Array.isArray(read)) throw refused();
    const [from, index] = read as readonly unknown[];
    if (typeof from !== 'string' || from.length > LONGEST_NAME) throw refused();
    if (typeof index !== 'number' || !Number.isInteger(index) || index < 0) throw refused();
    return callOf(from, index);
  });
}
