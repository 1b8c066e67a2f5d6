/** What was typed or pasted, as questions get it: nothing is lost, and nothing answers what it is not for. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nextPiece } from '../../shared/terminal/key-pieces.js';

/** Returns all pieces that questions of one kind would get. */
function piecesOf(typed: string, takesLines = false): string[] {
  const pieces: string[] = [];
  for (let rest = typed; ; ) {
    const piece = nextPiece(rest, takesLines);
    if (piece === undefined) return pieces;
    pieces.push(piece.text);
    rest = rest.slice(piece.length);
  }
}

const paste = (text: string) => `\u001B[200~${text}\u001B[201~`;

describe('what is typed before it is asked for', () => {
  test.each<[string, readonly string[]]>([
    ['product\rname:str\r\r', ['product\r', 'name:str\r', '\r']],
    ['product\nname', ['product\n', 'name']],
    ['\u001B[B\u001B[B\r', ['\u001B[B\u001B[B\r']],
    ['', []],
  ])('%j answers one question after the other', (typed, pieces) => {
    expect(piecesOf(typed)).toEqual(pieces);
  });

  test('is all there, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', ':', '\r', '\n', ' ', '\u007F')), (keys) => {
        expect(piecesOf(keys.join('')).join('')).toBe(keys.join(''));
      }),
    );
  });
});

describe('several lines', () => {
  test.each<[string, readonly string[]]>([
    ['name:str\rprice:int\r', ['name:str price:int\r']],
    ['name:str\r\nprice:int', ['name:str price:int']],
    ['name:str\r\n\r\nprice:int\r\n', ['name:str price:int\r\n']],
    ['name:str\r  \r\r price:int', ['name:str     price:int']],
    // An empty line ends the fields; what comes then is for the next question, if it is no field.
    ['name:str\r\rprice\r', ['name:str\r', '\r', 'price\r']],
    ['name:str\rprice:int\r\ry', ['name:str price:int\r', '\r', 'y']],
    ['name\r', ['name\r']],
    ['\u0015name:str\r', ['\u0015name:str\r']],
  ])('%j are one answer where each line is a part of it', (typed, pieces) => {
    expect(piecesOf(typed, true)).toEqual(pieces);
  });

  test.each([true, false])('that are pasted never answer by themselves', (takesLines) => {
    const pasted = paste('name:str\r\rprice:int\n\tstock:int\n');
    expect(piecesOf(`a${pasted}b\r`, takesLines)).toEqual([
      'a',
      'name:str price:int stock:int ',
      'b\r',
    ]);
  });

  test('that are still being pasted are waited for', () => {
    const pasted = paste('name:str\rprice:int');
    for (let length = 3; length < pasted.length; length += 1) {
      expect([length, nextPiece(pasted.slice(0, length), true)]).toEqual([length, undefined]);
    }
  });
});
