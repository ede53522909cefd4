import { roundings } from '../../../shared/float32';
import type { Integration } from '../../../shared/training/integration';
import type { LeadsRecord } from '../../../shared/records/record';
import { jointLead, jointSlopes, type JointLead } from './joint-head';
import { rivalsOf, runnerUp, slopesOf, type Lead } from './leads';
import { isKept, radiiOf, type Radii, type SlopesFor } from './radius';

/** What of a record its radii follow from. */
export type Led = Pick<LeadsRecord, 'label' | 'parts' | 'proof'>;

/** By what the label of a sample leads over every other class, and how fast each modality can lower that. */
export interface LeadBound {
  readonly leads: readonly Lead[];
  readonly slopesFor: SlopesFor;
}

/**
 * Of changes of what gradient attacks change: values in [0, 1], embeddings of words; in l2.
 *
 * @param modalities in the order in which leads and slopes are wanted
 */
export interface SampleBounds {
  /** From slopes that were the largest of some samples: no proof, for the true ones may be larger. */
  readonly estimated: LeadBound;
  /** What holds of the model as float32 computes it; null where nothing is proven. */
  readonly proven: LeadBound | null;
}

/** What the roundings of double precision in computing a proven radius are covered by. */
const COVER = 1 + 1e-9;

export function sampleBounds(record: Led, integration: Integration, modalities: readonly string[]): SampleBounds {
  const leads = leadsIn(record, integration, modalities);
  const { joint } = integration;
  const weights = modalities.map((id) => integration.weights[id]);
  const slopes = modalities.map((id) => integration.slopes[id]);
  const model = { scores: [], weights, biases: integration.biases };
  return {
    estimated: {
      leads,
      slopesFor: (rival) =>
        joint === undefined
          ? slopesOf(model, slopes, record.label, rival)
          : jointSlopes(
              { factors: pairIn(joint.factors, modalities, record.label, rival) },
              pairIn(joint.slopes, modalities, record.label, rival),
            ),
    },
    proven: provenBound(leads, record, integration, modalities),
  };
}

/**
 * The lead over the closest rival by each modality's margin and what that counts, where one head reads all modalities; null
 * for another classifier.
 */
export function closestMargins(
  { leads }: LeadBound,
  { joint }: Integration,
  label: number,
  modalities: readonly string[],
): JointLead | null {
  if (joint === undefined) return null;
  const closest = runnerUp(leads);
  return jointLead(closest, pairIn(joint.factors, modalities, label, closest.rival));
}

function pairIn(
  of: NonNullable<Integration['joint']>['factors'],
  modalities: readonly string[],
  label: number,
  rival: number,
): readonly number[] {
  return modalities.map((id) => of[id][label][rival]);
}

export function radiiIn({ leads, slopesFor }: LeadBound): Radii {
  return radiiOf(leads, slopesFor);
}

/** Are changes of these sizes, l2 by modality, too small to alter the answer? */
export function keeps({ leads, slopesFor }: LeadBound, sizes: readonly number[]): boolean {
  return isKept(leads, slopesFor, sizes);
}

function leadsIn({ label, parts }: Led, { biases }: Integration, modalities: readonly string[]): readonly Lead[] {
  return rivalsOf(label, biases.length).map((rival) => ({
    rival,
    shares: modalities.map((id) => parts[id][label] - parts[id][rival]),
    bias: biases[label] - biases[rival],
  }));
}

/**
 * a_y s_y − a_j s_j changes by at most ‖(a_y, a_j)‖₂ times what all scores together do. What float32 may have added to the
 * lead at the sample, and may take from it where it was moved to, is taken off: a lead that is left is one that the network
 * itself computes.
 */
function provenBound(
  leads: readonly Lead[],
  { label, proof }: Led,
  { weights, biases }: Integration,
  modalities: readonly string[],
): LeadBound | null {
  if (proof === null) return null;
  const factors = (rival: number): readonly number[] =>
    modalities.map((id) => COVER * Math.hypot(weights[id][label], weights[id][rival]));
  const added = roundings(modalities.length + 1);
  return {
    leads: leads.map((lead): Lead => {
      const own = factors(lead.rival);
      const ofScores = modalities.reduce((sum, id, m) => sum + own[m] * proof[id].rounding, 0);
      const ofBiases = added * (Math.abs(biases[label]) + Math.abs(biases[lead.rival]));
      return { ...lead, bias: lead.bias - 2 * (ofScores + ofBiases) };
    }),
    slopesFor: (rival) =>
      factors(rival).map((factor, m) => factor * (proof[modalities[m]].bound + proof[modalities[m]].growth)),
  };
}
