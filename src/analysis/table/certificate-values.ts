import type { Ray, VoteChoice } from '../../shared/certificates/certificate';
import type { Integration } from '../../shared/training/integration';
import { winnerOf } from '../../shared/records/answer';
import type { CertificateRecord, LeadsRecord } from '../../shared/records/record';
import { answerName } from '../../shared/data/target';
import { radiiIn, sampleBounds, type LeadBound } from '../certificates/crmt/sample';
import { largestRadiusOf } from '../measures/certified';
import type { AnsweredData } from './answer-values';
import type { TableRow, TableValue } from './column';

/** The column of how far along a ray a sample is certified: `certified_radius_image_text`, `certified_radius_image_text_2_1`. */
export function rayColumn(ray: Ray): string {
  const parts = Object.values(ray);
  const ratio = parts.every((part) => part === 1) ? [] : parts;
  return ['certified_radius', ...Object.keys(ray), ...ratio].join('_');
}

/** Samples of equal votes and sizes, of which there are many, are read once; so many are remembered. */
const mostRemembered = 10_000;

/** How far along a ray a sample is certified, remembered. */
export type RadiusAlong = (record: CertificateRecord, choice: VoteChoice, ray: Ray) => number | null;

export function rememberedRadius(): RadiusAlong {
  const known = new Map<string, number | null>();
  return (record, choice, ray) => {
    const sizes = record.pools.map(({ n, k }) => [n, k]);
    const key = JSON.stringify([choice, ray, record.votes, record.unasked ?? 0, sizes]);
    const found = known.get(key);
    if (found !== undefined) return found;
    const radius = largestRadiusOf(record, choice, ray);
    if (known.size === mostRemembered) known.clear();
    known.set(key, radius);
    return radius;
  };
}

/** @param rays that the certificate of the cell tells of, and how its votes are read; null: the cell is not known */
export function votesValues(
  record: CertificateRecord,
  data: AnsweredData,
  reading: { readonly choice: VoteChoice; readonly rays: readonly Ray[]; readonly radius: RadiusAlong } | null,
): TableRow {
  const winner = winnerOf(record.votes);
  return {
    attacked_predicted: winner,
    attacked_answer: answerName(data, winner),
    votes: record.votes,
    unasked: record.unasked ?? 0,
    pools: { structure: record.pools },
    ...(reading === null
      ? {}
      : Object.fromEntries(
          reading.rays.map((ray) => [rayColumn(ray), reading.radius(record, reading.choice, ray)] as const),
        )),
  };
}

/** Columns of the radii that follow from sums over the inputs. */
export function radiusColumns(which: string, modalities: readonly string[]): readonly string[] {
  return [`radius_${which}`, ...modalities.map((id) => `${id}_radius_${which}`)];
}

export function leadsValues(record: LeadsRecord, integration: Integration | undefined): TableRow {
  const modalities = Object.keys(record.parts);
  const bounds = integration === undefined ? null : sampleBounds(record, integration, modalities);
  const radii = (which: string, bound: LeadBound | null): readonly (readonly [string, TableValue])[] => {
    if (bound === null) return [];
    const { joint, alone } = radiiIn(bound);
    return [joint, ...alone].map(({ radius }, at) => [radiusColumns(which, modalities)[at], radius]);
  };
  return {
    proof: record.proof === null ? null : { structure: record.proof },
    ...Object.fromEntries([
      ...modalities.map((id) => [`${id}_logit_parts`, record.parts[id]] as const),
      ...radii('proven', bounds?.proven ?? null),
      ...radii('estimated', bounds?.estimated ?? null),
    ]),
  };
}
