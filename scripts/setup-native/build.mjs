import { existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { compileAddon as compile } from './compile.mjs';
import { hashOfFiles, readJson, writeJson } from './folder.mjs';
import { KERNELS } from './versions.mjs';

const FORMAT = 'muroan.native';
const FORMAT_VERSION = 1;

/**
 * Compiles what is not compiled yet and describes it in `native.json`, which the loader reads
 * (`src/engine/backends/native/native-build.ts`). The description is written last, so that a folder that has one is whole.
 *
 * @returns the description, and whether there was anything to do
 */
export async function buildAddon({
  folder,
  variant,
  compiler,
  tensorflow,
  version,
  sources,
  fresh,
  say,
  compileAddon = compile,
}) {
  const file = path.join(folder, 'native.json');
  const wanted = {
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    variant,
    tensorflow: version,
    tensorflowFolder: tensorflow,
    tfjsNode: sources.version,
    kernels: KERNELS,
    sourcesHash: sources.hash,
  };
  const built = readJson(file);
  if (!fresh && built !== null && isBuilt(folder, built, wanted)) return { manifest: built, done: false };

  say(
    `Compiling the addon of tfjs-node ${sources.version} against TensorFlow ${version} with ${compiler}: about 20 seconds.`,
  );
  rmSync(file, { force: true });
  const addon = await compileAddon({ folder, compiler, tensorflow, sources, name: `tfjs_binding-${variant}.node` });
  const manifest = { ...wanted, addon, addonHash: hashOfFiles([path.join(folder, addon)]) };
  writeJson(file, manifest);
  removeUnfinished(folder);
  return { manifest, done: true };
}

/** Whether what lies there is what is wanted, whole. */
function isBuilt(folder, built, wanted) {
  if (!Object.entries(wanted).every(([name, value]) => built[name] === value)) return false;
  if (typeof built.addon !== 'string') return false;
  const addon = path.join(folder, built.addon);
  return existsSync(addon) && hashOfFiles([addon]) === built.addonHash;
}

/** What a killed compiler left. */
function removeUnfinished(folder) {
  for (const name of readdirSync(folder)) {
    if (/\.node\.\d+$/u.test(name)) rmSync(path.join(folder, name), { force: true });
  }
}
