/** What WebGPU says of an adapter (`GPUAdapterInfo`); any text may be empty. */
export interface AdapterInfo {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  /** Dawn sets it for adapters whose driver says that they are a processor; older versions leave it out. */
  readonly isFallbackAdapter?: boolean;
}

/**
 * Names of drivers that draw on the processor. They are looked for as well, because a driver need not say that it is
 * one: some give the type "other".
 */
const softwareDrivers: readonly RegExp[] = [
  /swiftshader/i,
  /llvmpipe/i,
  /lavapipe/i,
  /softpipe/i,
  /basic render/i,
  /\bwarp\b/i,
  /software (rasterizer|adapter|renderer)/i,
];

/** Is this no graphics card, but a program that stands in for one? */
export function isSoftware(info: AdapterInfo): boolean {
  const texts = [info.vendor, info.architecture, info.device, info.description];
  return info.isFallbackAdapter === true || softwareDrivers.some((driver) => texts.some((text) => driver.test(text)));
}

/** The adapter as the system names it: `NVIDIA GeForce RTX 3060 (nvidia ampere)`. */
export function adapterName({ vendor, architecture, device, description }: AdapterInfo): string {
  const family = [vendor, architecture].filter((text) => text !== '').join(' ');
  // The driver's text may lie in either; the one that is no number reads better.
  const name = [device, description].find((text) => text !== '' && !/^0x[0-9a-f]+$/i.test(text)) ?? '';
  if (name === '') return family === '' ? 'an adapter without a name' : family;
  return family === '' ? name : `${name} (${family})`;
}
