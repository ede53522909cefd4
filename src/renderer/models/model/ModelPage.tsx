import { Anchor, Box, Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { shortId } from '../../../shared/identity';
import { shownText } from '../../../shared/text/shown-text';
import { goTo, hrefTo } from '../../address/route';
import { useRemoval } from '../../undo/use-removal';
import { useModelNames } from '../../lab/model-names';
import { useRequest } from '../../lab/use-request';
import { texts } from '../../texts/catalogue';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { PageHeader } from '../../ui/PageHeader';
import { Pending } from '../../ui/Pending';
import { useTrainings } from '../use-trainings';
import { ModelCard } from './ModelCard';
import { ModelMenu } from './ModelMenu';
import { TrainingView } from './TrainingView';

const words = texts.models;

/** One model: its card when it is trained, its training before. */
export function ModelPage({ id }: { readonly id: string }): ReactNode {
  const models = useRequest('models.list', {}, { refreshOn: ['workEnded', 'modelTrained'] });
  const trainings = useTrainings();
  const removal = useRemoval(
    'model',
    () => {
      goTo('models');
    },
    () => {
      goTo('models', [id]);
    },
  );
  const model = models.value?.find((one) => one.id === id);
  const training = model === undefined ? trainings.value?.find((one) => one.model === id) : undefined;
  const madeOf = model?.title ?? training?.title ?? words.title;
  const name = useModelNames().get(id);
  const title = shownText(name ?? madeOf);
  const isInQueue = training !== undefined && (training.item !== null || training.study !== null);
  const isKnown = model !== undefined || training !== undefined;
  const isRead = models.value !== null && trainings.value !== null && !models.refreshing && !trainings.refreshing;
  const error = models.error ?? trainings.error;
  return (
    <>
      <PageHeader
        title={title}
        {...(name === undefined ? {} : { lead: `${shownText(madeOf)} · ${words.name.id(shortId(id))}` })}
        trail={<Anchor href={hrefTo('models')}>{texts.app.pages.models}</Anchor>}
        actions={
          isKnown && !isInQueue ? (
            <ModelMenu
              id={id}
              title={title}
              trained={model !== undefined}
              exportable={model !== undefined && model.imported === undefined}
              onRemove={() => {
                removal.start([{ id, name: title }]);
              }}
            />
          ) : null
        }
      />
      {error === null ? null : (
        <ErrorNotice
          error={error}
          onRetry={() => {
            models.refresh();
            trainings.refresh();
          }}
        />
      )}
      {removal.error === null ? null : (
        <Box mb="md">
          <ErrorNotice error={removal.error} onClose={removal.clear} />
        </Box>
      )}
      {model !== undefined ? <ModelCard model={model} models={models.value ?? []} /> : null}
      {training !== undefined ? <TrainingView training={training} /> : null}
      {isKnown || error !== null ? null : isRead ? (
        <EmptyState
          {...words.training.gone}
          actions={
            <Button component="a" href={hrefTo('models')}>
              {words.training.gone.open}
            </Button>
          }
        />
      ) : (
        <Pending words={words.reading} />
      )}
    </>
  );
}
