// Builds the addon of tfjs-node against a current TensorFlow, in a folder of its own: `npm run setup:native`.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { HELP, readArguments } from './arguments.mjs';
import { buildAddon } from './build.mjs';
import { checkDevice, describeGain } from './check.mjs';
import { addonSources } from './compile.mjs';
import { makeFolder, nativeFolder, readJson, writeJson } from './folder.mjs';
import { lockFolder } from './lock.mjs';
import { requireLinuxX64 } from './platform.mjs';
import { explained, SetupError } from './setup-error.mjs';
import { givenTensorflow, installTensorflow } from './tensorflow.mjs';
import { requireTools } from './tools.mjs';
import { variants } from './versions.mjs';

const say = (text) => console.log(text);

async function main(args) {
  const { variant, from, fresh, help } = readArguments(args);
  if (help) {
    say(HELP);
    return;
  }
  requireLinuxX64();
  const sources = addonSources();
  const tools = requireTools({ needsPython: from === null });
  const folder = nativeFolder();
  say(`Native TensorFlow for ${variant === 'gpu' ? 'NVIDIA graphics cards' : 'the processor'}, in ${folder}`);
  say(from === null ? `First time: ${variants[variant].size}.` : `From ${from}; nothing is downloaded.`);
  makeFolder(folder);
  const unlock = lockFolder(folder);
  try {
    await setUp({ folder, variant, from, fresh, sources, tools });
  } finally {
    unlock();
  }
}

async function setUp({ folder, variant, from, fresh, sources, tools }) {
  if (fresh && from === null) rmSync(path.join(folder, `python-${variant}`), { recursive: true, force: true });

  say('[1/3] TensorFlow');
  const { tensorflow, version } =
    from === null ? installTensorflow({ folder, variant, python: tools.python, say }) : givenTensorflow(from, variant);
  say(`      ${version} is there.`);

  say('[2/3] Addon');
  const { manifest, done } = await buildAddon({
    ...{ folder, variant, compiler: tools.compiler, tensorflow, version, sources, fresh, say },
  });
  say(done ? '      compiled.' : '      is up to date.');

  say('[3/3] Self-test');
  const file = path.join(folder, 'checked.json');
  // A check belongs to one addon on one program; it is done again for any other.
  const before = readJson(file);
  const checked =
    !done && before?.addonHash === manifest.addonHash
      ? before
      : { addonHash: manifest.addonHash, ...(await checkDevice({ folder, variant })) };
  writeJson(file, checked);
  describeGain(checked).forEach(say);
  say('The lab uses it from now on, unless --device names another. To be rid of it, delete the folder.');
}

try {
  await main(process.argv.slice(2));
} catch (thrown) {
  const error = explained(thrown);
  if (!(error instanceof SetupError)) throw error;
  console.error(`setup:native: ${error.message}`);
  process.exitCode = 1;
}
