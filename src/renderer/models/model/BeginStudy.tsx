import { Button } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ModelDescription } from '../../../shared/models/model-description';
import { importedPlan } from '../../../shared/planning/imported-plan';
import { useLab } from '../../lab/connection';
import { useAction } from '../../lab/use-action';
import { useNewDraft } from '../../plans/use-new-draft';
import { texts } from '../../texts/catalogue';
import { ErrorNotice } from '../../ui/ErrorNotice';

/** Opens the builder with a study of a model that was made elsewhere. */
export function BeginStudy({ model }: { readonly model: ModelDescription }): ReactNode {
  const lab = useLab();
  const newDraft = useNewDraft();
  const { start, busy, error } = useAction(async () => {
    const { splits } = await lab.request('data.show', { dataset: model.spec.dataset });
    await newDraft(importedPlan(model, splits.test));
  });
  return (
    <>
      <Button
        variant="default"
        loading={busy !== null}
        leftSection={<IconListDetails size={15} aria-hidden />}
        onClick={() => {
          start();
        }}
      >
        {texts.modelImport.card.study}
      </Button>
      {error === null ? null : <ErrorNotice error={error} onRetry={start} />}
    </>
  );
}
