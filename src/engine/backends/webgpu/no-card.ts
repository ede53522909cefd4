import { existsSync, readdirSync } from 'node:fs';

/**
 * How Linux drivers of graphics cards show among the devices: the kernel's own interface, Windows' cards under WSL, and
 * the makers' own drivers.
 */
const CARD = /^(dri|dxg|nvidia|nvhost|nvgpu|nvmap|mali|kgsl|pvr)/;

/** Variables by which a person names Vulkan drivers; what such a driver needs is not known here. */
const NAMED_DRIVERS = ['VK_ICD_FILENAMES', 'VK_DRIVER_FILES', 'VK_ADD_DRIVER_FILES'];

/** Does this Linux plainly have no graphics card? Elsewhere only WebGPU itself can tell. */
export function noCard(
  devices = '/dev',
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): boolean {
  if (platform !== 'linux' || !existsSync(devices)) return false;
  if (NAMED_DRIVERS.some((name) => (environment[name] ?? '') !== '')) return false;
  return !readdirSync(devices).some((name) => CARD.test(name));
}
