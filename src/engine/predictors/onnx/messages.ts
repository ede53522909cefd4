import type { WireError } from '../../../shared/errors';
import type { HostTensors } from '../host-tensor';

/** To the process that holds a graph: first `open`, then one question at a time. */
export type OnnxQuestion =
  | {
      readonly kind: 'open';
      readonly file: string;
      readonly sha256: string;
      /** Bytes of memory that the process may take. */
      readonly memory: number;
    }
  | { readonly kind: 'ask'; readonly inputs: HostTensors; readonly outputs: readonly string[] };

export type OnnxAnswer =
  | { readonly kind: 'opened' }
  | { readonly kind: 'answered'; readonly outputs: HostTensors }
  | { readonly kind: 'failed'; readonly error: WireError };

/** The process's last word, whatever it was asked. */
export interface OnnxEnd {
  readonly kind: 'ended';
  readonly error: WireError;
}
