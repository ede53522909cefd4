import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { shownText } from '../../shared/text/shown-text';
import { hrefTo } from '../address/route';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { PageHeader } from '../ui/PageHeader';

const words = texts.app.missingPage;

/** Where an address names no page of this version. */
export function NoSuchPage({ name }: { readonly name: string }): ReactNode {
  return (
    <>
      <PageHeader title={words.title} />
      <EmptyState
        title={words.named(shownText(name))}
        text={words.text}
        actions={
          <Button component="a" href={hrefTo('start')}>
            {words.toStart}
          </Button>
        }
      />
    </>
  );
}
