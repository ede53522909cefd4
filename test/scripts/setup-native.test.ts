import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readNativeBuild } from '../../src/engine/backends/native/native-build';
// @ts-expect-error: a script without types
import * as build from '../../scripts/setup-native/build.mjs';
// @ts-expect-error: a script without types
import * as compile from '../../scripts/setup-native/compile.mjs';
// @ts-expect-error: a script without types
import * as folders from '../../scripts/setup-native/folder.mjs';
// @ts-expect-error: a script without types
import * as locks from '../../scripts/setup-native/lock.mjs';
// @ts-expect-error: a script without types
import * as errors from '../../scripts/setup-native/setup-error.mjs';
// @ts-expect-error: a script without types
import * as platform from '../../scripts/setup-native/platform.mjs';
// @ts-expect-error: a script without types
import * as options from '../../scripts/setup-native/arguments.mjs';
// @ts-expect-error: a script without types
import * as tensorflow from '../../scripts/setup-native/tensorflow.mjs';
// @ts-expect-error: a script without types
import * as tools from '../../scripts/setup-native/tools.mjs';
// @ts-expect-error: a script without types
import { KERNELS } from '../../scripts/setup-native/versions.mjs';
import { temporaryFolder } from '../support/temporary-folder';

type Ask = (program: string, args: readonly string[]) => string | null;
const { buildAddon } = build as { buildAddon: (order: object) => Promise<{ done: boolean }> };
const { addonSources } = compile as {
  addonSources: () => { readonly files: readonly string[]; readonly units: readonly string[] };
};
const { makeFolder, hashOfFiles } = folders as {
  makeFolder: (folder: string) => void;
  hashOfFiles: (files: readonly string[]) => string;
};
const { lockFolder } = locks as { lockFolder: (folder: string) => () => void };
const { explained } = errors as { explained: (error: unknown) => Error };
const { requireLinuxX64 } = platform as { requireLinuxX64: (platform: string, arch: string) => void };
const { readArguments } = options as { readArguments: (args: readonly string[], folder: string) => object };
const { givenTensorflow, installTensorflow } = tensorflow as {
  givenTensorflow: (folder: string, variant: string) => unknown;
  installTensorflow: (order: {
    folder: string;
    variant: string;
    python: string;
    say: (text: string) => void;
  }) => object;
};
const { requireTools } = tools as {
  requireTools: (order: { needsPython: boolean; ask: Ask; hasProgram: (name: string) => boolean }) => object;
};

/** A machine that has these programs; of a Python, whether it can make virtual environments. */
function machine(programs: Readonly<Record<string, { version: string; venv: boolean } | 'compiler'>>): Ask {
  return (program, args) => {
    const found = programs[program] as (typeof programs)[string] | undefined;
    if (found === undefined) return null;
    if (found === 'compiler') return program;
    if (!args[1].includes('venv')) return found.version;
    return found.venv ? `${found.version} 1` : null;
  };
}
const debian = (name: string): boolean => name === 'apt-get';

test('other systems are told their ways', () => {
  requireLinuxX64('linux', 'x64');
  for (const [system, arch] of [
    ['darwin', 'arm64'],
    ['win32', 'x64'],
    ['linux', 'arm64'],
  ]) {
    expect(() => {
      requireLinuxX64(system, arch);
    }).toThrow(/Linux x64 only.*wasm and WebGPU are the ways/);
  }
});

test('options, and those that do not exist', () => {
  expect(readArguments(['--gpu', '--from', 'there'], '/here')).toMatchObject({ variant: 'gpu', from: '/here/there' });
  expect(readArguments([], '/here')).toMatchObject({ variant: 'cpu', from: null, fresh: false });
  expect(() => readArguments(['--cuda'], '/here')).toThrow(/--cuda[^]*--gpu {2,}with CUDA/);
});

test.each([
  [{}, true, 'a C++ compiler (g++); Python 3.10 to 3.13', 'sudo apt-get install g++ python3 python3-venv'],
  [{ python3: { version: '3.11', venv: true } }, true, 'a C++ compiler (g++).', 'sudo apt-get install g++'],
  [
    { 'g++': 'compiler', python3: { version: '3.11', venv: false } },
    true,
    '(python3 is 3.11 but lacks venv)',
    'sudo apt-get install python3.11-venv',
  ],
  [
    { 'g++': 'compiler', python3: { version: '3.8', venv: true } },
    true,
    '(python3 is 3.8)',
    'sudo apt-get install python3.12 python3.12-venv',
  ],
  [{}, false, 'a C++ compiler (g++).', 'sudo apt-get install g++'],
] as const)(
  'what is missing is named, with the command that installs it: %j',
  (programs, needsPython, what, command) => {
    const check = (): object => requireTools({ needsPython, ask: machine(programs), hasProgram: debian });
    expect(check).toThrow(what);
    expect(check).toThrow(command);
  },
);

