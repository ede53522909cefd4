import { LabError } from '../../../shared/errors';

export function notRead(where: string): LabError {
  return new LabError('unsupported', 'is a model of TensorFlow.js, which the lab does not read yet.', {
    where,
    remedy: 'Export it as ONNX (tf2onnx), or serve it yourself as a local predictor.',
  });
}
