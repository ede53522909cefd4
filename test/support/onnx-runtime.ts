import { createRequire } from 'node:module';

/** Whether ONNX Runtime is installed here; tests of it are skipped where it is not, unless all have to run. */
export function hasOnnxRuntime(): boolean {
  if (process.env.MUROAN_CI === '1') return true;
  try {
    createRequire(import.meta.url).resolve('onnxruntime-node');
    return true;
  } catch {
    return false;
  }
}
