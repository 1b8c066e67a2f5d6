/** Who holds a lock: what is noted of a process, and whether that process still runs. */
import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process that holds a lock, as its lock names it. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** What tells process ids of a container from those of its host; undefined where no system says so. */
  readonly space?: string;
  /** When the process started, as the system counts; undefined where that takes another program to learn. */
  readonly started?: string;
  /** When it took the lock. */
  readonly since: string;
}

/** Returns what is noted of this process. */
export function thisProcess(): Holder {
  return {
    pid: process.pid,
    host: hostname(),
    ...ownSpace(),
    ...definedStart(stateOf(process.pid)),
    since: new Date().toISOString(),
  };
}

/** Returns the text of a lock; undefined if there is none. */
export function textOf(path: string): string | undefined {
  try {
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) return readlinkSync(path);
    // A folder or a pipe names nobody, and a pipe would keep us waiting.
    return stat.isFile() ? readFileSync(path, 'utf8') : '';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Returns the holder that the text of a lock names; undefined if it names none. */
export function holderIn(text: string): Holder | undefined {
  try {
    // Programs that copy links may put a folder before what they say.
    const { pid, host, space, since, started } = JSON.parse(text.slice(text.indexOf('{')));
    const isHolder = Number.isInteger(pid) && pid > 0 && typeof host === 'string';
    return isHolder ? { pid, host, space, started, since } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a holder is one that this process could see running. */
export function isNear({ host, space }: Holder): boolean {
  return host === hostname() && space === ownSpace()?.space;
}

/** Whether it is certain that a holder has ended. One that is stopped, or on another machine, has not. */
export function isGone(holder: Holder): boolean {
  if (!isNear(holder)) return false;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // Another user's process may not be signalled, but it is there.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return true;
  }
  const state = stateOf(holder.pid);
  if (state === undefined) return false;
  // What has ended keeps its number until its parent asks for it.
  if (state.letter === 'Z' || state.letter === 'X') return true;
  return holder.started !== undefined && holder.started !== state.started;
}

/** Returns what Linux tells of a process; undefined on other systems. */
function stateOf(pid: number): { readonly letter: string; readonly started: string } | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program, in parentheses, may have any characters. The 22nd field is the start.
    const [letter = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return { letter, started: `${boot}/${fields[18]}` };
  } catch {
    return undefined;
  }
}

function definedStart(state: ReturnType<typeof stateOf>): Pick<Holder, 'started'> {
  return state === undefined ? {} : { started: state.started };
}

function ownSpace(): { readonly space: string } | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    return { space: readlinkSync('/proc/self/ns/pid') };
  } catch {
    return undefined;
  }
}
