import { LabError } from '../../../../../shared/errors';
import { ColumnMapping } from '../../../../../shared/mapping/mapping';
import { parse } from '../../../../../shared/parse';
import { hasAll } from '../../has-all';
import { RowProblem } from '../../importer';
import { audioVisual } from './audio-visual';
import { avMnist } from './av-mnist';
import { brca } from './brca';
import { food101 } from './food-101';
import { mfnet } from './mfnet';
import { mmImdb } from './mm-imdb';
import { mvsaSingle } from './mvsa-single';
import { n24news } from './n24news';
import type { Preset } from './preset';
import { sentimentArrays } from './sentiment-arrays';
import { sunRgbd } from './sun-rgbd';
import { pairedScenes } from './paired-scenes';
import { vqaV2 } from './vqa-v2';

/** Published layouts, in the order in which a folder is held against them. */
export const presets: readonly Preset[] = [
  ...[food101, mvsaSingle, n24news, mmImdb, avMnist, mfnet, sentimentArrays, brca, vqaV2, sunRgbd, audioVisual],
  pairedScenes,
];

/** The mapping of the layout that a folder has; null: none that is known. @throws LabError `invalid` where its files do not fit, `cancelled` */
export async function presetOf(
  root: string,
  signal?: AbortSignal,
): Promise<{ readonly mapping: ColumnMapping; readonly title: string } | null> {
  for (const { title, cites, expects, mapping } of presets) {
    if (!(await hasAll(root, expects))) continue;
    try {
      const found = await mapping(root, signal);
      if (found === null) continue;
      const whole = cites.length === 0 ? found : { ...found, cites: [...cites] };
      return { mapping: parse(ColumnMapping, whole, 'mapping'), title };
    } catch (error) {
      if (!(error instanceof RowProblem)) throw error;
      throw new LabError('invalid', error.message, {
        where: root,
        remedy: `It is laid out as ${title}; correct the file.`,
      });
    }
  }
  return null;
}
