import { ActionIcon, Anchor, Button, Menu } from '@mantine/core';
import { IconDots, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { visibleText } from '../../../shared/visible-text';
import { goTo, hrefTo } from '../../app/route';
import { useRemoval } from '../../app/use-removal';
import { useRequest } from '../../lab/use-request';
import { texts } from '../../texts/catalogue';
import { EmptyState } from '../../ui/EmptyState';
import { ErrorNotice } from '../../ui/ErrorNotice';
import { PageHeader } from '../../ui/PageHeader';
import { Pending } from '../../ui/Pending';
import { useTrainings } from '../use-trainings';
import { ModelCard } from './ModelCard';
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
  const title = visibleText(model?.title ?? training?.title ?? words.title);
  const isInQueue = training !== undefined && (training.item !== null || training.study !== null);
  const isKnown = model !== undefined || training !== undefined;
  const isRead = models.value !== null && trainings.value !== null && !models.refreshing && !trainings.refreshing;
  const error = models.error ?? trainings.error;
  return (
    <>
      <PageHeader
        title={title}
        trail={<Anchor href={hrefTo('models')}>{texts.app.pages.models}</Anchor>}
        actions={
          isKnown && !isInQueue ? (
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon color="gray" variant="default" size={30} aria-label={words.more(title)}>
                  <IconDots size={16} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  leftSection={<IconTrash size={15} aria-hidden />}
                  onClick={() => {
                    removal.start([{ id, name: title }]);
                  }}
                >
                  {words.remove}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
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
      {removal.error === null ? null : <ErrorNotice error={removal.error} />}
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
