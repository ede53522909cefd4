import { LabError } from '../../../shared/errors';

let opened: Promise<GPU> | null = null;

/**
 * WebGPU as Dawn implements it for Node. Native code: loaded when first asked for, and only in processes of its own.
 *
 * The object must live as long as the process. Dawn works in the background only while something refers to it, and
 * crashes when it is collected with work under way.
 *
 * @throws LabError `unsupported` when there is no build of the package for this system
 */
export function openGpu(): Promise<GPU> {
  opened ??= load();
  return opened;
}

async function load(): Promise<GPU> {
  try {
    const { create, globals } = await import('webgpu');
    // The tensor library asks for GPUBuffer and its kin by their global names.
    Object.assign(globalThis, globals);
    return create([]);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new LabError('unsupported', `WebGPU could not be loaded: ${why}.`, {
      where: 'the package webgpu',
      remedy: 'Install the packages again (npm ci), or use another device.',
    });
  }
}
