import type { SymbolicTensor } from '@tensorflow/tfjs-layers';

export type Symbolic = SymbolicTensor;
type Layer = Symbolic['sourceLayer'];

/** One call of a layer: it reads tensors and gives others. */
export interface Call {
  readonly layer: Layer;
  readonly reads: readonly Symbolic[];
  readonly gives: readonly Symbolic[];
}

/** In an order in which each comes behind what it reads. */
export function callsOf(outputs: readonly Symbolic[]): readonly Call[] {
  const seen = new Set<Symbolic>();
  const calls: Call[] = [];
  const visit = (symbolic: Symbolic): void => {
    if (seen.has(symbolic)) return;
    const node = symbolic.sourceLayer.inboundNodes[symbolic.nodeIndex];
    for (const own of node.outputTensors) seen.add(own);
    // An input reads itself.
    if (node.outputTensors.includes(node.inputTensors.at(0) ?? symbolic)) return;
    node.inputTensors.forEach(visit);
    calls.push({ layer: symbolic.sourceLayer, reads: node.inputTensors, gives: node.outputTensors });
  };
  outputs.forEach(visit);
  return calls;
}

/** By the layer; further calls of it, and what it gives besides, are counted. */
export function namesOf(inputs: readonly Symbolic[], calls: readonly Call[]): ReadonlyMap<Symbolic, string> {
  const times = new Map<Layer, number>();
  const names = new Map(inputs.map((input) => [input, input.sourceLayer.name]));
  for (const { layer, gives } of calls) {
    const time = (times.get(layer) ?? 0) + 1;
    times.set(layer, time);
    const call = time === 1 ? layer.name : `${layer.name} ${time}`;
    gives.forEach((own, at) => names.set(own, at === 0 ? call : `${call}:${at}`));
  }
  return names;
}

/** Tensors beside which a mask goes on. */
export function maskedOf(calls: readonly Call[]): ReadonlySet<Symbolic> {
  const masked = new Set<Symbolic>();
  for (const { layer, reads, gives } of calls) {
    const { maskZero = false, returnSequences = true } = layer as unknown as Readonly<Record<string, boolean>>;
    const begins = layer.getClassName() === 'Masking' || maskZero;
    const goesOn = layer.supportsMasking && returnSequences && reads.some((own) => masked.has(own));
    if (begins || goesOn) for (const own of gives) masked.add(own);
  }
  return masked;
}
