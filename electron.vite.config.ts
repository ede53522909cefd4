import { defineConfig } from 'electron-vite';

/**
 * Packages that must be loaded by Node as they are: tfjs only works there as CommonJS, and finds its
 * WebAssembly files beside itself, as webgpu finds its native part. Everything else is bundled, which also turns ES-only
 * packages into CommonJS; so are the modules inside tfjs's `dist` (its gradients), which are ES modules that Node 20
 * cannot load from there.
 */
const external = [/^@tensorflow\/[^/]+$/, /^webgpu$/, /^electron$/, /^node:/];

export default defineConfig({
  main: {
    build: {
      target: 'node16',
      outDir: 'out',
      // Two commands may build at once; neither may take the other’s files away.
      emptyOutDir: false,
      minify: false,
      sourcemap: true,
      externalizeDeps: false,
      rolldownOptions: {
        external,
        input: {
          cli: 'src/cli/main.ts',
          engine: 'src/engine/main.ts',
          'device-worker': 'src/engine/worker/main.ts',
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
      },
    },
  },
});
