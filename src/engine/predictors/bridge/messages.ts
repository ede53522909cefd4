import type { MessagePort } from 'node:worker_threads';
import type { WireError } from '../../../shared/errors';
import type { HostTensors } from '../host-tensor';
import type { PredictorSource } from '../predictor';

/** What the thread is started with. */
export interface BridgeStart {
  readonly source: PredictorSource;
  readonly port: MessagePort;
  /** One number, woken on whenever something was said. */
  readonly bell: SharedArrayBuffer;
}

export interface BridgeQuestion {
  readonly inputs: HostTensors;
  readonly outputs: readonly string[];
}

export type BridgeAnswer =
  | { readonly kind: 'opened' }
  | { readonly kind: 'answered'; readonly outputs: HostTensors }
  | { readonly kind: 'failed'; readonly error: WireError };
