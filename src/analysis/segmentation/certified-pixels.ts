/** What the votes of ensembles prove of the pixels that they answer. */
import { certifiedRays, ratioOf, threatsTo, type Ray, type VoteChoice } from '../../shared/certificates/certificate';
import type { PixelCounts, PixelVotesRecord } from '../../shared/records/record';
import { largestThat } from '../certificates/mmcert/certificate';
import { frontierOf, type FrontierPoint } from '../certificates/mmcert/frontier';
import { fewestVotes, pixelPValues, type PValueOf } from '../certificates/mmcert/holm';
import { neededLead } from '../certificates/mmcert/overlap';
import type { CertificateSetting } from '../certificate-setting';
import { radiusAt } from '../measures/certified';
import type { Estimate } from '../statistics/estimate';
import { iouOfClass, meanIou, pixelStatistics, summed, type Counted, type SummedCounts } from './iou';

export interface CertifiedPixels {
  readonly setting: CertificateSetting<VoteChoice>;
  /** As most draws answer, without an attack and without a proof. */
  readonly ensemble: PixelScores;
  readonly rays: readonly PixelRay[];
  /** It says the same of every pixel, though not all are the same: what it proves is a constant. */
  readonly constant: boolean;
}

/** Lower bounds against the elements that an attacker tampers with, of one input or of several at once. */
export interface PixelRay {
  /** Radii count elements of this for one. */
  readonly ray: Ray;
  /** From 0 to the first radius that certifies nothing, at most so many as a chart shows. */
  readonly points: readonly CertifiedPoint[];
  /** Largest at which a pixel of any image is certified; null: not even at 0. */
  readonly largest: number | null;
}

export interface CertifiedPoint extends PixelScores {
  readonly radius: number;
}

/** Of pixels summed over samples. */
export interface PixelScores extends ClassScores {
  /** Share of the pixels that are right. */
  readonly accuracy: Estimate;
  /** Of each class, in their order. The fields above are their means. */
  readonly byClass: readonly ClassScores[];
}

export interface ClassScores {
  readonly recall: Estimate;
  readonly f: Estimate;
  readonly iou: Estimate;
}

/** Radii of a curve at most: each draws the real units anew. */
const mostRadii = 21;

/** @param key names the random numbers of its intervals @param classes of the pixels */
export function certifiedPixels(
  setting: CertificateSetting<VoteChoice>,
  records: readonly PixelVotesRecord[],
  classes: number,
  key: string,
): CertifiedPixels {
  const certify = certifierOf(setting);
  const answered = records.map(({ row, group, ensemble }) => ({ row, group, counts: ensemble }));
  return {
    setting,
    ensemble: scoresOf(answered, classes, `${key}/ensemble`),
    constant: isConstant(summed(answered)),
    rays: certifiedRays(setting.choice).map((ray): PixelRay => {
      const reached = records.map((record) =>
        largestThat(
          (r) => certify(record, radiusAt(record.pools, ray, r)) !== null,
          Math.max(...record.pools.map(({ n }) => n)),
        ),
      );
      const largest = Math.max(...reached.map((r) => r ?? -1));
      return {
        ray,
        largest: largest < 0 ? null : largest,
        points: radiiUpTo(largest + 1).map((radius) => ({
          radius,
          ...scoresOf(
            records.map((record) => ({
              row: record.row,
              group: record.group,
              counts: certifiedCounts(record, certify(record, radiusAt(record.pools, ray, radius))),
            })),
            classes,
            `${key}/${rayKey(ray)}/${String(radius)}`,
          ),
        })),
      };
    }),
  };
}

/** Names the random numbers of a ray. */
function rayKey(ray: Ray): string {
  const ids = Object.keys(ray).join('+');
  const ratio = ratioOf(ray);
  return ratio === null ? ids : `${ids} ${ratio}`;
}

function isConstant({ truePositives, falsePositives, falseNegatives }: SummedCounts): boolean {
  const isThere = (...parts: readonly ArrayLike<number>[]): number =>
    Array.from(truePositives, (_, index) => parts.some((part) => part[index] > 0)).filter(Boolean).length;
  return isThere(truePositives, falsePositives) === 1 && isThere(truePositives, falseNegatives) > 1;
}

/** Fewest votes that certify a pixel of an image at a radius, of each pool; null: none is. */
export type PixelCertifier = (
  record: Pick<PixelVotesRecord, 'votes' | 'draws' | 'unasked' | 'pools'>,
  radius: readonly number[],
) => number | null;

