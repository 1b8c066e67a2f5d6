export default {
  testEnvironment: 'node',
  // What takes long are the processes that tests start, not the tests.
  maxWorkers: '100%',
  // Side by side, on a slow machine, the first test of a file may take its time.
  testTimeout: 60_000,
  testSequencer: '<rootDir>/test/sequencer.js',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
};
