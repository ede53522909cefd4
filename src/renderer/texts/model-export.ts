import type { ModelForm } from '../../shared/models/model-export';

/** A trained model as a file for other programs. */
export const modelExport = {
  open: 'Export…',
  title: (model: string): string => `Export “${model}”`,
  form: 'Form',
  forms: {
    onnx: {
      label: 'ONNX',
      meaning: 'The whole model, for ONNX Runtime and other programs. Saved only if it answers there as it does here.',
    },
    tfjs: {
      label: 'TensorFlow.js',
      meaning:
        'The whole model as a graph model, for browsers and Node. Saved only if it answers there as it does here.',
    },
    safetensors: {
      label: 'Weights (safetensors)',
      meaning: 'Its weights alone, by their names in this lab.',
    },
  } satisfies Record<ModelForm, { readonly label: string; readonly meaning: string }>,
  start: 'Export',
  /** Name of a file where the model’s own has no letter that files can have. */
  stem: 'model',
  done: (file: string): string => `${file} is ready`,
} as const;
