import { createContext, use, useSyncExternalStore, type ReactNode } from 'react';
import type { LabApi } from '../../shared/lab-channel/lab-api';
import type { ChannelState, WindowConnection } from '../../shared/lab-channel/window-end';

const Connection = createContext<WindowConnection | null>(null);

export function ConnectionProvider(props: {
  readonly connection: WindowConnection;
  readonly children: ReactNode;
}): ReactNode {
  return <Connection value={props.connection}>{props.children}</Connection>;
}

export function useConnection(): WindowConnection {
  const connection = use(Connection);
  if (connection === null) throw new Error('Only inside a ConnectionProvider is there a lab.');
  return connection;
}

/** The lab: for requests that a person asks for; what a page shows is read with `useRequest`. */
export function useLab(): LabApi {
  return useConnection().lab;
}

export function useChannelState(): ChannelState {
  const { state, onState } = useConnection();
  return useSyncExternalStore(onState, state);
}
