import { createContext, use, useMemo, type ReactNode } from 'react';
import { z } from 'zod';
import { ShareUnit } from '../../shared/reports/share-unit';
import { useLayout } from './use-layout';

/** Colours of charts, by the name that `charts/palette.ts` has for them. */
export const PaletteName = z.enum(['okabe', 'tol']);
export type PaletteName = z.infer<typeof PaletteName>;

const Preferences = z.strictObject({
  units: ShareUnit,
  palette: PaletteName,
  /** Are the pages' names shown in the sidebar? */
  names: z.boolean(),
});
export type Preferences = z.infer<typeof Preferences>;

type Known = readonly [Preferences, (change: Partial<Preferences>) => void];

const initial: Preferences = { units: 'percent', palette: 'okabe', names: true };
const Context = createContext<Known>([initial, () => undefined]);

/** Reads the preferences once for the whole window: every number and chart on it follows them. */
export function PreferencesProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [preferences, set] = useLayout('preferences', Preferences, initial);
  const known = useMemo(
    (): Known => [
      preferences,
      (change) => {
        set({ ...preferences, ...change });
      },
    ],
    [preferences, set],
  );
  return <Context value={known}>{children}</Context>;
}

/** How a person wants the window to be; the theme is the exception, as it must be known before the lab is. */
export function usePreferences(): Known {
  return use(Context);
}
