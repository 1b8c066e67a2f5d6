export default {
  testEnvironment: 'node',
  // Most of the time goes into processes that tests start, not into tests.
  maxWorkers: '100%',
  // On a slow machine, with files running side by side, the first test of a file can take long.
  testTimeout: 60_000,
  reporters: ['default', '<rootDir>/test/still-running.js'],
  testSequencer: '<rootDir>/test/sequencer.js',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // A package of its own, whose tests run where it is installed.
  testPathIgnorePatterns: ['<rootDir>/test/host-generator/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
};
