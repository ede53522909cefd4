import { createContext, use, useState, type ReactNode } from 'react';
import { useChannelState } from './connection';
import { useNotification } from './use-notification';
import { useRequest } from './use-request';

/** How far the window reaches: its host, then the engine behind it. */
export type LabState =
  { readonly kind: 'connecting' | 'lost' | 'starting' | 'ready' } | { readonly kind: 'gone'; readonly reason: string };

const Context = createContext<LabState>({ kind: 'connecting' });

/** Follows the engine's state as the host tells it; before it has told any, an answer of the engine says it is ready. */
export function LabStateProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const channel = useChannelState();
  const [told, setTold] = useState<LabState | null>(null);
  const hello = useRequest('engine.hello', {}, { enabled: channel === 'open' });
  useNotification('engineState', ({ state, reason }) => {
    setTold(state === 'gone' ? { kind: state, reason } : { kind: state });
  });
  return <Context value={channel === 'open' ? (told ?? fromHello(hello)) : { kind: channel }}>{children}</Context>;
}

function fromHello({ state, error }: ReturnType<typeof useRequest<'engine.hello'>>): LabState {
  switch (state) {
    case 'loading':
      return { kind: 'starting' };
    case 'failed':
      return { kind: 'gone', reason: error?.message ?? '' };
    case 'done':
      return { kind: 'ready' };
    default:
      return state satisfies never;
  }
}

export function useLabState(): LabState {
  return use(Context);
}
