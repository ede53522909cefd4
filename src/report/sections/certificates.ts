import { underSetting } from '../../analysis/attack-setting';
import { votedSettings, type CertificateSetting } from '../../analysis/certificate-setting';
import { uncertifiedWords } from '../../analysis/uncertified';
import { decimal, listOf } from '../../analysis/format';
import type { CertifiedMeasures } from '../../analysis/measures/certified';
import {
  certificateLabels,
  certifiedModalities,
  ratioOf,
  sameRay,
  mayGrow,
  threatWords,
  type Ray,
  type VoteChoice,
} from '../../shared/certificates/certificate';
import { optionalSections } from '../../shared/reports/report-sections';
import type { SegmentationAnalysis } from '../../analysis/segmentation/pixel-model';
import { share } from '../cell-text';
import { certifiedCurves } from '../charts/certified-curves';
import { mostDrawn, type ChosenModels } from '../charts/style';
import { cells, left, right, type Block, type Row, type Section } from '../document';
import { glossary } from '../glossary';
import { certifiedPixelsSection } from './certified-pixels';
import { rayWords } from '../ray-words';
import type { Context } from './context';
import { keptRadiiBlocks } from './kept-radii';

type VoteSetting = CertificateSetting<VoteChoice>;

/**
 * What is proved: of ensembles, whatever an attacker puts in place of elements, and of models themselves, whatever is changed by
 * little. Lower bounds, beside the attacks' upper ones.
 *
 * @param chosen the models that charts show; left out: those that certify most
 */
export function certificatesSection(context: Context, chosen?: ChosenModels): Section | null {
  const { segmentation } = context.input.analysis;
  const section = segmentation === null ? samplesSection(context, chosen) : pixelsSection(segmentation, context);
  return section === null ? null : { ...section, blocks: [...section.blocks, ...withoutBlocks(context)] };
}

function pixelsSection(segmentation: SegmentationAnalysis, { input }: Context): Section | null {
  return certifiedPixelsSection(segmentation, votedSettings(input.analysis.certificates));
}

/** Models that a certificate says nothing of: of these nothing is known, which is no radius of zero. */
function withoutBlocks({ input }: Context): readonly Block[] {
  const { uncertified } = input.analysis;
  if (uncertified.length === 0) return [];
  return [
    { kind: 'heading', text: 'Models without a certificate' },
    { kind: 'list', items: uncertified.map((own) => `${uncertifiedWords(own)}.`) },
  ];
}

/** Of more models than a chart tells apart, those of whose ensembles most answers are right and certified. */
export function mostCertified(models: Context['models']): ReadonlySet<string> {
  const shares = models.flatMap(({ title, certified }) => {
    const share = certified.at(0)?.rays[0].curve[0].accuracy.value;
    return share === undefined || share === null ? [] : [{ title, share }];
  });
  return new Set(
    shares
      .sort((a, b) => b.share - a.share)
      .slice(0, mostDrawn)
      .map(({ title }) => title),
  );
}

function samplesSection(context: Context, given: ChosenModels | undefined): Section | null {
  const radii = keptRadiiBlocks(context, given ?? null);
  const votes = voteBlocks(
    context,
    given ?? { titles: mostCertified(context.models), by: ', those that certify most' },
  );
  const blocks = [...votes, ...radii];
  if (blocks.length === 0) return null;
  return {
    id: 'certificates',
    title: optionalSections.certificates,
    terms: [
      glossary.certifiedRadius,
      ...(votes.length === 0 ? [] : [glossary.abstention, glossary.delta]),
      ...(radii.length === 0 ? [] : [glossary.estimatedRadius]),
    ],
    blocks,
  };
}

function voteBlocks({ models, input }: Context, chosen: ChosenModels): readonly Block[] {
  const measured = models.flatMap(({ title, certified }) => certified.map((measures) => ({ title, measures })));
  if (measured.length === 0) return [];
  const settings = votedSettings(input.analysis.certificates);
  const threats = [...new Set(measured.map(({ measures }) => threatWords(measures.setting.choice)))];
  const grows = measured.some(({ measures }) => mayGrow(measures.setting.choice));
  return [
    {
      kind: 'text',
      text: `Each sample is answered by an ensemble: the model sees many draws of a few elements, and the class with most votes wins. The votes prove how many elements may be ${threats.join(', in others ')} while that answer stays, except with the stated probability α per sample. It holds for the ensemble, not for the model that it asks: no attack of this report was made on the ensemble.${grows ? ' Where words may be added or deleted, those that are not drawn leave no gap: a draw shows neither where its words stood nor how long the text is.' : ''}`,
    },
    tableOf(models, settings),
    radiiTable(models, settings),
    ...threats
      .flatMap((threat) => {
        const own = measured.filter(({ measures }) => threatWords(measures.setting.choice) === threat);
        return raysOf(own.map(({ measures }) => measures)).map((ray) => ({ threat, ray, own }));
      })
      .map(({ threat, ray, own }, index): Block =>
        certifiedCurves(
          `certified-${String(index)}`,
          { done: threat, of: rayWords(ray) },
          own.flatMap(({ title, measures }) => {
            const found = measures.rays.find((own) => sameRay(own.ray, ray));
            return found === undefined ? [] : [{ title, name: lineName(title, measures, settings), ray: found }];
          }),
          chosen,
        ),
      ),
  ];
}

