import type { HandlersOf } from './context';

export const queueRequests: HandlersOf<'queue'> = {
  'queue.show': (_params, { queue }) => Promise.resolve(queue.state()),
  'queue.move': ({ item, before }, { queue }) => {
    queue.move(item, before);
    return Promise.resolve({});
  },
  'queue.pause': async ({ item }, { queue }) => {
    await queue.pause(item);
    return {};
  },
  'queue.continue': async ({ item }, { queue }) => {
    await queue.continue(item);
    return {};
  },
  'queue.stop': async ({ item }, { queue }) => {
    await queue.stop(item);
    return {};
  },
};
