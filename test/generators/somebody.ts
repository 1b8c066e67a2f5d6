import { afterAll, beforeAll } from '@jest/globals';

/** For the tests around: somebody is there to answer, as far as generators can see. */
export function somebodyAnswers(): void {
  const { isTTY } = process.stdin;
  beforeAll(() => {
    process.stdin.isTTY = true;
  });
  afterAll(() => {
    process.stdin.isTTY = isTTY;
  });
}