function tableOf(models: Context['models'], settings: readonly VoteSetting[]): Block {
  const rows = settings.flatMap((setting): readonly Row[] => {
    const own = models.flatMap(({ title, accuracy, certified }) => {
      const measures = underSetting(certified, setting);
      if (measures === undefined) return [];
      return [
        cells(
          title,
          share(accuracy),
          share(measures.accuracy),
          share(measures.abstained),
          share(measures.rays[0].curve[0].accuracy),
        ),
      ];
    });
    return own.length === 0 ? [] : [{ kind: 'group', title: settingWords(setting) }, ...own];
  });
  return {
    kind: 'table',
    caption: 'Ensembles and what they are certified for',
    columns: [
      left('model'),
      right('accuracy, model'),
      right('accuracy, ensemble'),
      right('abstains'),
      right('certified and correct'),
    ],
    rows,
    note: 'Over all samples; N draws of each (100 where a title gives none), and fewer of a sample once all that are left could certify nothing: it abstains, and its answer is that of the draws so far, which the accuracy counts as any other. Certified and correct: at radius 0, an answer that more draws would not change. Two classes: exact test of the votes; more: Clopper-Pearson bounds that share α.',
  };
}

/** How many elements an attacker may tamper with: a column for each set of inputs. */
function radiiTable(models: Context['models'], settings: readonly VoteSetting[]): Block {
  const rays = raysOf(models.flatMap(({ certified }) => certified));
  return {
    kind: 'table',
    caption: 'Certified radius: median, and largest of any sample',
    columns: [left('model'), ...rays.map((ray) => right(headingOf(ray)))],
    rows: settings.flatMap((setting): readonly Row[] => {
      const own = models.flatMap(({ title, certified }) => {
        const measures = underSetting(certified, setting);
        return measures === undefined ? [] : [cells(title, ...rays.map((ray) => radiusWords(measures, ray)))];
      });
      return own.length === 0 ? [] : [{ kind: 'group', title: settingWords(setting) }, ...own];
    }),
    note: 'Elements (pixels, words, cells of a sound, …) that may be replaced by anything, or be added or deleted where the certificate says so, while the answer stays; of several inputs at once, as many of each, or in the ratio given: radius r of 2 : 1 are 2r of the first and r of the second. Over all samples, those answered wrongly or abstained on having none (–): a median of – says that most have none.',
  };
}

/** `image`, `image and text, each`, `image and text, 2 : 1`. */
function headingOf(ray: Ray): string {
  const ids = Object.keys(ray);
  return ids.length === 1 ? ids[0] : `${listOf(ids)}, ${ratioOf(ray) ?? 'each'}`;
}

function radiusWords({ setting, rays }: CertifiedMeasures, ray: Ray): string {
  const found = rays.find((own) => sameRay(own.ray, ray));
  if (found === undefined) {
    const drawn = certifiedModalities(setting.choice);
    return Object.keys(ray).every((id) => drawn.includes(id)) ? 'not asked' : 'seen whole';
  }
  const { median, largest } = found;
  return largest === null ? '–' : `${median === null ? '–' : decimal(median)} (${decimal(largest)})`;
}

function settingWords({ title, choice: { alpha } }: VoteSetting): string {
  return `${title}, α ${String(alpha)}`;
}

/** The kind of certificate, where each is there once; else all that is drawn as well. */
function lineName(title: string, { setting }: CertifiedMeasures, settings: readonly VoteSetting[]): string {
  if (settings.length === 1) return title;
  const alike = settings.filter(({ choice }) => choice.name === setting.choice.name).length > 1;
  return `${title} · ${alike ? setting.title : certificateLabels[setting.choice.name]}`;
}

/** What some ensemble is certified along, each once. */
function raysOf(measured: readonly CertifiedMeasures[]): readonly Ray[] {
  const all = measured.flatMap(({ rays }) => rays.map(({ ray }) => ray));
  return all.filter((ray, index) => all.findIndex((other) => sameRay(other, ray)) === index);
}
