import type { ReactNode } from 'react';
import { useLatest } from '../../lab/use-notification';
import { texts } from '../../texts/catalogue';
import { Pending } from '../../ui/Pending';

export interface ImportProgressProps {
  /** Of the model that is imported. */
  readonly title: string;
  readonly onCancel: () => void;
}

/** How much of the test split a model that is imported has answered. */
export function ImportProgress({ title, onCancel }: ImportProgressProps): ReactNode {
  const told = useLatest('progress');
  const isOwn = told?.stage === 'clean' && told.label === title;
  return <Pending words={texts.modelImport.importing} progress={isOwn ? told : null} onCancel={onCancel} />;
}
