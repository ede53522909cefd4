import { z } from 'zod';
import { useLayout } from './use-layout';

export const Preferences = z.strictObject({
  units: z.enum(['percent', 'fraction']),
  palette: z.enum(['okabe', 'tol']),
  /** Are the pages' names shown in the sidebar? */
  names: z.boolean(),
});
export type Preferences = z.infer<typeof Preferences>;

const initial: Preferences = { units: 'percent', palette: 'okabe', names: true };

/** How a person wants the window to be; the theme is the exception, as it must be known before the lab is. */
export function usePreferences(): readonly [Preferences, (change: Partial<Preferences>) => void] {
  const [preferences, set] = useLayout('preferences', Preferences, initial);
  return [
    preferences,
    (change) => {
      set({ ...preferences, ...change });
    },
  ];
}
