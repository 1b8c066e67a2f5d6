/** What an option of the command line consists of. */

/** How an option is written and what it means. */
export interface OptionDeclaration {
  /** Its name, without dashes: `dry-run`. */
  readonly name: string;
  /** A list is joined by `+`, or the option is repeated. Of lists, each is joined and the option is repeated. */
  readonly kind: 'flag' | 'text' | 'list' | 'lists';
  /** What it does, for `--help`. */
  readonly help: string;
  /** What an architecture makes of it where it is not given. */
  readonly usual?: (conventions: {
    readonly defaultAccess?: Readonly<Partial<Record<string, string>>>;
    readonly models?: { readonly ids?: string };
  }) => string;
  /** A single letter for short. */
  readonly alias?: string;
  /** What its value stands for in `--help`: `FILE`. */
  readonly value?: string;
  /** A flag that is on unless `--no-...` turns it off. */
  readonly onByDefault?: boolean;
  /** A list that has to be given in one piece. */
  readonly once?: boolean;
  /** The command that takes it, if only one does. */
  readonly of?: string;
  /** The option that it follows in `--help`, if that is not the one declared before it. */
  readonly after?: string;
}

/** The value of an option, by its kind, once it is read. */
export type OptionValue<Kind extends OptionDeclaration['kind']> = Kind extends 'flag'
  ? boolean
  : Kind extends 'lists'
    ? readonly string[]
    : string;

/** The name of an option as a property, as a type: `dryRun` for `dry-run`. */
export type PropertyName<Name extends string> = Name extends `${infer Word}-${infer Rest}`
  ? `${Word}${Capitalize<PropertyName<Rest>>}`
  : Name;

/** Returns the name of an option as a property: `dryRun` for `dry-run`. */
export function propertyName(option: string): string {
  return option.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
