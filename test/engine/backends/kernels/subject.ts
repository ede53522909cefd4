import type { DeviceKind } from '../../../../src/shared/device';

let subject: DeviceKind = 'wasm';

/** The backend that the tests of kernels hold against the reference: wasm, unless a long test says otherwise. */
export function subjectBackend(): DeviceKind {
  return subject;
}

export function testKernelsOf(kind: DeviceKind): void {
  subject = kind;
}
