import { useMemo } from 'react';
import type { Preset } from '../../shared/window/workspace';
import { useStored } from './context';

/** Presets that people made, by name: those of a project, and those of none; all of them where the whole lab is shown. */
export function usePresets(project: string | null): readonly Preset[] {
  const presets = useStored('presets', (database) => database.presets.toArray());
  return useMemo(
    () =>
      (presets ?? [])
        .filter((preset) => !preset.removed && (project === null || (preset.project ?? project) === project))
        .sort((a, b) => a.name.localeCompare(b.name)),
    [presets, project],
  );
}
