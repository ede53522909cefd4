/** The TensorFlow that the addon is built against and tested with. */
export const TENSORFLOW = '2.21.0';

/**
 * Of our kernels in the addon (`src/engine/backends/native-kernels/addon`). The loader refuses an addon that has others
 * (`src/engine/backends/native/native-build.ts`), so it counts up with every change of what they compute or how fast.
 */
export const KERNELS = 1;

/** Versions of Python, 3.x, that this TensorFlow has packages for; those that need least care first. */
export const PYTHONS = [12, 11, 13, 10];

export const variants = {
  cpu: {
    requirement: `tensorflow-cpu==${TENSORFLOW}`,
    // What the addon is linked to is in that package alone; its thirty dependencies are for Python.
    pipOptions: ['--no-deps'],
    size: 'about 275 MB to download, 1.3 GB on disk',
  },
  gpu: {
    requirement: `tensorflow[and-cuda]==${TENSORFLOW}`,
    pipOptions: [],
    size: 'about 570 MB for TensorFlow and several GB for its CUDA packages',
  },
};
