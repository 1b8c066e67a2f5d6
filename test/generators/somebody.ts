import { afterAll, beforeAll } from '@jest/globals';

/** Makes generators believe, for the tests around this call, that there is somebody to answer. */
export function somebodyAnswers(): void {
  const { isTTY } = process.stdin;
  beforeAll(() => {
    process.stdin.isTTY = true;
  });
  afterAll(() => {
    process.stdin.isTTY = isTTY;
  });
}
