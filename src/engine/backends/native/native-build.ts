import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const FORMAT_VERSION = 1;
/** Of our kernels in the addon, as `scripts/setup-native/versions.mjs` has it. */
const KERNELS = 1;

/** What `npm run setup:native` writes into its folder when it is done (`scripts/setup-native`). */
const NativeManifest = z.object({
  format: z.literal('muroan.native'),
  formatVersion: z.literal(FORMAT_VERSION),
  variant: z.enum(['cpu', 'gpu']),
  /** Version of TensorFlow that the addon is linked to. */
  tensorflow: z.string(),
  /** Version of `@tensorflow/tfjs-node-gpu` whose sources it was compiled from. */
  tfjsNode: z.string(),
  /** Version of our kernels in it; the first addons had none. */
  kernels: z.int().default(0),
  /** Relative to the folder. */
  addon: z.string(),
});

/** A built addon that can be tried. */
export interface NativeBuild {
  readonly variant: 'cpu' | 'gpu';
  readonly tensorflow: string;
  readonly tfjsNode: string;
  /** Absolute. */
  readonly addon: string;
}

export type FoundBuild = { readonly found: true; readonly build: NativeBuild } | NoBuild;

export interface NoBuild {
  readonly found: false;
  /**
   * `unsupported`: it cannot be built on such a machine. `missing`: nobody has built it here. `unusable`: somebody has, and
   * it cannot be used as it is.
   */
  readonly is: 'unsupported' | 'missing' | 'unusable';
  /** A whole sentence that names the remedy. */
  readonly reason: string;
}

const REMEDY = 'Run "npm run setup:native".';

/** Reads what was built in a folder; never throws, but says what is wrong with it. `null`: there is no project around. */
export function readNativeBuild(folder: string | null): FoundBuild {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return {
      found: false,
      is: 'unsupported',
      reason: 'Native TensorFlow is built on Linux x64 only; here wasm and WebGPU are the ways.',
    };
  }
  if (folder === null || !existsSync(folder)) return missing('Native TensorFlow is not built here.');
  const file = path.join(folder, 'native.json');
  if (!existsSync(file)) return unusable(`The set-up of native TensorFlow was not finished: ${file} is not there.`);
  const parsed = NativeManifest.safeParse(contentOf(file));
  if (!parsed.success) {
    return unusable(`${file} was written by another version of the program, or is damaged.`);
  }
  const { addon, variant, tensorflow, tfjsNode, kernels } = parsed.data;
  if (kernels !== KERNELS) {
    return unusable(`The native addon has version ${kernels} of the lab's kernels, this program needs ${KERNELS}.`);
  }
  const absolute = path.resolve(folder, addon);
  if (!existsSync(absolute)) return unusable(`${file} names an addon that is not there: ${addon}.`);
  return { found: true, build: { variant, tensorflow, tfjsNode, addon: absolute } };
}

function missing(what: string): NoBuild {
  return { found: false, is: 'missing', reason: `${what} ${REMEDY}` };
}

function unusable(what: string): NoBuild {
  return { found: false, is: 'unusable', reason: `${what} ${REMEDY}` };
}

function contentOf(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
