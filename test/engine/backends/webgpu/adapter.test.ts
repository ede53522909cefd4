import { describe, expect, test } from 'vitest';
import { adapterName, isSoftware, type AdapterInfo } from '../../../../src/engine/backends/webgpu/adapter';

const adapter = (vendor: string, architecture: string, device: string, description: string): AdapterInfo => ({
  vendor,
  architecture,
  device,
  description,
});

describe('software', () => {
  test.each([
    [
      'as Dawn reports SwiftShader',
      adapter('google', 'swiftshader', 'swiftshader-device-subzero-', 'SwiftShader driver 5.0.0'),
    ],
    ['by its description only', adapter('', '', '', 'Google SwiftShader')],
    ['llvmpipe', adapter('mesa', '', 'llvmpipe (LLVM 15.0.6, 256 bits)', 'Mesa 22.3.6')],
    ['lavapipe', adapter('', '', '', 'Lavapipe')],
    ['the basic driver of Windows', adapter('microsoft', 'warp', 'Microsoft Basic Render Driver', '10.0.19041.1')],
    ['WARP by its architecture', adapter('microsoft', 'warp', '0x8c', '')],
    ['one that says so, under any name', { ...adapter('acme', '', 'Rocket 9', ''), isFallbackAdapter: true }],
  ])('%s', (_, info) => {
    expect(isSoftware(info)).toBe(true);
  });
});

describe('hardware', () => {
  test.each([
    ['NVIDIA GeForce RTX 3060 (nvidia ampere)', adapter('nvidia', 'ampere', 'NVIDIA GeForce RTX 3060', '535.183.01')],
    ['AMD Radeon RX 7600 (amd rdna-3)', adapter('amd', 'rdna-3', 'AMD Radeon RX 7600', 'radv')],
    ['Apple M1 Max (apple metal-3)', adapter('apple', 'metal-3', '', 'Apple M1 Max')],
    ['Intel(R) Iris(R) Xe Graphics (intel xe)', adapter('intel', 'xe', '0x9a49', 'Intel(R) Iris(R) Xe Graphics')],
    ['Warped Reality Card', adapter('', '', '', 'Warped Reality Card')],
    ['amd', adapter('amd', '', '', '')],
    ['an adapter without a name', { ...adapter('', '', '', ''), isFallbackAdapter: false }],
  ])('%s', (name, info) => {
    expect(isSoftware(info)).toBe(false);
    expect(adapterName(info)).toBe(name);
  });
});
