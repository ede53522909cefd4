import { isAnsweredCorrectly } from '../shared/answer';
import type { VoteChoice } from '../shared/certificate';
import { attackMeasures } from './attack-measures';
import type { CertificateSetting } from './certificate-setting';
import type { DegradationSetting } from './degradation-setting';
import { cleanAnswers } from './measures/accuracy';
import { certifiedAnswers } from './measures/certified';
import { underSetting, type AttackSetting } from './attack-setting';
import type { Outcome } from './measures/outcome';
import type { ModelAnalysis } from './model-analysis';
import { outcomesUnder, type ModelResults } from './results';
import { twoLevelShare } from './statistics/bootstrap';
import { nothing, type Estimate } from './statistics/estimate';

/** A recipe under test, trained once per seed. */
export interface SubjectAnalysis {
  readonly name: string;
  readonly models: readonly ModelAnalysis[];
  /** Over training seeds; equal to the model's own figures with one seed. */
  readonly overall: {
    readonly accuracy: Estimate;
    readonly attacks: readonly {
      readonly setting: AttackSetting;
      readonly successRate: Estimate;
      readonly robustAccuracy: Estimate;
      /** Mean removed share over C of each attacked modality, failures as 1; empty for attacks that remove nothing. */
      readonly removed: Readonly<Record<string, Estimate>>;
    }[];
    /** Right answers with inputs that fail by themselves. */
    readonly failing: readonly { readonly setting: DegradationSetting; readonly accuracy: Estimate }[];
    /** Right answers of the ensemble that are certified. */
    readonly certified: readonly { readonly setting: CertificateSetting; readonly accuracy: Estimate }[];
  };
}

interface Settings {
  readonly attacks: readonly AttackSetting[];
  readonly degradations: readonly DegradationSetting[];
  readonly certificates: readonly CertificateSetting<VoteChoice>[];
}

export function subjectAnalysis(
  name: string,
  results: readonly ModelResults[],
  analyses: readonly ModelAnalysis[],
  { attacks: settings, degradations, certificates }: Settings,
): SubjectAnalysis {
  const own = results.filter(({ cell }) => cell.subject === name);
  const models = analyses.filter(({ subject }) => subject === name);
  const single = models.length === 1 ? models[0] : null;
  const overSeeds = (
    part: string,
    ofResult: (model: ModelResults) => readonly { readonly value: number; readonly group: string }[],
  ): Estimate => (own.length === 0 ? nothing : twoLevelShare(own.map(ofResult), `${name}/${part}`));

  return {
    name,
    models,
    overall: {
      accuracy:
        single?.accuracy ??
        overSeeds('accuracy', ({ clean }) =>
          cleanAnswers(clean).map(({ hit, group }) => ({ value: Number(hit), group })),
        ),
      attacks: settings.map((setting) => {
        const measured = single && underSetting(attackMeasures(single), setting);
        const outcomes = (model: ModelResults): readonly Outcome[] => outcomesUnder(model, setting);
        const correctBefore = (model: ModelResults): readonly Outcome[] =>
          outcomes(model).filter(({ cleanCorrect }) => cleanCorrect);
        return {
          setting,
          successRate:
            measured?.successRate ??
            overSeeds(`${setting.key}/asr`, (model) =>
              correctBefore(model).map(({ correct, group }) => ({ value: Number(!correct), group })),
            ),
          robustAccuracy:
            measured?.robustAccuracy ??
            overSeeds(`${setting.key}/acc`, (model) =>
              outcomes(model).map(({ correct, group }) => ({ value: Number(correct), group })),
            ),
          removed:
            setting.kind !== 'removal'
              ? {}
              : Object.fromEntries(
                  setting.modalities.map((id) => [
                    id,
                    measured?.kind === 'removal'
                      ? measured.byModality[id].meanOverAll
                      : overSeeds(`${setting.key}/r/${id}`, (model) =>
                          correctBefore(model).map(({ removedOf, group }) => ({ value: removedOf[id] ?? 1, group })),
                        ),
                  ]),
                ),
        };
      }),
      failing: degradations.map((setting) => ({
        setting,
        accuracy:
          (single === null ? undefined : underSetting(single.degraded, setting)?.accuracy) ??
          overSeeds(`${setting.key}/failing`, ({ degraded }) =>
            (underSetting(degraded, setting)?.records ?? []).map((record) => ({
              value: Number(isAnsweredCorrectly(record)),
              group: record.group,
            })),
          ),
      })),
      certified: certificates.map((setting) => ({
        setting,
        accuracy:
          (single === null ? undefined : underSetting(single.certified, setting)?.rays[0].curve[0].accuracy) ??
          overSeeds(`${setting.key}/certified`, (model) => {
            const result = underSetting(model.certificates, setting);
            return result === undefined ? [] : certifiedAnswers(result);
          }),
      })),
    },
  };
}
