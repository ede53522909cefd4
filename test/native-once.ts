import { canBuildNative, setupNative } from './support/native';

/** Builds native TensorFlow before the tests of it, which run side by side; what is wrong with it they tell themselves. */
export default function nativeOnce(): void {
  if (canBuildNative) console.log(setupNative().out);
}
