/** Text in colour, where it is shown and nobody objects. */
import { WriteStream } from 'node:tty';
import { styleText } from 'node:util';

/**
 * Styles a text for standard output, if that is a terminal with colours or `FORCE_COLOR` says so. Newer versions of Node
 * look at that themselves; the oldest one that is supported styles whatever it is given.
 */
export function styled(format: Parameters<typeof styleText>[0], text: string): string {
  const { env, stdout } = process;
  if (env.FORCE_COLOR === undefined && stdout.isTTY !== true) return text;
  if (WriteStream.prototype.getColorDepth(env) <= 2) return text;
  return styleText(format, text, { validateStream: false });
}
