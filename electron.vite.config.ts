import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { contentPolicy } from './src/main/pages/policy';

/** `ws` uses these where they are; they are not. */
const optionalOfWs = [/^bufferutil$/, /^utf-8-validate$/];

/**
 * Packages that must be loaded by Node as they are: tfjs only works there as CommonJS, and finds its
 * WebAssembly files beside itself, as webgpu and onnxruntime-node find their native parts. Everything else is bundled, which also turns ES-only
 * packages into CommonJS; so are the modules inside tfjs's `dist` (its gradients), which are ES modules that Node 20
 * cannot load from there.
 */
const external = [/^@tensorflow\/[^/]+$/, /^webgpu$/, /^onnxruntime-node$/, /^electron$/, /^node:/, ...optionalOfWs];

// Two commands may build at once; neither may take the other’s files away.
const emptyOutDir = false;
/** Licences of what is bundled, which the lab shows. */
const license = { fileName: 'licences.md' };

/** The page carries its policy within itself too, whoever serves it. */
const policy: Plugin = {
  name: 'content-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: contentPolicy(['ws://127.0.0.1:*']) },
      injectTo: 'head-prepend',
    },
  ],
};

export default defineConfig({
  main: {
    // Reports are drawn by React's production build: the other one is four times the size and checks what tests check.
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    build: {
      // The main process of Electron and its tests on an old one; the engine and the command line need Node 20.
      target: 'node16',
      outDir: 'out',
      emptyOutDir,
      license,
      minify: false,
      sourcemap: true,
      externalizeDeps: false,
      rolldownOptions: {
        external,
        input: {
          cli: 'src/cli/main.ts',
          engine: 'src/engine/main.ts',
          'device-worker': 'src/engine/worker/main.ts',
          'predictor-thread': 'src/engine/predictors/bridge/main.ts',
          'onnx-process': 'src/engine/predictors/onnx/main.ts',
          'parquet-process': 'src/engine/data/importers/mapped/parquet/main.ts',
          'report-worker': 'src/host/report/worker.ts',
          browser: 'src/main/browser/main.ts',
          electron: 'src/main/electron/main.ts',
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    build: {
      target: 'node16',
      outDir: 'out',
      emptyOutDir,
      minify: false,
      sourcemap: true,
      externalizeDeps: false,
      rolldownOptions: {
        external: [/^electron$/],
        input: { preload: 'src/preload/main.ts' },
        // One file: a sandboxed preload can require nothing of ours.
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react(), policy],
    build: {
      target: 'chrome108',
      outDir: 'out/renderer',
      minify: true,
      emptyOutDir,
      license,
      rolldownOptions: { input: { index: 'src/renderer/index.html' } },
    },
  },
});
