import { isAnsweredCorrectly } from '../../shared/records/answer';
import type { CrmtRadiiChoice } from '../../shared/certificates/certificate';
import type { Integration } from '../../shared/training/integration';
import type { LeadsRecord } from '../../shared/records/record';
import { runnerUp } from '../certificates/crmt/leads';
import type { JointLead } from '../certificates/crmt/joint-head';
import {
  closestMargins,
  keeps,
  radiiIn,
  sampleBounds,
  type LeadBound,
  type SampleBounds,
} from '../certificates/crmt/sample';
import type { CertificateSetting } from '../certificate-setting';
import type { LeadsResult, ModelResults } from '../results';
import { median } from '../statistics/bootstrap';
import { rateOf, type Rate } from '../statistics/estimate';

/**
 * Small changes, in l2, within which a model whose logits are sums over its inputs keeps its right answers. What is proven and
 * what is estimated are told apart everywhere: they have nothing in common but their unit.
 */
export interface KeptRadii {
  readonly setting: CertificateSetting<CrmtRadiiChoice>;
  /** In the order of the model. */
  readonly modalities: readonly string[];
  /** Lower bounds of what any attack needs; or why there are none. */
  readonly proven: readonly RadiusCurve[] | Unproven;
  /** From slopes seen on training samples: neither lower nor upper bounds. */
  readonly estimated: readonly RadiusCurve[];
  readonly proofChecked: Checked | null;
  readonly estimateChecked: Checked;
  /** Samples that are answered correctly. */
  readonly right: number;
  /** Of these: what each modality adds to the lead over the closest rival, of what all add; null where that is nothing. */
  readonly leadShares: Readonly<Record<string, number>> | null;
  /**
   * Of these, over the closest rival, the means of what B1 is made of, where one linear head reads all modalities: ζ, the
   * distance to a modality's own boundary, and c, what a unit of it counts. Null for another classifier.
   */
  readonly margins: Readonly<Record<string, { readonly margin: number; readonly factor: number }>> | null;
  /**
   * Of these: for how many each modality can lower the lead fastest that the joint radius follows from; by proven slopes,
   * which are loose for some encoders (null where there are none), and by estimated ones.
   */
  readonly limitedBy: { readonly proven: Limits | null; readonly estimated: Limits };
}

/** Samples by modality. */
export type Limits = Readonly<Record<string, number>>;

/** `encoders`: of one of them no bound is known. `arithmetic`: that of the device is not known to be plain float32. */
export type Unproven = 'encoders' | 'arithmetic';

/** Share of samples that are right and stay so within a radius, of one modality's change or of all together. */
export interface RadiusCurve {
  readonly modalities: readonly string[];
  /** From 0, evenly spaced to the largest. */
  readonly curve: readonly { readonly radius: number; readonly accuracy: Rate }[];
  /** Over all samples, those answered wrongly having none. Null: so it is of most. */
  readonly median: number | null;
  /** Of any sample; null: there is none. Infinite where nothing can change the answer. */
  readonly largest: number | null;
}

/** What attacks of this run changed by less than that, and how often the answer changed all the same. */
export interface Checked {
  readonly within: number;
  readonly changed: number;
}

const steps = 24;
/** Norms of changes are measured in float32. */
const measured = 1 + 1e-4;

export function measureKeptRadii(model: ModelResults): readonly KeptRadii[] {
  const integration = model.description?.integration;
  if (integration === undefined) return [];
  return model.leads.flatMap((result) =>
    result.records.length === 0 ? [] : [keptRadiiIn(result, integration, model)],
  );
}

function keptRadiiIn({ setting, records }: LeadsResult, integration: Integration, model: ModelResults): KeptRadii {
  const modalities = Object.keys(integration.weights);
  const bounds = records.map((record) => ({ record, bounds: sampleBounds(record, integration, modalities) }));
  const byRow = new Map(bounds.map(({ record, bounds: own }) => [record.row, own]));
  const correct = bounds.filter(({ record }) => isAnsweredCorrectly(record)).map(({ bounds: own }) => own);
  const provens = bounds.flatMap(({ record, bounds: { proven } }) =>
    proven === null ? [] : [{ record, bound: proven }],
  );
  const isProven = provens.length === records.length;
  return {
    setting,
    modalities,
    proven: isProven ? curvesOf(modalities, provens) : whyUnproven(integration),
    estimated: curvesOf(
      modalities,
      bounds.map(({ record, bounds: { estimated } }) => ({ record, bound: estimated })),
    ),
    proofChecked: isProven ? checked(model, modalities, byRow, ({ proven }) => proven) : null,
    estimateChecked: checked(model, modalities, byRow, ({ estimated }) => estimated),
    right: correct.length,
    leadShares: leadSharesOf(modalities, correct),
    margins: marginsOf(
      modalities,
      bounds.flatMap(({ record, bounds: { estimated } }) => {
        const lead = isAnsweredCorrectly(record)
          ? closestMargins(estimated, integration, record.label, modalities)
          : null;
        return lead === null ? [] : [lead];
      }),
    ),
    limitedBy: {
      proven: isProven
        ? limits(
            modalities,
            correct.flatMap(({ proven }) => proven ?? []),
          )
        : null,
      estimated: limits(
        modalities,
        correct.map(({ estimated }) => estimated),
      ),
    },
  };
}

