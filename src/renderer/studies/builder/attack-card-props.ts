import type { DatasetManifest } from '../../../shared/data/dataset';
import type { Choice } from '../../../shared/planning/choice-catalogue';
import type { AttackDraft, PlanDraft } from '../../plans/plan-draft';
import type { Problem } from '../../../shared/problem';

/** What every part of an attack's card is told. */
export interface AttackCardProps {
  readonly attack: AttackDraft;
  readonly index: number;
  readonly plan: PlanDraft;
  readonly manifest: DatasetManifest;
  readonly choice: Choice | undefined;
  readonly problems: readonly Problem[];
  /** It was added a moment ago: it shows its fields. */
  readonly isFresh: boolean;
  readonly onChange: (attack: AttackDraft) => void;
  readonly onCopy: () => void;
  readonly onRemove: () => void;
}
