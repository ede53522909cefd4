import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { hashOfFiles, projectRoot } from './folder.mjs';
import { SetupError } from './setup-error.mjs';

/** Kernels of ours that register themselves with TensorFlow when the addon is loaded. */
const OWN_KERNELS = path.join(projectRoot, 'src', 'engine', 'backends', 'native-kernels', 'addon');

/** The sources of the installed tfjs-node, with its version, and those of our kernels. */
export function addonSources() {
  const require = createRequire(path.join(projectRoot, 'package.json'));
  let description;
  let headers;
  try {
    description = require.resolve('@tensorflow/tfjs-node-gpu/package.json');
    headers = path.join(path.dirname(require.resolve('node-api-headers/package.json')), 'include');
  } catch {
    throw new SetupError('The packages of the program are not installed.', 'Run "npm ci" first.');
  }
  const files = [path.join(path.dirname(description), 'binding'), OWN_KERNELS].flatMap(sourcesIn);
  return {
    version: JSON.parse(readFileSync(description, 'utf8')).version,
    files,
    units: files.filter((file) => file.endsWith('.cc')),
    headers,
    hash: hashOfFiles(files),
  };
}

function sourcesIn(folder) {
  return readdirSync(folder)
    .filter((name) => /\.(?:cc|h)$/u.test(name))
    .sort()
    .map((name) => path.join(folder, name));
}

/**
 * Compiles and links the addon into `folder`; the file appears when it is whole.
 *
 * @param tensorflow folder of the TensorFlow package, by absolute path: the addon finds its libraries there
 * @returns the addon's name in the folder
 * @throws SetupError with the compiler's last lines
 */
export async function compileAddon({ folder, compiler, tensorflow, sources, name }) {
  const addon = path.join(folder, name);
  const unfinished = `${addon}.${process.pid}`;
  const args = [
    // Loops of our kernels become vector code, of AVX: pip's TensorFlow starts on no processor that lacks it. What
    // -march=native would give would die on another machine that has the same folder, for a loop that waits for memory.
    ...['-O3', '-mavx', '-std=c++17', '-fPIC', '-shared', '-w', '-DNAPI_VERSION=8'],
    ...[sources.headers, path.join(tensorflow, 'include')].flatMap((include) => ['-I', include]),
    ...sources.units,
    ...['-L', tensorflow, '-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2'],
    // Not `-Wl,`, which would take a comma in the path for the end of it.
    ...['-Xlinker', '-rpath', '-Xlinker', tensorflow],
    ...['-o', unfinished],
  ];
  const { code, output } = await collect(compiler, args);
  if (code !== 0) {
    rmSync(unfinished, { force: true });
    throw new SetupError(
      `The addon could not be compiled (${compiler}: exit code ${code}).\n${output.split('\n').slice(-20).join('\n')}`,
      '\nA compiler for C++17 is needed: g++ 9 or newer, or clang++ 10 or newer.',
    );
  }
  renameSync(unfinished, addon);
  return name;
}

function collect(program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (text) => (output += text);
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', (error) => resolve({ code: -1, output: error.message }));
    child.on('close', (code) => resolve({ code, output: output.trimEnd() }));
  });
}
