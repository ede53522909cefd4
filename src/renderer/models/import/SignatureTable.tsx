import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { listOf } from '../../../analysis/format';
import { tensorText, type PredictorSignature } from '../../../shared/imported/signature';
import { shownText } from '../../../shared/text/shown-text';
import { texts } from '../../texts/catalogue';

const words = texts.modelImport.signature;
/** Names of classes that are listed. */
const mostClasses = 12;

export interface SignatureTableProps {
  readonly signature: PredictorSignature;
  /** As the model calls them; null: it does not. */
  readonly classes: readonly string[] | null;
}

/** Inputs and outputs of a model, as it says itself. */
export function SignatureTable({ signature, classes }: SignatureTableProps): ReactNode {
  const rows = [
    ...signature.inputs.map((tensor) => ({ role: words.input, tensor })),
    ...signature.outputs.map((tensor) => ({ role: words.output, tensor })),
  ];
  return (
    <>
      <Table.ScrollContainer minWidth={420}>
        <Table verticalSpacing={4} aria-label={words.title} w="auto" miw={420}>
          <Table.Thead>
            <Table.Tr>
              {[words.role, words.name, words.shape].map((title) => (
                <Table.Th key={title} scope="col">
                  {title}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ role, tensor }) => (
              <Table.Tr key={`${role} ${tensor.name}`}>
                <Table.Td c="dimmed">{role}</Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{shownText(tensor.name)}</Table.Td>
                <Table.Td>{shownText(tensorText(tensor))}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {classes === null ? null : (
        <Text size="sm">
          {words.classes}: {listOf(classes.slice(0, mostClasses).map((name) => shownText(name)))}
          {classes.length > mostClasses ? ' …' : ''}
        </Text>
      )}
    </>
  );
}
