import { readWorkspace, writeWorkspace } from '../lab/workspace-file';
import type { HandlersOf } from './context';

export const workspaceRequests: HandlersOf<'workspace'> = {
  'workspace.read': (_params, { lab }) => readWorkspace(lab.folder),
  'workspace.write': ({ base, content }, { lab, shortChanges }, { signal }) =>
    shortChanges.run(async () => ({ revision: await writeWorkspace(lab.folder, base, content) }), signal),
};
