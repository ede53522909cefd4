import { lazy, Suspense, useState, type ComponentType, type ReactNode } from 'react';
import { texts } from '../texts/catalogue';
import { Pending } from '../ui/Pending';
import { useCommand } from '../commands/commands';
import { ErrorBoundary } from './ErrorBoundary';
import type { PageEntry, PageProps } from '../address/page';
import { NoSuchPage } from './NoSuchPage';
import { pages } from './pages';
import type { PageId } from '../../shared/window/pages';
import { hrefTo, useRoute } from '../address/route';

const components = new Map<PageId, ComponentType<PageProps>>();

/** A page's component, loaded when it is first shown. A load that failed is forgotten: shown again, it is tried again. */
function componentOf({ id, load }: PageEntry): ComponentType<PageProps> {
  const known = components.get(id);
  if (known !== undefined) return known;
  const component = lazy(async () => {
    try {
      const { page } = await load();
      return { default: page.Component };
    } catch (error) {
      components.delete(id);
      throw error;
    }
  });
  components.set(id, component);
  return component;
}

/** The page of the route. One page's failure leaves the frame and the other pages as they are. */
export function PageHost(): ReactNode {
  const route = useRoute();
  // Another key is another page: all that it shows is read again.
  const [reading, setReading] = useState(0);
  const readAgain = (): void => {
    setReading(reading + 1);
  };
  useCommand('view.refresh', readAgain);
  if (route.missing !== undefined) return <NoSuchPage name={route.missing} />;
  const entry = pages.find(({ id }) => id === route.page);
  if (entry === undefined) return null;
  const Component = componentOf(entry);
  return (
    <ErrorBoundary
      key={`${route.page} ${String(reading)}`}
      place={hrefTo(route.page, route.path, route.query)}
      onAgain={readAgain}
    >
      <Suspense fallback={<Pending words={texts.app.loadingPage} />}>
        <Component route={route} />
      </Suspense>
    </ErrorBoundary>
  );
}