test('the first Python that does is taken, and none is asked for when TensorFlow is given', () => {
  const ask = machine({
    'c++': 'compiler',
    'python3.12': { version: '3.12', venv: false },
    python3: { version: '3.11', venv: true },
  });
  expect(requireTools({ needsPython: true, ask, hasProgram: debian })).toEqual({ compiler: 'c++', python: 'python3' });
  expect(requireTools({ needsPython: false, ask, hasProgram: debian })).toEqual({ compiler: 'c++', python: null });
});

test('a folder without TensorFlow is refused by what it lacks', async () => {
  const folder = await temporaryFolder();
  expect(() => givenTensorflow(folder, 'cpu')).toThrow(
    /missing: libtensorflow_cc\.so\.2.*Unpack a wheel of tensorflow-cpu==/,
  );
});

test('an addon is compiled once, and again when it is damaged, when its sources changed, or when told', async () => {
  const folder = await temporaryFolder();
  let compiled = 0;
  const order = {
    folder,
    variant: 'cpu',
    compiler: 'g++',
    tensorflow: '/tensorflow',
    version: '2.21.0',
    sources: { version: '4.22.0', hash: 'a' },
    fresh: false,
    say: () => undefined,
    compileAddon: ({ name }: { name: string }) => {
      compiled += 1;
      writeFileSync(path.join(folder, name), 'addon');
      return Promise.resolve(name);
    },
  };
  expect(await buildAddon(order)).toMatchObject({ done: true });
  expect(await buildAddon(order)).toMatchObject({ done: false });
  expect(compiled).toBe(1);
  // What is written is what the loader reads.
  expect(readNativeBuild(folder)).toMatchObject({ found: true, build: { tensorflow: '2.21.0', tfjsNode: '4.22.0' } });

  writeFileSync(path.join(folder, 'tfjs_binding-cpu.node'), 'torn');
  expect(await buildAddon(order)).toMatchObject({ done: true });
  writeFileSync(path.join(folder, 'native.json'), '{"format": "muro');
  expect(await buildAddon(order)).toMatchObject({ done: true });
  expect(await buildAddon({ ...order, sources: { version: '4.22.0', hash: 'b' } })).toMatchObject({ done: true });
  expect(await buildAddon({ ...order, fresh: true })).toMatchObject({ done: true });
  expect(compiled).toBe(5);
});

test('an addon with older kernels of ours is compiled anew', async () => {
  const folder = await temporaryFolder();
  const order = {
    ...{ folder, variant: 'cpu', compiler: 'g++', tensorflow: '/t', version: '2', fresh: false, say: () => undefined },
    sources: { version: '4.22.0', hash: 'a' },
    compileAddon: ({ name }: { name: string }) => {
      writeFileSync(path.join(folder, name), 'addon');
      return Promise.resolve(name);
    },
  };
  await buildAddon(order);
  const file = path.join(folder, 'native.json');
  const older = { ...(JSON.parse(readFileSync(file, 'utf8')) as object), kernels: 0 };
  writeFileSync(file, JSON.stringify(older));
  expect(readNativeBuild(folder)).toMatchObject({ found: false, is: 'unusable' });
  expect(await buildAddon(order)).toMatchObject({ done: true });
  expect(readNativeBuild(folder)).toMatchObject({ found: true });
});

test('our kernels are compiled with the addon; when they change, so does their version', () => {
  const { files, units } = addonSources();
  const own = files.filter((file) => file.includes('native-kernels'));
  expect(own.map((file) => path.basename(file))).toEqual(['max-pool-grad.cc', 'max-pool-grad.h']);
  expect(units.map((file) => path.basename(file))).toEqual(
    expect.arrayContaining(['tfjs_backend.cc', 'max-pool-grad.cc']),
  );
  // Addons that are built already go on with what they have, unless the version in `versions.mjs` is another.
  expect([KERNELS as number, hashOfFiles(own)]).toEqual([
    1,
    'f044832233ccac6d7aee3c74a816266cb014aa576b92ee0839b58b87257e5244',
  ]);
});

test('a compiler that fails leaves no description behind', async () => {
  const folder = await temporaryFolder();
  mkdirSync(folder, { recursive: true });
  const order = {
    ...{ folder, variant: 'cpu', compiler: 'g++', tensorflow: '/t', version: '2', fresh: false, say: () => undefined },
    sources: { version: '4.22.0', hash: 'a' },
    compileAddon: () => Promise.reject(new Error('no space')),
  };
  await expect(buildAddon(order)).rejects.toThrow('no space');
  expect(readNativeBuild(folder)).toMatchObject({ found: false });
});

