/** The commands that come next, as they are typed on this system. */

/** The end of a command, for people. */
const REMARK = /(?: {2}#.*)?$/;

/**
 * Returns commands for a POSIX shell as they are typed on a system.
 *
 * @param platform the system, as Node calls it: `win32` has PowerShell.
 */
export function stepsOn(platform: string, steps: readonly string[]): string[] {
  return platform === 'win32' ? steps.flatMap(stepsOnWindows) : [...steps];
}

/** Returns commands as lines of at most `width` characters, where only a remark is too much: it is below its command then. */
export function shownSteps(steps: readonly string[], width: number): string[] {
  return steps.flatMap((step) => {
    const [remark = ''] = REMARK.exec(step) ?? [];
    const isTooLong = remark !== '' && step.length > width;
    return isTooLong ? [step.slice(0, step.length - remark.length), remark.trim()] : [step];
  });
}

/** Returns one step in commands that Windows has, where no shell can run two of them at once in every version. */
function stepsOnWindows(step: string): string[] {
  const [remark = ''] = REMARK.exec(step) ?? [];
  const command = step.slice(0, step.length - remark.length);
  const [, folder, inside] = /^\(cd (\S+) && (.+)\)$/.exec(command) ?? [];
  if (folder !== undefined && inside !== undefined) {
    return [`pushd ${folder}`, ...stepsOnWindows(inside + remark), 'popd'];
  }
  return step
    .split(' && ')
    .map((each) =>
      each.replace(/^python3 /, 'python ').replace(/^(\.?venv)\/bin\//, '$1\\Scripts\\'),
    );
}
