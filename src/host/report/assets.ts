import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { LabError } from '../../shared/errors';
import type { ReportAssets } from '../../report/render';

/** What a report carries within itself, read from the installed packages. @throws LabError `not-found` */
export function reportAssets(): ReportAssets {
  try {
    const file = createRequire(import.meta.url).resolve('plotly.js/dist/plotly-basic.min.js');
    return { plotly: readFileSync(file, 'utf8') };
  } catch {
    throw new LabError('not-found', 'The package plotly.js, which draws the charts of reports, is not installed.', {
      where: 'node_modules/plotly.js',
      remedy: 'Install the lab again: npm ci.',
    });
  }
}
