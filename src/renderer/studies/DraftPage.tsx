import { Anchor, Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { hrefTo } from '../address/route';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { Loaded } from '../ui/Loaded';
import { PageHeader } from '../ui/PageHeader';
import { Pending } from '../ui/Pending';
import { useDraft } from '../workspace/use-drafts';
import { Builder } from './builder/Builder';
import { PlanDraft } from '../plans/plan-draft';

const words = texts.studies;

/** The builder of one draft. */
export function DraftPage({ id }: { readonly id: string }): ReactNode {
  const draft = useDraft(id);
  const datasets = useRequest('data.list', {});
  const trail = <Anchor href={hrefTo('studies')}>{texts.app.pages.studies}</Anchor>;
  if (draft === undefined) {
    return (
      <>
        <PageHeader title={words.newTitle} trail={trail} />
        <Pending words={words.opening} />
      </>
    );
  }
  const plan = draft === null ? null : PlanDraft.safeParse(draft.content);
  if (draft === null || plan?.success !== true) {
    return (
      <>
        <PageHeader title={words.newTitle} trail={trail} />
        <EmptyState
          title={words.gone.title}
          text={draft === null ? words.gone.text : words.unreadable}
          actions={
            <Button component="a" href={hrefTo('studies')}>
              {words.gone.all}
            </Button>
          }
        />
      </>
    );
  }
  return (
    <>
      {datasets.value === null ? <PageHeader title={words.newTitle} trail={trail} /> : null}
      <Loaded request={datasets} words={words.reading}>
        {(manifests) => (
          <Builder
            draft={draft}
            initial={plan.data}
            manifests={manifests}
            onDatasets={datasets.refresh}
            trail={trail}
          />
        )}
      </Loaded>
    </>
  );
}
