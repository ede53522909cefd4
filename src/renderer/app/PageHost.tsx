import { lazy, Suspense, useState, type ComponentType, type ReactNode } from 'react';
import { texts } from '../texts/catalogue';
import { Pending } from '../ui/Pending';
import { useCommand } from './commands';
import { ErrorBoundary } from './ErrorBoundary';
import type { PageProps } from './page';
import { pages } from './pages';
import { useRoute, type PageId } from './route';

const components: ReadonlyMap<PageId, ComponentType<PageProps>> = new Map(
  pages.map(({ id, load }) => [
    id,
    lazy(async () => {
      const { page } = await load();
      return { default: page.Component };
    }),
  ]),
);

/** The page of the route. One page's failure leaves the frame and the other pages as they are. */
export function PageHost(): ReactNode {
  const route = useRoute();
  // Another key is another page: all that it shows is read again.
  const [reading, setReading] = useState(0);
  useCommand('view.refresh', () => {
    setReading(reading + 1);
  });
  const Component = components.get(route.page);
  if (Component === undefined) return null;
  return (
    <ErrorBoundary key={`${route.page} ${String(reading)}`}>
      <Suspense fallback={<Pending words={texts.app.loadingPage} />}>
        <Component route={route} />
      </Suspense>
    </ErrorBoundary>
  );
}
