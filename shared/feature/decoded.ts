/** Text files as other programs write them. */

const BYTE_ORDER_MARKS = [
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
] as const;

/**
 * Returns the text of a file, without its byte-order mark. Windows PowerShell 5 writes what `>` sends into a file as
 * UTF-16.
 *
 * @throws TypeError if the file is not text in UTF-8, nor in UTF-16 with a byte-order mark.
 */
export function decoded(bytes: Uint8Array): string {
  const mark = BYTE_ORDER_MARKS.find(([mark]) =>
    mark.every((byte, index) => bytes[index] === byte),
  );
  return new TextDecoder(mark?.[1] ?? 'utf-8', { fatal: true }).decode(bytes);
}
