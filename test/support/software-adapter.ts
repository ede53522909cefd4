import { existsSync } from 'node:fs';

/** SwiftShader, the software Vulkan driver that Debian's and Ubuntu's Chromium brings along. */
const candidates = [
  '/usr/lib/chromium/vk_swiftshader_icd.json',
  '/usr/lib/chromium-browser/vk_swiftshader_icd.json',
  '/opt/google/chrome/vk_swiftshader_icd.json',
  '/usr/lib64/chromium-browser/vk_swiftshader_icd.json',
];

const file = candidates.find((candidate) => existsSync(candidate)) ?? null;

/** Tests that need it are skipped without it, but never where nothing may be skipped. */
export const withoutSoftwareAdapter = file === null && process.env.MUROAN_CI !== '1';

/** Makes this process and those it starts find the software adapter, and no other. */
export function useSoftwareAdapter(): void {
  if (file !== null) process.env.VK_ICD_FILENAMES = file;
}
