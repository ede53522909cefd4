// The built device worker on a graphics device that fails once: when the file named by FAIL_ONCE is there, it is removed,
// and the next commands of the job under way meet the failure that the file names.
const { existsSync, readFileSync, rmSync } = require('node:fs');
const process = require('node:process');

const STORAGE = 0x80;
const file = process.env.FAIL_ONCE;

async function sabotage() {
  const { globals } = await import('webgpu');
  const { requestDevice } = globals.GPUAdapter.prototype;
  globals.GPUAdapter.prototype.requestDevice = async function (...given) {
    const device = await requestDevice.apply(this, given);
    const { createCommandEncoder } = device;
    device.createCommandEncoder = function (...rest) {
      if (existsSync(file)) fail(device);
      return createCommandEncoder.apply(this, rest);
    };
    return device;
  };
}

function fail(device) {
  const how = readFileSync(file, 'utf8');
  rmSync(file);
  if (how === 'lost') device.destroy();
  // Pieces of the largest size, until there is no memory for one.
  if (how === 'memory') {
    for (let piece = 0; piece < 64; piece += 1) {
      device.createBuffer({ size: device.limits.maxBufferSize, usage: STORAGE });
    }
  }
  // A buffer that may be used for nothing.
  if (how === 'command') device.createBuffer({ size: 16, usage: 0 });
}

sabotage().then(() => require('../../out/device-worker.cjs'));
