import { LabError } from '../../../src/shared/errors';
import { fakeLab, type FakeLab } from '../fake-lab';

export interface LabFolder extends FakeLab {
  readonly copy: () => { readonly revision: number; readonly content: string } | null;
}

/**
 * A lab that keeps a workspace as the engine does.
 *
 * @param meanwhile called before each write is looked at: what another window does at that moment
 */
export function labFolder(
  meanwhile: () => void = () => undefined,
): LabFolder & { readonly place: (content: string) => void } {
  let copy: { revision: number; content: string } | null = null;
  const place = (content: string): void => {
    copy = { revision: (copy?.revision ?? 0) + 1, content };
  };
  const lab = fakeLab({
    'engine.hello': () => ({ appVersion: '1', pid: 1, lab: '/lab', labId: copy === null ? null : 'made' }),
    'workspace.read': () => copy,
    'workspace.write': ({ base, content }) => {
      meanwhile();
      if (base !== (copy?.revision ?? null)) throw new LabError('conflict', 'is not the newest.', { where: 'base' });
      place(content);
      return { revision: copy?.revision ?? 0 };
    },
  });
  return { ...lab, copy: () => copy, place };
}
