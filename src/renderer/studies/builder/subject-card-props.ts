import type { DatasetManifest } from '../../../shared/data/dataset';
import type { RecipeCatalogue } from '../../../shared/planning/choice-catalogue';
import type { SubjectDraft } from '../../plans/plan-draft';
import type { Problem } from '../../../shared/problem';

/** What every part of a subject's card is told. */
export interface SubjectCardProps {
  readonly subject: SubjectDraft;
  readonly index: number;
  /** Names of the plan's other models. */
  readonly others: readonly string[];
  readonly manifest: DatasetManifest;
  readonly catalogue: RecipeCatalogue;
  readonly problems: readonly Problem[];
  /** It was added a moment ago: it shows its fields. */
  readonly isFresh: boolean;
  readonly onChange: (subject: SubjectDraft) => void;
  readonly onCopy: () => void;
  readonly onRemove: () => void;
}
