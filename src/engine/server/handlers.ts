import type { Handlers } from './context';
import { dataRequests } from './data-requests';
import { deviceRequests, engineRequests } from './engine-requests';
import { attackRequests, modelRequests } from './model-requests';
import { queueRequests } from './queue-requests';
import { runRequests } from './run-requests';
import { studyRequests } from './study-requests';

/** How every request is answered. */
export const handlers: Handlers = {
  ...engineRequests,
  ...deviceRequests,
  ...dataRequests,
  ...modelRequests,
  ...attackRequests,
  ...queueRequests,
  ...studyRequests,
  ...runRequests,
};
