import type { Handlers } from './context';
import { archiveRequests } from './archive-requests';
import { dataRequests } from './data-requests';
import { dropRequests } from './drop-requests';
import { deviceRequests, engineRequests, predictorRequests } from './engine-requests';
import { attackRequests, playRequests } from './interactive-requests';
import { modelRequests } from './model-requests';
import { queueRequests } from './queue-requests';
import { runRequests } from './run-requests';
import { studyRequests } from './study-requests';
import { labRequests, trashRequests } from './trash-requests';
import { weightsRequests } from './weights-requests';
import { workspaceRequests } from './workspace-requests';

/** How every request is answered. */
export const handlers: Handlers = {
  ...engineRequests,
  ...deviceRequests,
  ...predictorRequests,
  ...dropRequests,
  ...dataRequests,
  ...modelRequests,
  ...weightsRequests,
  ...attackRequests,
  ...playRequests,
  ...queueRequests,
  ...studyRequests,
  ...runRequests,
  ...archiveRequests,
  ...workspaceRequests,
  ...trashRequests,
  ...labRequests,
};
