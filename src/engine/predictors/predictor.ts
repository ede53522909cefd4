import type { HostTensors } from './host-tensor';

/** A model that was made elsewhere: numbers in, numbers out, nothing else. */
export interface Predictor {
  /**
   * @param inputs of equally many samples
   * @throws LabError for whatever keeps it from answering
   */
  ask(inputs: HostTensors, outputs: readonly string[]): Promise<HostTensors>;
  close(): void;
}

/** What a device worker opens a model by. */
export type PredictorSource =
  | { readonly kind: 'onnx'; readonly file: string; readonly sha256: string }
  | { readonly kind: 'http'; readonly address: string; readonly seconds: number };
