import { isAnsweredCorrectly, winnerOf } from '../../shared/records/answer';
import {
  certifiedRays,
  threatsTo,
  type Ray,
  type Threat,
  type VoteChoice,
} from '../../shared/certificates/certificate';
import type { CertificateRecord, SampledPool } from '../../shared/records/record';
import { keeper, largestThat } from '../certificates/mmcert/certificate';
import type { CertificateSetting } from '../certificate-setting';
import type { CertificateResult, ModelResults } from '../results';
import { median } from '../statistics/bootstrap';
import { rateOf, type Rate } from '../statistics/estimate';

/** What the votes on one model's ensemble prove. All samples count, those that the model itself answers wrongly as well. */
export interface CertifiedMeasures {
  readonly setting: CertificateSetting<VoteChoice>;
  /** Of the ensemble: most draws say the label. */
  readonly accuracy: Rate;
  /** Too even to certify anything, not even that the ensemble's own answer is what more draws would give. */
  readonly abstained: Rate;
  readonly rays: readonly CertifiedRay[];
  /** It says the same of every sample, though the labels differ: what it proves is a constant. */
  readonly constant: boolean;
}

/** Certified accuracy against the elements that an attacker tampers with, of one input or of several at once. */
export interface CertifiedRay {
  /** Radii count elements of this for one. */
  readonly ray: Ray;
  /** Radii at which something changes, from 0, at most so many as a chart shows. */
  readonly curve: readonly { readonly radius: number; readonly accuracy: Rate }[];
  /** Over all samples; one that is answered wrongly, or abstained on, has none. Null: so it is of most. */
  readonly median: number | null;
  /** Largest of any sample that is answered correctly; null: none is certified. */
  readonly largest: number | null;
}

/** Radii of a curve at most. */
const mostRadii = 41;

export function measureCertified({ certificates }: ModelResults): readonly CertifiedMeasures[] {
  return certificates.flatMap((result) => (result.records.length === 0 ? [] : [certifiedIn(result)]));
}

/** Of every sample: does the ensemble answer it correctly, and is it proven to do so? */
export function certifiedAnswers({
  setting,
  records,
}: CertificateResult): readonly { readonly row: number; readonly group: string; readonly hit: boolean }[] {
  return records.map((record) => ({
    row: record.row,
    group: record.group,
    hit: isAnsweredCorrectly(record) && isCertified(record, setting.choice),
  }));
}

function certifiedIn({ setting, records }: CertificateResult): CertifiedMeasures {
  const certified = records.map((record) => ({ record, right: isAnsweredCorrectly(record) }));
  const rays = certifiedRays(setting.choice).map((ray) => ({
    ray,
    radii: memoised(certified, setting.choice, ray),
  }));
  const winners = new Set(records.map(({ votes }) => winnerOf(votes)));
  return {
    setting,
    accuracy: rateOf(certified.map(({ record, right }) => ({ hit: right, group: record.group }))),
    abstained: rateOf(
      // Whether radius 0 is certified is the same along every ray.
      records.map(({ group }, index) => ({ hit: rays[0].radii[index] === null, group })),
    ),
    rays: rays.map(({ ray, radii }) => rayOf(ray, certified, radii)),
    constant: winners.size === 1 && new Set(records.map(({ label }) => label)).size > 1,
  };
}

function rayOf(
  ray: Ray,
  certified: readonly { readonly record: CertificateRecord; readonly right: boolean }[],
  radii: readonly (number | null)[],
): CertifiedRay {
  // Wrong, or abstained: not even radius 0 is certified.
  const reached = certified.map(({ right }, index) => (right ? (radii[index] ?? -1) : -1));
  const largest = Math.max(...reached);
  const middle = Math.floor(median(reached));
  return {
    ray,
    curve: shownRadii(reached).map((radius) => ({
      radius,
      accuracy: rateOf(certified.map(({ record }, index) => ({ hit: reached[index] >= radius, group: record.group }))),
    })),
    median: middle < 0 ? null : middle,
    largest: largest < 0 ? null : largest,
  };
}

/** Samples of equal votes and sizes, of which there are many, are computed once. */
function memoised(
  certified: readonly { readonly record: CertificateRecord }[],
  choice: VoteChoice,
  ray: Ray,
): readonly (number | null)[] {
  const known = new Map<string, number | null>();
  return certified.map(({ record }) => {
    const key = JSON.stringify([record.votes, record.unasked ?? 0, record.pools.map(({ n, k }) => [n, k])]);
    const found = known.get(key);
    if (found !== undefined) return found;
    const radius = largestRadiusOf(record, choice, ray);
    known.set(key, radius);
    return radius;
  });
}

/** How the votes are read. */
export interface Reading extends Threat {
  readonly alpha: number;
  readonly strict: boolean;
}

/**
 * How far along a ray an attacker may tamper with elements, as the certificate is meant, while the ensemble's answer is
 * certified to stay.
 *
 * @returns null where not even none is: the ensemble abstains
 */
export function largestRadiusOf(
  { votes, pools, unasked }: Pick<CertificateRecord, 'votes' | 'pools' | 'unasked'>,
  { alpha, strict, ...threat }: Reading,
  ray: Ray,
): number | null {
  // Its test is of more draws than were asked, and was lost before.
  if (unasked !== undefined) return null;
  const keeps = keeper({ votes, alpha, strict }, pools, threatsTo(threat, pools));
  // No more can be modified or deleted than there are; where as many are added, most draws hold added ones.
  const attacked = pools.filter((pool) => countIn(pool, ray) > 0);
  return largestThat((r) => keeps(radiusAt(pools, ray, r)), Math.max(0, ...attacked.map(({ n }) => n)));
}

/** Is the ensemble's answer certified where nothing is tampered with? As where `largestRadiusOf` is not null, along any ray. */
function isCertified({ votes, pools, unasked }: CertificateRecord, choice: VoteChoice): boolean {
  if (unasked !== undefined) return false;
  const { alpha, strict } = choice;
  return keeper({ votes, alpha, strict }, pools, threatsTo(choice, pools))(pools.map(() => 0));
}

/** Elements tampered with of each pool at a radius along a ray. */
export function radiusAt(pools: readonly SampledPool[], ray: Ray, r: number): readonly number[] {
  return pools.map((pool) => r * countIn(pool, ray));
}

function countIn(pool: SampledPool, ray: Ray): number {
  return pool.modalities.reduce((sum, id) => sum + (ray[id] ?? 0), 0);
}

/** From 0 to the largest: where some sample's certificate ends, or evenly spaced where that is too often. */
function shownRadii(reached: readonly number[]): readonly number[] {
  const largest = Math.max(...reached);
  if (largest < 0) return [0];
  const ends = [...new Set([0, ...reached.filter((radius) => radius >= 0), largest + 1])].sort((a, b) => a - b);
  if (ends.length <= mostRadii) return ends;
  const even = Array.from({ length: mostRadii }, (_, index) => Math.round((index * (largest + 1)) / (mostRadii - 1)));
  return [...new Set(even)];
}
