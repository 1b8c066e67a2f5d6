/** Faults that were found, each kind once. */

/** Something that went wrong. */
export interface Fault {
  /** What noticed it: `exit 1`, `ruff F401`, `import app`. */
  readonly check: string;
  readonly ground: string;
  readonly error: string;
  /** The file that is wrong, if it is one. */
  readonly path?: string;
  /** The commands that show it, in a folder with the project. */
  readonly commands: readonly string[];
}

/** The kinds of faults that were found. */
export class Faults {
  readonly #kinds = new Map<
    string,
    { readonly fault: Fault; count: number; grounds: Set<string> }
  >();

  get kinds(): number {
    return this.#kinds.size;
  }

  /** Whether a fault of this kind is known already. If it is, it is counted. */
  isKnown(check: string, error: string, names: readonly string[], ground: string): boolean {
    const known = this.#kinds.get(kindOf(check, error, names));
    if (known === undefined) return false;
    known.count += 1;
    known.grounds.add(ground);
    return true;
  }

  add(fault: Fault, names: readonly string[]): void {
    const key = kindOf(fault.check, fault.error, names);
    if (this.isKnown(fault.check, fault.error, names, fault.ground)) return;
    this.#kinds.set(key, { fault, count: 1, grounds: new Set([fault.ground]) });
    console.log(describe(fault));
  }

  /** Every kind, the most frequent first, as text. */
  toString(): string {
    return [...this.#kinds.values()]
      .sort((a, b) => b.count - a.count)
      .map(({ count, fault, grounds }) => {
        const seen = `  (${count} times: ${[...grounds].join(', ')})`;
        return `${describe(fault)}\n${seen}`;
      })
      .join('\n\n');
  }
}

function describe({ check, commands, error, ground, path = '' }: Fault): string {
  const said = error.split('\n').slice(0, 4).join(' | ');
  return `FAULT ${check} [${ground}]: ${said.slice(0, 400)} ${path && `(${path})`}\n  ${commands.length > 8 ? `(after ${commands.length - 8} others) ` : ''}${commands.slice(-8).join(' && ')}`;
}

/** What faults of the same kind have in common: the complaint, without what it is about. */
function kindOf(check: string, error: string, names: readonly string[]): string {
  const words = names
    .flatMap((name) => [name, ...name.split(/[_-]/)])
    .filter((each) => each.length > 1);
  let text = error.split('\n')[0] ?? '';
  for (const word of words.sort((a, b) => b.length - a.length)) {
    text = text.replaceAll(new RegExp(escaped(word), 'gi'), '~');
  }
  return `${check} ${text

    .replaceAll(/`[^`]*`/g, '`~`')
    // How many files there are says nothing about the kind.
    .replaceAll(/(?:[\w./~-]+ \(\w+\)(?:, )?)+/g, '~')
    .replaceAll(/(~\w*|\w*~)+/g, '~')
    .replaceAll(/\d+/g, 'N')
    .slice(0, 160)}`;
}

function escaped(text: string): string {
  return text.replaceAll(/[^\w]/g, String.raw`\$&`);
}
