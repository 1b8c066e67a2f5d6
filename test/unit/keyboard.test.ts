/** The keys of a question, as the line that is being edited gets them. */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { Keys } from '../../shared/terminal/keyboard.js';

/** Returns the line that is edited once some pieces were typed or pasted into it. */
function lineOf(...pieces: readonly string[]): string {
  const keys = new Keys({ isFresh: false, takesLines: true });
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  const line = createInterface({ input: keys as never, output, terminal: true });
  for (const piece of pieces) keys.give(piece);
  const { line: edited } = line;
  line.close();
  return edited;
}

const LEFT = '\u001B[D';

test.each<[string, readonly string[]]>([
  ['weight:float:optional', ['weight::optional', LEFT.repeat(9), 'float']],
  ['weight:float:optional', ['weight::optional', `${LEFT.repeat(9)}float`]],
  ['name:str', ['nme:str', LEFT.repeat(6), 'a']],
  ['größe:int', ['größe:', 'int']],
])('%s is what was pasted where the cursor is: %j', (line, pieces) => {
  expect(lineOf(...pieces)).toBe(line);
});
