import { Checkbox, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Differentiability, GraphNode } from '../../../shared/imported/graph-node';
import type { MapDraft } from '../../../shared/imported/map-edit';
import type { Problem } from '../../../shared/problem';
import { shownText } from '../../../shared/text/shown-text';
import { problemAt } from '../../parts/problems';
import { texts } from '../../texts/catalogue';
import { OptionField } from '../../ui/OptionField';

const words = texts.modelImport.embedding;
const nothing = '';

export interface EmbeddingFieldsProps {
  readonly draft: MapDraft;
  readonly nodes: readonly GraphNode[];
  readonly differentiable: Differentiability;
  readonly problems: readonly Problem[];
  readonly onChange: (draft: MapDraft) => void;
}

/** What of the graph is the fused embedding, and whether attacks have its gradients. */
export function EmbeddingFields(props: EmbeddingFieldsProps): ReactNode {
  const { draft, nodes, differentiable, problems, onChange } = props;
  const cuts = nodes.filter(({ isCut }) => isCut);
  const isGiven = draft.gradients === 'if-possible';
  const problem = problemAt(problems, 'map.embedding');
  return (
    <Paper component="section" aria-labelledby="model-embedding">
      <Stack gap="xs">
        <Title order={2} id="model-embedding">
          {words.title}
        </Title>
        {differentiable.possible ? (
          <>
            <Checkbox
              label={words.gradients}
              description={words.gradientsHint}
              checked={isGiven}
              onChange={({ currentTarget: { checked } }) => {
                onChange({
                  ...draft,
                  gradients: checked ? 'if-possible' : 'never',
                  embedding: checked ? draft.embedding : null,
                });
              }}
            />
            {isGiven && cuts.length > 0 ? (
              <>
                <Text size="sm" maw="80ch">
                  {words.lead}
                </Text>
                <OptionField
                  label={words.label}
                  width={420}
                  options={{
                    [nothing]: words.none,
                    ...Object.fromEntries(cuts.map((node) => [node.name, nodeText(node)])),
                  }}
                  value={draft.embedding ?? nothing}
                  error={problem === undefined ? null : shownText(problem)}
                  onChange={(name) => {
                    onChange({ ...draft, embedding: name === nothing ? null : name });
                  }}
                />
              </>
            ) : null}
          </>
        ) : (
          <Text size="sm" maw="80ch">
            {shownText(words.not(differentiable.reason ?? ''))}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

function nodeText({ name, operator, shape }: GraphNode): string {
  const sizes = shape === null ? '' : ` [${shape.map((size) => (size === null ? '?' : String(size))).join(', ')}]`;
  return shownText(words.node(name, operator, sizes));
}