describe.skipIf(process.platform === 'win32')('an installation that was killed is taken up where it stopped', () => {
  /**
   * A stand-in for Python: its `venv` makes an environment with itself in it, its `pip` a package of TensorFlow. Either is
   * killed half-way when a file of that name lies beside it, once.
   */
  const PYTHON = `#!/bin/sh
here="$(dirname "$0")"
echo "$*" >> "$CALLS"
die() { if [ -e "$KILLED/$1" ]; then rm "$KILLED/$1"; kill -KILL $$; fi; }
if [ "$2" = venv ]; then
  mkdir -p "$3/bin"
  die venv
  cp "$0" "$3/bin/python"
else
  package="$here/../lib/python3.11/site-packages"
  mkdir -p "$package/tensorflow/include/tensorflow/c/eager" "$package/tensorflow_cpu-2.21.0.dist-info"
  touch "$package/tensorflow/libtensorflow_cc.so.2"
  die pip
  touch "$package/tensorflow/libtensorflow_framework.so.2" "$package/tensorflow/include/tensorflow/c/eager/c_api.h"
fi
`;

  async function machineWithPython() {
    const root = await temporaryFolder();
    const python = path.join(root, 'python3');
    writeFileSync(python, PYTHON, { mode: 0o755 });
    const calls = path.join(root, 'calls');
    Object.assign(process.env, { CALLS: calls, KILLED: root });
    const folder = path.join(root, 'native');
    return {
      killOnce: (what: 'venv' | 'pip') => {
        appendFileSync(path.join(root, what), '');
      },
      install: () => installTensorflow({ folder, variant: 'cpu', python, say: () => undefined }),
      /** What Python was asked to do since this was last called. */
      calls: (): readonly string[] => {
        const done = existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [];
        writeFileSync(calls, '');
        return done.filter((call) => call !== '').map((call) => call.split(' ')[1]);
      },
      tensorflow: path.join(folder, 'python-cpu', 'lib', 'python3.11', 'site-packages', 'tensorflow'),
    };
  }

  test('pip: its environment is kept, its package installed whole', async () => {
    const { killOnce, install, calls, tensorflow } = await machineWithPython();
    killOnce('pip');
    expect(install).toThrow(/could not be installed\. \(python: signal SIGKILL\).*goes on where it stopped/);
    expect(calls()).toEqual(['venv', 'pip']);
    expect(install()).toEqual({ tensorflow, version: '2.21.0' });
    expect(calls()).toEqual(['pip']);
    expect(install()).toEqual({ tensorflow, version: '2.21.0' });
    expect(calls()).toEqual([]);
  });

  test('venv: made anew', async () => {
    const { killOnce, install, calls, tensorflow } = await machineWithPython();
    killOnce('venv');
    expect(install).toThrow(/virtual environment could not be made.*SIGKILL/);
    expect(install()).toEqual({ tensorflow, version: '2.21.0' });
    expect(calls()).toEqual(['venv', 'venv', 'pip']);
  });
});

describe.skipIf(process.platform !== 'linux')('the folder', () => {
  test("is one set-up's at a time", async () => {
    const folder = await temporaryFolder();
    const unlock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(
      new RegExp(`process ${process.pid} on .* is at work in ${folder}.*delete ${folder}/lock\\.json`),
    );
    unlock();
    lockFolder(folder)();
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([
    ['is gone', { pid: 4_194_305, started: '1' }],
    ['has another by its number', { pid: process.pid, started: '1' }],
  ])('is had again from a process that %s', async (_, gone) => {
    const folder = await temporaryFolder();
    const content = { token: 'old', host: os.hostname(), ...gone };
    writeFileSync(path.join(folder, 'lock.json'), JSON.stringify(content));
    lockFolder(folder)();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('stays with another machine, and with one that is just writing its lock', async () => {
    const folder = await temporaryFolder();
    const file = path.join(folder, 'lock.json');
    writeFileSync(file, JSON.stringify({ token: 'far', pid: 1, started: '1', host: 'elsewhere' }));
    expect(() => lockFolder(folder)).toThrow(/process 1 on elsewhere/);
    writeFileSync(file, '');
    expect(() => lockFolder(folder)).toThrow(/Another set-up is at work/);
  });

  test('is made, and where it cannot be, that is said instead of trying for ever', async () => {
    const folder = path.join(await temporaryFolder(), 'a', 'b');
    makeFolder(folder);
    makeFolder(folder);
    expect(existsSync(folder)).toBe(true);
    let refusal: unknown;
    try {
      makeFolder('/proc/no/such');
    } catch (error) {
      refusal = error;
    }
    expect(explained(refusal).message).toMatch(/^The system refuses: ENOENT.*MUROAN_NATIVE\.$/);
  });
});

test('a fault of the program stays what it is', () => {
  const fault = new TypeError('x is not a function');
  expect(explained(fault)).toBe(fault);
});
