import { createRoot } from 'react-dom/client';
import { App } from '../../../src/renderer/app/App';
import { fakeConnection } from '../fake-lab';
import { previewLab } from './preview-lab';

/** The window over a fake lab, to look at: `npx vite test/renderer/preview`. */
createRoot(document.getElementById('root')!).render(<App connection={fakeConnection(previewLab())} />);
