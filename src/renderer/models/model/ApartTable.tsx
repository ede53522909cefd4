import type { ReactNode } from 'react';
import { aloneRows } from '../../../analysis/adapter-rows';
import type { ModelDescription } from '../../../shared/models/model-description';
import { texts } from '../../texts/catalogue';
import { ModalityTable } from './ModalityTable';

const words = texts.models.apart;

/** What each input of an ensemble came to by itself. */
export function ApartTable({ model }: { readonly model: Pick<ModelDescription, 'alone'> }): ReactNode {
  return (
    <ModalityTable
      title={words.title}
      modality={words.modality}
      columns={[words.test, words.kept]}
      rows={aloneRows(model).map(({ modality, test, kept }) => ({ modality, cells: [test, kept] }))}
    />
  );
}
