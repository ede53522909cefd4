import { underSetting } from '../../analysis/attack-setting';
import { sameRay, type Ray, type VoteChoice } from '../../shared/certificates/certificate';
import type { CertificateSetting } from '../../analysis/certificate-setting';
import { decimal } from '../../analysis/format';
import type { CertifiedPixels, ClassScores, PixelRay, PixelScores } from '../../analysis/segmentation/certified-pixels';
import type { SegmentationAnalysis } from '../../analysis/segmentation/pixel-model';
import { optionalSections } from '../../shared/reports/report-sections';
import { share } from '../cell-text';
import { certifiedCurves } from '../charts/certified-curves';
import { cells, left, right, type Block, type Row, type Section, type Table, type TableCell } from '../document';
import { glossary } from '../glossary';
import { rayWords } from '../ray-words';

interface MeasuredPixels {
  readonly title: string;
  readonly measures: CertifiedPixels;
}

/** What is proved of the pixels that ensembles answer, whatever an attacker puts in place of elements. */
export function certifiedPixelsSection(
  { classes, models }: SegmentationAnalysis,
  settings: readonly CertificateSetting<VoteChoice>[],
): Section | null {
  const measured = models.flatMap(({ title, certified }) => certified.map((measures) => ({ title, measures })));
  if (measured.length === 0) return null;
  return {
    id: 'certificates',
    title: optionalSections.certificates,
    terms: [glossary.certifiedRadius, glossary.delta],
    blocks: [
      {
        kind: 'text',
        text: 'Each picture is answered by an ensemble: the model sees many draws of a few elements, and of every pixel the class with most votes wins. A pixel is certified at a radius where the votes for its true class prove that so many modified elements cannot take it from the lead. Holm’s step-down tests all pixels of a picture at once: that any is certified wrongly has the stated probability α per picture, at each radius by itself. It holds for the ensemble, not for the model that it asks.',
      },
      scoreTable(models, settings),
      ...raysOf(measured).flatMap((ray) => curvesAlong(ray, measured, classes, settings)),
      {
        kind: 'list',
        items: [
          'Lower bounds: a pixel that is not certified counts as missed, and as taken for the class that is looked at. So recall, F and IoU of each class, and their means over the classes, can only be higher, whatever is done to so many elements.',
          'The test is of the true class, which is fixed before the votes, so that α is not halved; of more than two classes all others count as one.',
          'A picture is asked no further once all draws that are left could certify none of its pixels; its answers are then those of the draws so far.',
          'Of pixels summed over samples; intervals by drawing whole units anew, not pixels.',
        ],
      },
    ],
  };
}

function scoreTable(
  models: SegmentationAnalysis['models'],
  settings: readonly CertificateSetting<VoteChoice>[],
): Table {
  const scores = ({ accuracy, recall, f, iou }: PixelScores): readonly TableCell[] =>
    [accuracy, recall, f, iou].map(share);
  return {
    kind: 'table',
    caption: 'Pixels of ensembles: as most draws answer, and certified at radius 0',
    columns: [left('model'), right('right pixels'), right('recall'), right('F'), right('IoU')],
    rows: settings.flatMap((setting): readonly Row[] => {
      const own = models.flatMap(({ title, certified }) => {
        const measures = underSetting(certified, setting);
        if (measures === undefined) return [];
        const { ensemble, rays } = measures;
        return [
          cells(`${title}, ensemble`, ...scores(ensemble)),
          cells(`${title}, certified at 0`, ...scores(rays[0].points[0])),
        ];
      });
      return own.length === 0
        ? []
        : [{ kind: 'group', title: `${setting.title}, α ${String(setting.choice.alpha)} per picture` }, ...own];
    }),
    note: 'Recall, F and IoU: means over the classes. Certified at radius 0: more draws would not answer otherwise.',
  };
}

/** Curves along one ray, and the scores of each class at the radii between. */
function curvesAlong(
  along: Ray,
  measured: readonly MeasuredPixels[],
  classes: readonly string[],
  settings: readonly CertificateSetting<VoteChoice>[],
): readonly Block[] {
  const of = rayWords(along);
  const lines = measured.flatMap(({ title, measures }) => {
    const ray = measures.rays.find((own) => sameRay(own.ray, along));
    const name = settings.length === 1 ? title : `${title} · ${measures.setting.title}`;
    return ray === undefined ? [] : [{ title, name, ray }];
  });
  const id = `certified-${Object.entries(along)
    .map(([name, part]) => (part === 1 ? name : `${name}-${String(part)}`))
    .join('-')}`;
  return [
    certifiedCurves(
      id,
      { done: 'modified', of, what: 'pixels' },
      lines.map(({ title, name, ray }) => ({ title, name, ray: { curve: ray.points } })),
    ),
    scoresByRadius(`Certified scores by elements of ${of} modified`, lines, classes),
  ];
}

/** Radii that a table has room for. */
const mostRows = 6;

function scoresByRadius(
  caption: string,
  lines: readonly { readonly name: string; readonly ray: PixelRay }[],
  classes: readonly string[],
): Table {
  return {
    kind: 'table',
    caption,
    columns: [
      left('radius'),
      right('right pixels'),
      right('recall'),
      right('F'),
      right('IoU'),
      ...classes.map((name) => right(`IoU, ${name}`)),
    ],
    rows: lines.flatMap(({ name, ray: { points, largest } }): readonly Row[] => [
      { kind: 'group', title: `${name}: pixels are certified up to ${largest === null ? 'none' : decimal(largest)}` },
      ...spread(points).map(({ radius, accuracy, recall, f, iou, byClass }) =>
        cells(decimal(radius), ...[accuracy, recall, f, iou, ...byClass.map((own: ClassScores) => own.iou)].map(share)),
      ),
    ]),
    note: 'Lower bounds with 95 % intervals. Recall, F and IoU: means over the classes. A dash: the class is neither there nor left open.',
  };
}

function spread<Item>(items: readonly Item[]): readonly Item[] {
  if (items.length <= mostRows) return items;
  return Array.from(
    { length: mostRows },
    (_, index) => items[Math.round((index * (items.length - 1)) / (mostRows - 1))],
  );
}

/** What some ensemble is certified along, each once. */
function raysOf(measured: readonly MeasuredPixels[]): readonly Ray[] {
  const all = measured.flatMap(({ measures }) => measures.rays.map(({ ray }) => ray));
  return all.filter((ray, index) => all.findIndex((other) => sameRay(other, ray)) === index);
}
