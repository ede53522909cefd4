import { useUndo } from '../undo/undo';
import type { Preset } from '../../shared/window/workspace';
import { shownName } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import { useEdits } from '../workspace/use-edits';
import { usePresets } from '../workspace/use-presets';
import { useProject } from '../workspace/use-project';
import { keptOf } from '../plans/own-presets';
import type { PlanDraft } from '../plans/plan-draft';

const words = texts.studies.own;

export interface OwnPresets {
  readonly presets: readonly Preset[];
  /** Keeps attacks, degradations and requirements of a plan under a name; the preset that has it already is written over. */
  readonly keep: (name: string, plan: PlanDraft) => Promise<void>;
  readonly rename: (preset: Preset, name: string) => Promise<void>;
  readonly remove: (preset: Preset) => Promise<void>;
}

/** The presets of the project shown; every change of them can be undone. */
export function useOwnPresets(): OwnPresets {
  const [project] = useProject();
  const id = project?.id ?? null;
  const presets = usePresets(id);
  const { save, remove } = useEdits('presets');
  const { offer } = useUndo();
  return {
    presets,
    keep: async (name, plan) => {
      const same = presets.find((preset) => preset.name === name);
      const undo = await save({ id: crypto.randomUUID(), project: id, ...same, name, ...keptOf(plan) });
      if (undo !== null)
        offer({ text: same === undefined ? words.kept(shownName(name)) : words.replaced(shownName(name)), undo });
    },
    rename: async (preset, name) => {
      const undo = await save({ ...preset, name });
      if (undo !== null) offer({ text: words.renamed(shownName(preset.name), shownName(name)), undo });
    },
    remove: async (preset) => {
      const undo = await remove(preset);
      if (undo !== null) offer({ text: words.removed(shownName(preset.name)), undo });
    },
  };
}
