import type { ExportedFiles, ModelForm } from '../shared/models/model-export';

const readers: Readonly<Record<ModelForm, string>> = {
  onnx: 'ONNX Runtime',
  tfjs: 'TensorFlow.js',
  safetensors: 'safetensors',
};

/** What is known of a model that left the lab, sentence by sentence. */
export function exportFacts(
  form: ModelForm,
  { verified, steps, withoutMap }: Pick<ExportedFiles, 'verified' | 'steps' | 'withoutMap'>,
): readonly string[] {
  return [
    verified === null
      ? 'These are the weights to the bit.'
      : `${readers[form]} gives the same answers to ${String(verified.samples)} samples of the test split: no logit differs by more than ${small(verified.largest)}.`,
    ...(steps === null ? [] : [`The fixed point is replaced by ${String(steps)} steps of its map.`]),
    ...(withoutMap === null ? [] : [`There is no map beside it: ${withoutMap}.`]),
  ];
}

function small(value: number): string {
  return value === 0 ? '0' : value.toPrecision(2);
}
