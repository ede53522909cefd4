export * from '../../src/engine/predictors/onnx/write';
