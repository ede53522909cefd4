import type { Draft } from '../../shared/window/workspace';
import { texts } from '../texts/catalogue';
import { useDraftEditor, type DraftEditor, type DraftWords } from '../workspace/use-draft-editor';
import type { PlanDraft } from '../plans/plan-draft';

export interface PlanEditor extends Omit<DraftEditor<PlanDraft>, 'content'> {
  readonly plan: PlanDraft;
}

const words = texts.builder;

/** Title of the section that shows a field of a plan. */
const sections: Readonly<Partial<Record<string, string>>> = {
  name: words.about.title,
  question: words.about.title,
  data: words.data.title,
  subjects: words.subjects.title,
  seeds: words.seeds.title,
  attackSeed: words.seeds.title,
  attacks: words.attacks.title,
  requirements: words.requirements.title,
};

const planWords: DraftWords<PlanDraft> = {
  titleOf: ({ name }) => name,
  edited: ([field]) => words.edited(sections[field] ?? null),
};

/** Edits the plan of a draft; every edit is saved. */
export function usePlanEditor(draft: Draft, initial: PlanDraft): PlanEditor {
  const { content, edit, takeAway } = useDraftEditor(draft, initial, planWords);
  return { plan: content, edit, takeAway };
}
