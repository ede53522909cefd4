import type { StudyPlan } from '../shared/plan/plan';
import type { RunState } from '../shared/runs/run';
import type { AccuracyComparison } from './comparison/accuracy-comparison';
import type { StreamsCost } from './body-costs';
import type { Comparison } from './comparison/subject-comparison';
import type { DataAnalysis } from './data-analysis';
import type { Flag } from './flags/flag';
import type { HardenedSubject } from './hardening/hardening-analysis';
import type { AttackSetting } from './attack-setting';
import type { CertificateSetting } from './certificate-setting';
import type { DegradationSetting } from './degradation-setting';
import type { RightAnswers } from './right-answers';
import type { RequirementAnswer } from './requirements';
import type { SegmentationAnalysis } from './segmentation/pixel-model';
import type { SubjectAnalysis } from './subject-analysis';
import type { Uncertified } from './uncertified';
import type { Verdict } from './verdict';

/** Raised when a measure's definition changes. */
export const analysisVersion = 8;

/** All that is said about a run, computed from its records: what the terminal, the report and the window show. */
export interface StudyAnalysis {
  readonly format: 'muroan.analysis';
  readonly formatVersion: 1;
  readonly analysisVersion: number;
  readonly run: {
    readonly id: string;
    readonly state: RunState;
    readonly planHash: string;
    readonly datasetHash: string;
    readonly records: number;
    readonly recordsExpected: number;
    readonly complete: boolean;
  };
  readonly study: {
    readonly name: string;
    readonly question: string;
    readonly primaryMeasure: StudyPlan['primaryMeasure'];
    readonly seeds: readonly number[];
  };
  readonly data: DataAnalysis;
  readonly degradations: readonly DegradationSetting[];
  readonly certificates: readonly CertificateSetting[];
  readonly uncertified: readonly Uncertified[];
  readonly attacks: readonly AttackSetting[];
  readonly subjects: readonly SubjectAnalysis[];
  /** Of studies of many models; null of others, and of models that answer for every pixel. */
  readonly rightAnswers: RightAnswers | null;
  /** Of models that answer for every pixel, of which nothing else here speaks; null of others. */
  readonly segmentation: SegmentationAnalysis | null;
  readonly comparisons: readonly Comparison[];
  /** Of a plan whose comparisons are of accuracy, in place of those under attacks. */
  readonly accuracies: readonly AccuracyComparison[];
  /** Of subjects that read a skeleton in several ways, what each way costs; empty of others. */
  readonly streams: readonly StreamsCost[];
  /** Subjects that training hardens, each beside its plain twin; empty where the plan has none. */
  readonly hardening: readonly HardenedSubject[];
  readonly requirements: readonly RequirementAnswer[];
  readonly flags: readonly Flag[];
  readonly verdict: Verdict;
}
