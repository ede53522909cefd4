import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** NVIDIA's cards as the driver names them, with commas; `NVIDIA GPU` where it does not say. */
export function graphicsCards(driver = '/proc/driver/nvidia/gpus'): string {
  if (!existsSync(driver)) return 'NVIDIA GPU';
  const models = readdirSync(driver).flatMap((card) => {
    const file = path.join(driver, card, 'information');
    if (!existsSync(file)) return [];
    return /^Model:\s*(.+?)\s*$/mu.exec(readFileSync(file, 'utf8'))?.[1] ?? [];
  });
  return models.length === 0 ? 'NVIDIA GPU' : models.join(', ');
}
