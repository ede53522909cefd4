import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { texts } from '../texts/catalogue';
import { Pending } from '../ui/Pending';
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
  const Component = components.get(route.page);
  if (Component === undefined) return null;
  return (
    <ErrorBoundary key={route.page}>
      <Suspense fallback={<Pending words={texts.app.loadingPage} />}>
        <Component route={route} />
      </Suspense>
    </ErrorBoundary>
  );
}
