/**
 * The gradients of the library's operations. Its main file for Node leaves them out, and keeps them only as ES modules
 * in its `dist` folder, so they are bundled; they find the library's registry through the process-wide global it uses.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
