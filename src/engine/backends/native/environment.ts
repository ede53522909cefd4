/** How TensorFlow shall run. It reads its environment once, when it is loaded. */
export interface TensorflowSettings {
  /** Threads within an operation. */
  readonly threads: number;
  /** Without, TensorFlow is shown no graphics card and computes on the processor for certain. */
  readonly gpu: boolean;
}

/**
 * Sets what TensorFlow reads. What the person has set stays, but for the graphics cards of a device that is the
 * processor. Must run in the main thread: others have a copy of the environment that native code does not see.
 */
export function setTensorflowEnvironment(
  { threads, gpu }: TensorflowSettings,
  environment: NodeJS.ProcessEnv = process.env,
): void {
  const defaults = {
    // Errors only: at its start it tells of processor features, and of libraries it did not find.
    TF_CPP_MIN_LOG_LEVEL: '2',
    TF_NUM_INTRAOP_THREADS: String(threads),
    // Operations come one by one, so there is nothing to run between them.
    TF_NUM_INTEROP_THREADS: '1',
    // oneDNN's convolutions, which TensorFlow itself takes on the newest processors only. With AVX2, one thread, batch 64:
    // 3×3 of 32 → 64 channels 15.8 ms instead of 17.9, its input gradient 15.8 instead of 19.5, of 3 → 32 channels 4.2
    // instead of 12.2.
    TF_ENABLE_ONEDNN_OPTS: '1',
    // Otherwise the first process takes the memory of the whole card.
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
  };
  for (const [name, value] of Object.entries(defaults)) environment[name] ??= value;
  if (!gpu) environment.CUDA_VISIBLE_DEVICES = '-1';
}
