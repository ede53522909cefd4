import { expect, test } from 'vitest';
import { findNode, type NodeSurroundings } from '../../src/host/node-program';

function around(given: Partial<NodeSurroundings>): NodeSurroundings {
  return {
    platform: 'linux',
    env: {},
    self: null,
    resources: '/app/resources',
    exists: () => false,
    versionOf: () => 'v22.1.0',
    ...given,
  };
}

test('outside Electron it is the running program', () => {
  expect(findNode(around({ self: '/usr/bin/node', versionOf: () => null }))).toBe('/usr/bin/node');
});

test('the Node beside the app comes before the one that is named, and that before the PATH', () => {
  const env = { MUROAN_NODE: '/opt/node' };
  const bundled = '/app/resources/node/bin/node';
  expect(findNode(around({ env, exists: (file) => file === bundled }))).toBe(bundled);
  expect(findNode(around({ env }))).toBe('/opt/node');
  expect(findNode(around({}))).toBe('node');
});

test.each(['v20.19.0', 'v21.0.0', 'v22.0.0'])('%s will do', (version) => {
  expect(findNode(around({ versionOf: () => version }))).toBe('node');
});

test.each(['v20.18.3', 'v18.20.0', 'v16.17.1'])('%s is too old, and is said to be', (version) => {
  expect(() => findNode(around({ versionOf: () => version }))).toThrow(
    expect.objectContaining({
      code: 'unsupported',
      where: 'node',
      message: `is ${version}; the lab computes with Node 20.19 or newer.`,
    }),
  );
});

test('a Node that does not start is an error with its remedy', () => {
  expect(() => findNode(around({ env: { MUROAN_NODE: '/no/node' }, versionOf: () => null }))).toThrow(
    expect.objectContaining({
      code: 'not-found',
      where: '/no/node',
      remedy: 'Install Node 20.19 or newer, or name its program in the environment variable MUROAN_NODE.',
    }),
  );
});
