import type { Differentiability, GraphNode } from '../../shared/imported/graph-node';
import type { GraphOutline } from '../../shared/imported/graph-outline';
import type { GivenSource, ImportedSource } from '../../shared/imported/imported-model';
import type { PredictorSignature } from '../../shared/imported/signature';
import { hashOfBytes } from '../../shared/identity';
import { predictorAddress } from '../predictors/http/address';
import { describeServed } from '../predictors/http/client';
import { readOnnxGraph } from '../formats/onnx/graph';
import { onnxOutline } from '../formats/onnx/outline';
import { writeContainer } from '../formats/tfjs/container';
import { inGiven } from './given-place';
import { readGivenTfjs } from './given-tfjs';

/** What one file of protocol buffers can hold, and what is read into memory at once. */
const MOST_BYTES = 2_000_000_000;

/** A model as its makers give it. */
export interface ReadSource {
  readonly source: ImportedSource;
  readonly signature: PredictorSignature;
  /** Null where the model does not say. */
  readonly classes: readonly string[] | null;
  readonly parameters: number;
  /** What is kept of it; null of a program. */
  readonly graph: Uint8Array | null;
  /** Of TensorFlow.js told for the output that is asked for. */
  readonly nodes: readonly GraphNode[];
  readonly differentiable: Differentiability;
}

/** Has a device worker look into a model of TensorFlow.js: the coordinator loads no tensor library. */
export type OutlineTfjs = (container: Uint8Array) => Promise<GraphOutline>;

/** @throws LabError `not-found`, `damaged`, `unsupported` or `invalid` for what cannot be taken */
export async function readSource(given: GivenSource, outlineTfjs: OutlineTfjs): Promise<ReadSource> {
  if (given.kind === 'http') {
    const { href } = predictorAddress(given.address);
    const { inputs, outputs, classes = null } = await describeServed(href);
    return {
      source: { kind: 'http', address: href },
      signature: { inputs, outputs },
      classes,
      parameters: 0,
      graph: null,
      nodes: [],
      differentiable: { possible: false, reason: 'is a program of yours, which answers and tells nothing else' },
    };
  }
  return inGiven(given.path, async (place) => {
    switch (place.kind) {
      case 'tfjs': {
        const kept = await readGivenTfjs(place);
        const container = writeContainer(kept);
        const { form } = kept;
        const source = { kind: 'tfjs', form, sha256: hashOfBytes(container), bytes: container.byteLength } as const;
        return { source, classes: null, graph: container, ...(await outlineTfjs(container)) };
      }
      case 'onnx': {
        const graph = await place.readModel(MOST_BYTES);
        const { signature, parameters } = readOnnxGraph(graph, place.where);
        const source = { kind: 'onnx', sha256: hashOfBytes(graph), bytes: graph.byteLength } as const;
        return { source, signature, classes: null, parameters, graph, ...onnxOutline(graph, signature) };
      }
      default:
        return place.kind satisfies never;
    }
  });
}
