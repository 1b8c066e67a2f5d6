/** The lines that say what was written, in the form of Yeoman's log. */
import { styled } from './styled.js';

const COLOURS = { create: 'green', edit: 'cyan', force: 'yellow', delete: 'red' } as const;
/** Yeoman's longest word for what happens to a file. */
const WIDTH = 'identical'.length;

/** Returns the line about a file that was created, edited, overwritten or deleted. */
export function writtenLine(action: keyof typeof COLOURS, path: string): string {
  return `${styled(COLOURS[action], action.padStart(WIDTH))} ${path}`;
}
