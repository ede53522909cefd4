import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readNativeBuild, type FoundBuild } from './native-build';
import { nativeFolder } from './native-folder';

/** What was built, if it belongs to the tfjs-node that is installed. Reads files only. */
export function usableBuild(): FoundBuild {
  const built = readNativeBuild(nativeFolder(path.dirname(fileURLToPath(import.meta.url))));
  if (!built.found) return built;
  const installed = installedTfjsNode();
  if (built.build.tfjsNode === installed) return built;
  return {
    found: false,
    is: 'unusable',
    reason: `Native TensorFlow was built for tfjs-node ${built.build.tfjsNode}, installed is ${installed ?? 'none'}. Run "npm run setup:native".`,
  };
}

const gpuRemedy = 'For an NVIDIA card, run "npm run setup:native -- --gpu".';

/** The same, if it can use a graphics card. Whether there is one is known to TensorFlow only. */
export function usableGpuBuild(): FoundBuild {
  const built = usableBuild();
  if (built.found) return built.build.variant === 'gpu' ? built : missing('is built for the processor');
  return built.is === 'missing' ? missing('is not built here') : built;
}

function missing(how: string): FoundBuild {
  return { found: false, is: 'missing', reason: `Native TensorFlow ${how}. ${gpuRemedy}` };
}

function installedTfjsNode(): string | null {
  try {
    const { version } = createRequire(import.meta.url)('@tensorflow/tfjs-node-gpu/package.json') as { version: string };
    return version;
  } catch {
    return null;
  }
}
