import type { LabApi } from '../../shared/lab-api';

/** The copy of the workspace in the lab folder. */
export interface LabCopy {
  readonly read: () => Promise<{ readonly revision: number; readonly content: string } | null>;
  /** @throws LabError `conflict` when `base` is not the newest revision */
  readonly write: (base: number | null, content: string) => Promise<{ readonly revision: number }>;
}

export function labCopy(lab: LabApi): LabCopy {
  // Until the engine's protocol has them (branch queue).
  const request = lab.request as unknown as (name: string, params: unknown) => Promise<never>;
  return {
    read: () => request('workspace.read', {}),
    write: (base, content) => request('workspace.write', { base, content }),
  };
}
