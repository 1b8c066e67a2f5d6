import TestSequencer from '@jest/test-sequencer';

/**
 * Starts what takes longest first, so that in the end no processor waits for another. Where Jest has no times of an
 * earlier run it goes by the size of files, but in a fresh clone the smallest files can have the most to do.
 */
export default class LongestFirst extends TestSequencer {
  time(test) {
    return super.time(test) ?? expectedTime(test.path);
  }
}

/** Parts of the paths of what takes long; what takes longest comes first. */
const LONG = [
  'unit/properties',
  'generated/',
  'terminal/',
  'packaging/',
  'digest/',
  'generators/',
  'unit/interview',
];

function expectedTime(path) {
  const place = LONG.findIndex((part) => path.replaceAll('\\', '/').includes(`test/${part}`));
  return place < 0 ? 0 : LONG.length - place;
}
