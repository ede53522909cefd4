import { meanOf } from '../statistics/bootstrap';
import { rateOf, shareOf, type Estimate, type Rate } from '../statistics/estimate';

/** What records of attacks on values and on words have alike. */
interface AttackRecord {
  readonly attacked: boolean;
  readonly outcome: { readonly success: boolean } | null;
  readonly group: string;
}

export interface AttackedSample<Entry extends AttackRecord> {
  readonly record: Entry;
  readonly outcome: NonNullable<Entry['outcome']>;
  readonly group: string;
}

/** How a random control of as much does, over the samples that it was drawn for. */
export interface RandomControl {
  readonly draws: number;
  readonly successRate: Estimate;
  /** Attack − control, paired by sample. */
  readonly difference: Estimate;
}

/** The samples that were attacked, and figures over them or some of them. */
export interface AttackedSamples<Entry extends AttackRecord> {
  readonly samples: readonly AttackedSample<Entry>[];
  readonly rate: (hit: (sample: AttackedSample<Entry>) => boolean, of?: readonly AttackedSample<Entry>[]) => Rate;
  readonly mean: (
    name: string,
    value: (sample: AttackedSample<Entry>) => number,
    of?: readonly AttackedSample<Entry>[],
  ) => Estimate;
  /** Of each draw, by sample, whether it flipped the label. */
  readonly control: (name: string, flips: (record: Entry) => readonly boolean[]) => RandomControl;
}

/** @param key seeds the resampling of a figure by its name */
export function attackedOf<Entry extends AttackRecord>(
  records: readonly Entry[],
  key: (name: string) => string,
): AttackedSamples<Entry> {
  type Sample = AttackedSample<Entry>;
  const samples = records.flatMap((record): Sample[] => {
    const { outcome, group } = record;
    return record.attacked && outcome !== null ? [{ record, outcome: outcome, group }] : [];
  });
  const mean = (name: string, value: (sample: Sample) => number, of: readonly Sample[] = samples): Estimate =>
    meanOf(
      of.map((sample) => ({ value: value(sample), group: sample.group })),
      key(name),
    );
  return {
    samples,
    rate: (hit, of = samples) => rateOf(of.map((sample) => ({ hit: hit(sample), group: sample.group }))),
    mean,
    control: (name, flips) => {
      const drawn = samples.filter(({ record }) => flips(record).length > 0);
      const share = ({ record }: Sample): number => flips(record).filter(Boolean).length / flips(record).length;
      return {
        draws: Math.max(0, ...drawn.map(({ record }) => flips(record).length)),
        successRate: shareOf(drawn.map((sample) => ({ value: share(sample), group: sample.group }))),
        difference: mean(name, (sample) => Number(sample.outcome.success) - share(sample), drawn),
      };
    },
  };
}
