import os from 'node:os';

/** The processor as the system names it, with its number of threads. */
export function processor(): string {
  const cores = os.cpus();
  const model = cores.at(0)?.model.trim() ?? '';
  return `${model === '' ? os.arch() : model} (${os.availableParallelism()} threads)`;
}
