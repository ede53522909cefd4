import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './theme.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import type { WindowConnection } from '../../shared/lab-channel/window-end';
import { ConnectionProvider } from '../lab/connection';
import { LabStateProvider } from '../lab/lab-state';
import { ModelNamesProvider } from '../lab/model-names';
import { QueueProvider } from '../lab/queue';
import { TimeLeftProvider } from '../queue/TimeLeftProvider';
import { TimingsProvider } from '../plans/timings';
import { ConfirmProvider } from '../ui/confirm';
import { WorkspaceProvider } from '../workspace/context';
import { PreferencesProvider } from '../workspace/preferences';
import { IndexKeeper } from '../workspace/run-index/IndexKeeper';
import { CommandProvider } from '../commands/commands';
import { DropZone, type DropZoneProps } from '../drop/DropZone';
import { ErrorBoundary } from './ErrorBoundary';
import { Frame } from './Frame';
import { theme } from './theme';
import { UndoProvider } from '../undo/undo';

export interface AppProps extends DropZoneProps {
  readonly connection: WindowConnection;
}

/** The whole window, over whichever host serves it. */
export function App({ connection, pathsDropped }: AppProps): ReactNode {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Notifications position="bottom-right" zIndex={400} />
      <ErrorBoundary>
        <ConnectionProvider connection={connection}>
          <LabStateProvider>
            <QueueProvider>
              <TimingsProvider>
                <ModelNamesProvider>
                  <WorkspaceProvider>
                    <IndexKeeper />
                    <PreferencesProvider>
                      <CommandProvider>
                        <UndoProvider>
                          <ConfirmProvider>
                            <TimeLeftProvider>
                              <Frame />
                              <DropZone pathsDropped={pathsDropped} />
                            </TimeLeftProvider>
                          </ConfirmProvider>
                        </UndoProvider>
                      </CommandProvider>
                    </PreferencesProvider>
                  </WorkspaceProvider>
                </ModelNamesProvider>
              </TimingsProvider>
            </QueueProvider>
          </LabStateProvider>
        </ConnectionProvider>
      </ErrorBoundary>
    </MantineProvider>
  );
}
