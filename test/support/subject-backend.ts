import type { DeviceKind } from '../../src/shared/device';

let subject: DeviceKind = 'wasm';

/** The backend that tests of kernels and of incremental encodings are about: wasm, unless a long test says otherwise. */
export function subjectBackend(): DeviceKind {
  return subject;
}

export function testOn(kind: DeviceKind): void {
  subject = kind;
}
