export interface Machine {
  readonly browser: boolean;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  readonly electron: () => string | null;
  readonly fetch: () => string | null;
}
export type Choice =
  { readonly electron: string; readonly why: null } | { readonly electron: null; readonly why: string };
export function chooseHost(machine: Machine): Choice;
