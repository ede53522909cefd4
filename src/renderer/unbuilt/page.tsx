import type { ReactNode } from 'react';
import type { Page, PageProps } from '../app/page';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { PageHeader } from '../ui/PageHeader';

/** Stands where a page will be; goes when the last page is there. */
function Unbuilt({ route }: PageProps): ReactNode {
  return (
    <>
      <PageHeader title={texts.app.pages[route.page]} />
      <EmptyState title={texts.app.notYet.title} text={texts.app.notYet.text} />
    </>
  );
}

export const page: Page = { Component: Unbuilt };