/** Images of equal size need equal leads: the tests are computed once for all of them. */
export function certifierOf({ choice }: Pick<CertificateSetting<VoteChoice>, 'choice'>): PixelCertifier {
  const tests = new Map<string, PValueOf>();
  return ({ votes, draws, unasked, pools }, radius) => {
    // Its test is of more draws than were asked, and was lost before.
    if (unasked !== undefined) return null;
    const key = JSON.stringify([draws, pools.map(({ n, k }) => [n, k]), radius]);
    const test = tests.get(key) ?? pixelPValues(draws, neededLead(pools, radius, threatsTo(choice, pools)));
    tests.set(key, test);
    return fewestVotes(
      votes.flat().map(([own, pixels]) => ({ votes: own, pixels })),
      test,
      choice.alpha,
    );
  };
}

/**
 * The worst that may become of the pixels of an image: those certified stay right, every other is missed, and taken for
 * whichever class is looked at. So every score of them is a lower bound, of each class and of their mean.
 */
export function certifiedCounts({ votes }: Pick<PixelVotesRecord, 'votes'>, fewest: number | null): PixelCounts {
  const sumOf = (own: PixelVotesRecord['votes'][number], isCertified: boolean): number =>
    own.reduce((sum, [count, pixels]) => sum + ((fewest !== null && count >= fewest) === isCertified ? pixels : 0), 0);
  const falseNegatives = votes.map((own) => sumOf(own, false));
  const open = falseNegatives.reduce((sum, pixels) => sum + pixels, 0);
  return {
    truePositives: votes.map((own) => sumOf(own, true)),
    falsePositives: falseNegatives.map((own) => open - own),
    falseNegatives,
  };
}

/** Of one image. */
export function pixelsCertified(
  record: Pick<PixelVotesRecord, 'votes'>,
  fewest: number | null,
): { readonly certified: number; readonly pixels: number } {
  const { truePositives, falseNegatives } = certifiedCounts(record, fewest);
  return { certified: total(truePositives), pixels: total(truePositives) + total(falseNegatives) };
}

/** How much two inputs stand at once while a share of the pixels of an image stays right. */
export interface PixelFrontier {
  /** Of the image's pixels, at least. */
  readonly share: number;
  readonly points: readonly FrontierPoint[];
}

/** Shares of the pixels that a frontier is drawn for. */
const frontierShares = [0.75, 0.5, 0.25];

/**
 * Of one image: where two inputs are attacked at once, how far at least these shares of its pixels stay right. Shares that
 * are not reached even where nothing is attacked are left out.
 *
 * @param pair places of the two among the pools
 */
export function pixelFrontiers(
  record: PixelVotesRecord,
  certify: PixelCertifier,
  pair: readonly [number, number],
): readonly PixelFrontier[] {
  return frontierShares.flatMap((share): readonly PixelFrontier[] => {
    const points = frontierOf(
      (radius) => {
        const { certified, pixels } = pixelsCertified(record, certify(record, radius));
        return certified >= share * pixels;
      },
      record.pools,
      pair,
    );
    return points === null ? [] : [{ share, points }];
  });
}

type Score = (counts: SummedCounts, index: number) => number | null;

const scores: Readonly<Record<keyof ClassScores, Score>> = {
  recall: ({ truePositives, falseNegatives }, index) =>
    ratio(truePositives[index], truePositives[index] + falseNegatives[index]),
  f: ({ truePositives, falsePositives, falseNegatives }, index) =>
    ratio(2 * truePositives[index], 2 * truePositives[index] + falsePositives[index] + falseNegatives[index]),
  iou: iouOfClass,
};

function scoresOf(samples: readonly Counted[], classes: number, key: string): PixelScores {
  const each = Array.from({ length: classes }, (_, index) => index);
  const [accuracy, recall, f, iou, ...rest] = pixelStatistics(
    [samples],
    [
      ([own]) => accuracyOf(own),
      ([own]) => meanOf(scores.recall, own),
      ([own]) => meanOf(scores.f, own),
      ([own]) => meanIou(own),
      ...each.flatMap((index) =>
        [scores.recall, scores.f, scores.iou].map(
          (score) =>
            ([own]: readonly SummedCounts[]) =>
              score(own, index),
        ),
      ),
    ],
    key,
  );
  return {
    ...{ accuracy, recall, f, iou },
    byClass: each.map((index) => ({ recall: rest[3 * index], f: rest[3 * index + 1], iou: rest[3 * index + 2] })),
  };
}

function accuracyOf({ truePositives, falseNegatives }: SummedCounts): number | null {
  const right = total(truePositives);
  return ratio(right, right + total(falseNegatives));
}

/** Of the classes that have one. */
function meanOf(score: Score, counts: SummedCounts): number | null {
  const own = Array.from(counts.truePositives, (_, index) => score(counts, index)).filter((value) => value !== null);
  return own.length === 0 ? null : own.reduce((sum, value) => sum + value, 0) / own.length;
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function total(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0);
}

function radiiUpTo(last: number): readonly number[] {
  const count = Math.min(last + 1, mostRadii);
  return count === 1 ? [0] : Array.from({ length: count }, (_, index) => Math.round((index * last) / (count - 1)));
}
