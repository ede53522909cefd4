import { createRoot } from 'react-dom/client';
import { MantineProvider } from '@mantine/core';
import { App } from '../../../src/renderer/app/App';
import { theme } from '../../../src/renderer/app/theme';
import { fakeConnection } from '../fake-lab';
import { Gallery } from './Gallery';
import { previewLab } from './preview-lab';

/** The window over a fake lab, or with `?gallery` its components, to look at. */
createRoot(document.getElementById('root')!).render(
  location.search === '?gallery' ? (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <Gallery />
    </MantineProvider>
  ) : (
    <App connection={fakeConnection(previewLab())} pathsDropped={null} />
  ),
);
