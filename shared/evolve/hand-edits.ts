/** What a person has changed of a feature since it was written. */
import type { Problem } from '../errors.js';
import { definedIn, standingDefinitions } from './definitions.js';
import type { OwnFile, SharedFile, StandingFeature } from './standing.js';

/**
 * Returns each file and each definition of a feature that is no longer as it was written, as what is wrong.
 *
 * @param migrations the migrations that would go.
 * @param isOurs whether a text is remembered as one of ours: an earlier version may have written another one than this.
 */
export function handEditsOf(
  { own, shared }: StandingFeature,
  migrations: readonly OwnFile[],
  isOurs: (text: string) => boolean,
): Problem[] {
  return [
    ...own.filter((file) => isChanged(file) && !isOurs(file.text)).map(changedFile),
    ...migrations.filter(({ text }) => !isOurs(text)).map(changedFile),
    ...shared.flatMap(changedDefinitions),
  ];
}

/** Whether a person has changed a file. */
export function isChanged({ text, written }: OwnFile): boolean {
  return text !== written;
}

function changedFile({ path, text, written }: OwnFile): Problem {
  const [now, then] = [text.split('\n'), written.split('\n')];
  const at = now.findIndex((line, index) => line !== then[index]);
  const line = (at < 0 ? now.length : at) + 1;
  return {
    message: `${path} has been changed since it was written, from line ${line}.`,
    place: `${path}:${line}`,
  };
}

function changedDefinitions({ bodies, path, text }: SharedFile): Problem[] {
  return bodies
    .filter((body) => !text.includes(body))
    .flatMap((body) =>
      standingDefinitions(text, body)
        .filter(({ from, to }) => !body.includes(text.slice(from, to)))
        .map(({ from, to }) => {
          const line = text.slice(0, from).split('\n').length;
          const names = [...definedIn(text.slice(from, to))].join(', ');
          return {
            message: `${path} has been changed since it was written: ${names}, at line ${line}.`,
            place: `${path}:${line}`,
          };
        }),
    );
}
