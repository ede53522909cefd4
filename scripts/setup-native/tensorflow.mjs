import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { readJson, writeJson } from './folder.mjs';
import { SetupError } from './setup-error.mjs';
import { variants } from './versions.mjs';

export const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
const HEADER = path.join('include', 'tensorflow', 'c', 'eager', 'c_api.h');

/** What of a TensorFlow package the addon needs and is not there. */
function missingFrom(tensorflow) {
  return [...LIBRARIES, HEADER].filter((file) => !existsSync(path.join(tensorflow, file)));
}

/** `2.21.0`, by the wheel's description beside the package, or by the package's own set-up. @throws SetupError */
function versionOf(tensorflow) {
  const beside = readdirSync(path.dirname(tensorflow))
    .map((name) => /^tensorflow(?:_cpu)?-(\d[\w.]*)\.dist-info$/u.exec(name)?.[1])
    .find((version) => version !== undefined);
  if (beside !== undefined) return beside;
  const setup = path.join(tensorflow, 'tools', 'pip_package', 'setup.py');
  const own = existsSync(setup) ? /^_VERSION = '([\w.]+)'$/mu.exec(readFileSync(setup, 'utf8'))?.[1] : undefined;
  if (own !== undefined) return own;
  throw new SetupError(
    `The TensorFlow in ${tensorflow} does not say which version it is.`,
    'Unpack the whole wheel: the folder tensorflow-….dist-info belongs beside "tensorflow".',
  );
}

/** Whether it was built for CUDA, by its own word. */
function hasCuda(tensorflow) {
  const file = path.join(tensorflow, 'python', 'platform', 'build_info.py');
  return existsSync(file) && /'is_cuda_build', True/u.test(readFileSync(file, 'utf8'));
}

/**
 * The TensorFlow in a folder that the person names: an unpacked wheel, a `site-packages`, or the package itself.
 *
 * @returns its folder and version
 * @throws SetupError naming what was looked for
 */
export function givenTensorflow(folder, variant) {
  const inside = path.join(folder, 'tensorflow');
  const tensorflow = existsSync(path.join(inside, LIBRARIES[0])) ? inside : folder;
  const missing = missingFrom(tensorflow);
  if (missing.length > 0) {
    throw new SetupError(
      `${folder} holds no TensorFlow that can be linked to; missing: ${missing.join(', ')}.`,
      `Unpack a wheel of ${variants[variant].requirement} for Linux x64 (it is a zip file), and give the folder that holds "tensorflow".`,
    );
  }
  if (variant === 'gpu' && !hasCuda(tensorflow)) {
    throw new SetupError(
      `The TensorFlow in ${folder} was built without CUDA.`,
      'Give one that has it (the package "tensorflow", not "tensorflow-cpu"), or leave out --gpu.',
    );
  }
  return { tensorflow, version: versionOf(tensorflow) };
}

/**
 * A private virtual environment with the pinned TensorFlow. What is done already is not done again; what was
 * interrupted is taken up where it stopped.
 *
 * @param folder the native folder
 * @throws SetupError when Python or pip fails
 */
export function installTensorflow({ folder, variant, python, say }) {
  const environment = path.join(folder, `python-${variant}`);
  const marker = path.join(environment, 'muroan-stage.json');
  const { requirement, pipOptions, size } = variants[variant];
  const program = path.join(environment, 'bin', 'python');

  if (readJson(marker) === null) {
    say(`Making a virtual environment with ${python}.`);
    // One that was interrupted may lack anything.
    rmSync(environment, { recursive: true, force: true });
    run(python, ['-m', 'venv', environment], 'The virtual environment could not be made.');
    writeJson(marker, { installed: null });
  }
  if (readJson(marker)?.installed !== requirement || packageIn(environment) === null) {
    say(`Installing ${requirement}: ${size}.`);
    run(
      program,
      ['-m', 'pip', 'install', '--disable-pip-version-check', '--only-binary=:all:', ...pipOptions, requirement],
      `${requirement} could not be installed.`,
      'Check the network and the free space on the disk and run this again: it goes on where it stopped. Offline, give an unpacked TensorFlow by --from DIR.',
    );
    writeJson(marker, { installed: requirement });
  }
  const tensorflow = packageIn(environment);
  if (tensorflow === null) {
    throw new SetupError(`${requirement} was installed, but lacks its libraries.`, 'Run this again with --fresh.');
  }
  return { tensorflow, version: versionOf(tensorflow) };
}

/** The whole TensorFlow package in a virtual environment; null when there is none. */
function packageIn(environment) {
  const libraries = path.join(environment, 'lib');
  if (!existsSync(libraries)) return null;
  const found = readdirSync(libraries)
    .map((name) => path.join(libraries, name, 'site-packages', 'tensorflow'))
    .find((folder) => existsSync(folder));
  return found === undefined || missingFrom(found).length > 0 ? null : found;
}

function run(program, args, failure, remedy = '') {
  // pip draws its own progress.
  const { status, signal, error } = spawnSync(program, args, { stdio: 'inherit' });
  if (status === 0) return;
  const how = error?.message ?? (signal === null ? `exit code ${status}` : `signal ${signal}`);
  throw new SetupError(`${failure} (${path.basename(program)}: ${how})`, remedy);
}
