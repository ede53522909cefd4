import { percent } from '../../../analysis/format';
import { softmax } from '../../../analysis/softmax';
import type { ImportedModel } from '../../../shared/imported/imported-model';
import { tensorText } from '../../../shared/imported/signature';
import { capabilityWords } from '../../../shared/planning/black-box-limits';
import type { ModelDescription } from '../../../shared/models/model-description';
import type { Result } from '../../../shared/protocol';
import { saidName, truthName } from '../../../shared/data/target';
import { visibleText } from '../../../shared/text/visible-text';
import { table } from '../../table';
import type { Terminal } from '../../terminal';

/** Tensors that are offered for the embedding, at most: the last ones are nearest to the decision. */
const OFFERED = 12;

/** What goes in and out of a model, and what of it can be seen; a line each. */
export function inspectedLines({ signature, nodes, differentiable }: Result<'models.inspect'>): readonly string[] {
  const cuts = nodes.filter(({ isCut }) => isCut);
  return [
    ...signature.inputs.map((tensor) => `input   ${visibleText(tensor.name)}: ${tensorText(tensor)}`),
    ...signature.outputs.map((tensor) => `output  ${visibleText(tensor.name)}: ${tensorText(tensor)}`),
    differentiable.possible
      ? `Gradients can be had: the lab computes its ${nodes.length === 1 ? 'one tensor' : `${nodes.length} tensors`} itself, and holds them against the runtime when it is imported.`
      : `A black box, as it ${visibleText(differentiable.reason ?? 'tells nothing of itself')}.`,
    ...(cuts.length === 0 || !differentiable.possible
      ? []
      : [
          `No embedding is chosen ("embedding": null). What every path passes can be it${cuts.length > OFFERED ? `, the last ${OFFERED} of ${cuts.length}` : ''}:`,
          ...cuts
            .slice(-OFFERED)
            .map(({ name, operator, shape }) => `  ${visibleText(name)}  ${visibleText(operator)}${sizesText(shape)}`),
        ]),
  ];
}

function sizesText(shape: Result<'models.inspect'>['nodes'][number]['shape']): string {
  return shape === null ? '' : ` [${shape.map((size) => visibleText(String(size ?? '?'))).join(', ')}]`;
}

/** What attacks have of an imported model, and how well the lab's form of it was found to answer. */
export function givesLines({ gives, map, verified }: ImportedModel): readonly string[] {
  const names = gives.map((one) =>
    one === 'embedding' && map.embedding !== null
      ? `${capabilityWords[one]} ("${visibleText(map.embedding)}")`
      : capabilityWords[one],
  );
  return [
    `Gives ${names.join(', ')}.`,
    ...(verified === null
      ? []
      : [
          `Computed by the lab: on ${verified.samples} samples its logits differ from those of its runtime by ${verified.largest.toPrecision(2)} at most.`,
        ]),
  ];
}

type Tried = Result<'models.try'>[number];

/** How it answers a few samples, beside what is right. */
export function printTried(
  tried: readonly Tried[],
  model: Pick<ModelDescription, 'classes' | 'target'>,
  terminal: Terminal,
): void {
  table<Tried>(
    [
      { title: 'sample', text: ({ sample }) => visibleText(sample) },
      { title: 'label', text: (one) => visibleText(truthName(model, one)) },
      { title: 'answer', text: (one) => visibleText(saidName(model, one)) },
      ...(model.target === undefined
        ? [
            {
              title: 'score',
              text: ({ logits, predicted }: Tried) => percent(softmax(logits)[predicted]),
              align: 'right' as const,
            },
          ]
        : [{ title: 'right', text: ({ label, predicted }: Tried) => (label === predicted ? 'yes' : 'no') }]),
    ],
    tried,
    { width: terminal.tableWidth, heading: terminal.out.dim },
  ).forEach(terminal.print);
}
