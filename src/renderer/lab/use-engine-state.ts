import { useState } from 'react';
import { useChannelState } from './connection';
import { useNotification } from './use-notification';
import { useRequest } from './use-request';

/** How far the window reaches: its host, then the engine behind it. */
export type LabState =
  | { readonly kind: 'connecting' | 'lost' | 'starting' | 'ready' }
  | { readonly kind: 'gone'; readonly reason: string };

/** The engine's state as the host tells it; an answer of the engine says that it is ready. */
export function useLabState(): LabState {
  const channel = useChannelState();
  const [told, setTold] = useState<LabState | null>(null);
  const hello = useRequest('engine.hello', {}, { enabled: channel === 'open' });
  useNotification('engineState', ({ state, reason }) => {
    setTold(state === 'gone' ? { kind: state, reason } : { kind: state });
  });
  if (channel !== 'open') return { kind: channel };
  return told ?? { kind: hello.state === 'done' ? 'ready' : 'starting' };
}