function whyUnproven({ bounds }: Integration): Unproven {
  return Object.values(bounds).some((bound) => bound === null) ? 'encoders' : 'arithmetic';
}

interface Bounded {
  readonly record: LeadsRecord;
  readonly bound: LeadBound;
}

function curvesOf(modalities: readonly string[], samples: readonly Bounded[]): readonly RadiusCurve[] {
  const radii = samples.map(({ bound }) => radiiIn(bound));
  const groups = samples.map(({ record }) => record.group);
  const alone = modalities.map((id, m) =>
    curveOf(
      [id],
      radii.map((own) => own.alone[m].radius),
      groups,
    ),
  );
  if (modalities.length === 1) return alone;
  return [
    curveOf(
      modalities,
      radii.map(({ joint }) => joint.radius),
      groups,
    ),
    ...alone,
  ];
}

/** @param radii 0 where the label does not lead */
function curveOf(modalities: readonly string[], radii: readonly number[], groups: readonly string[]): RadiusCurve {
  const finite = radii.filter((radius) => Number.isFinite(radius));
  const furthest = Math.max(0, ...finite);
  const shown = furthest === 0 ? [0] : Array.from({ length: steps + 1 }, (_, step) => (step * furthest) / steps);
  const middle = median(radii);
  const largest = Math.max(0, ...radii);
  return {
    modalities,
    curve: shown.map((radius) => ({
      radius,
      accuracy: rateOf(radii.map((own, at) => ({ hit: own > 0 && own >= radius, group: groups[at] }))),
    })),
    median: middle > 0 ? middle : null,
    largest: largest > 0 ? largest : null,
  };
}

/** Attacks in l2, and in l1, which is never shorter. */
function checked(
  { attacks }: ModelResults,
  modalities: readonly string[],
  byRow: ReadonlyMap<number, SampleBounds>,
  boundIn: (bounds: SampleBounds) => LeadBound | null,
): Checked {
  let within = 0;
  let changed = 0;
  for (const result of attacks) {
    if (result.kind !== 'perturbation' || result.setting.choice.norm === 'linf') continue;
    for (const { row, outcome } of result.records) {
      const bounds = byRow.get(row);
      const bound = bounds === undefined ? null : boundIn(bounds);
      if (outcome === null || bound === null) continue;
      const sizes = modalities.map((id) => measured * (Object.hasOwn(outcome.norms, id) ? outcome.norms[id] : 0));
      if (!keeps(bound, sizes)) continue;
      within += 1;
      if (outcome.success) changed += 1;
    }
  }
  return { within, changed };
}

/** Of the sums over samples, so that a lead of next to nothing does not count as much as any other. */
function leadSharesOf(
  modalities: readonly string[],
  correct: readonly SampleBounds[],
): Readonly<Record<string, number>> | null {
  const closest = correct.map(({ estimated }) => runnerUp(estimated.leads).shares);
  const sums = modalities.map((_, m) => closest.reduce((sum, shares) => sum + shares[m], 0));
  const total = sums.reduce((sum, own) => sum + own, 0);
  return total > 0 ? Object.fromEntries(modalities.map((id, m) => [id, sums[m] / total])) : null;
}

function marginsOf(modalities: readonly string[], leads: readonly JointLead[]): KeptRadii['margins'] {
  if (leads.length === 0) return null;
  const mean = (of: (lead: JointLead) => number): number =>
    leads.reduce((sum, lead) => sum + of(lead), 0) / leads.length;
  return Object.fromEntries(
    modalities.map((id, m) => [
      id,
      { margin: mean(({ margins }) => margins[m]), factor: mean(({ factors }) => factors[m]) },
    ]),
  );
}

function limits(modalities: readonly string[], bounds: readonly LeadBound[]): Limits {
  const counts = new Map(modalities.map((id) => [id, 0]));
  for (const bound of bounds) {
    const id = modalities[fastest(bound)];
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

/** Place of the modality that can lower the lead which gives the joint radius fastest; the first among equals. */
export function fastest(bound: LeadBound): number {
  const slopes = bound.slopesFor(radiiIn(bound).joint.rival);
  return slopes.indexOf(Math.max(...slopes));
}
