export * from '../../src/engine/formats/onnx/write';
