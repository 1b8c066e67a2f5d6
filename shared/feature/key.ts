/** What a key of a feature is: how it is said on the command line and in spec files, and what it means. */
import type { Action } from './access.js';
import type { FieldSpec } from './field/spec.js';
import type { FeatureNames } from './naming.js';
import type { OptionDeclaration } from './option.js';

/** An option of the command line that says something of a feature, and what has its name in spec files. */
export interface KeyOption<
  Name extends string = string,
  Kind extends OptionDeclaration['kind'] = OptionDeclaration['kind'],
> extends OptionDeclaration {
  readonly name: Name;
  readonly kind: Kind;
  /** What it says, for the schema of spec files. */
  readonly description: string;
  readonly examples?: readonly string[];
  /** What a list can hold, where that is the same in every architecture. */
  readonly offers?: readonly string[];
}

/** Options that spec files have together, in an object. */
export interface OptionGroup<
  Name extends string = string,
  Options extends readonly KeyOption[] = readonly KeyOption[],
> {
  readonly name: Name;
  readonly kind: 'group';
  readonly options: Options;
  readonly description: string;
}

/** The fields, which are no option but the arguments of the command line. */
export interface FieldArguments<Name extends string = string> {
  readonly name: Name;
  readonly kind: 'fields';
  readonly description: string;
}

/** What a key means: `Said` is what spec files have for it, `Part` what a `FeatureSpec` has of it. */
export interface Meaning<Said, Part> {
  /**
   * Reads what is said.
   *
   * @throws UsageError for what is not allowed, naming the place.
   */
  read(said: Said, context: KeyContext): Part;
  /** What has to be said to have the same again; undefined where nothing has. */
  write(part: Part): Said | undefined;
}

/** A key of a feature. */
export type FeatureKey = (KeyOption | OptionGroup | FieldArguments) & Meaning<unknown, object>;

/** What is known of a feature when its keys are read. */
export interface KeyContext {
  readonly names: FeatureNames;
  readonly fields: readonly FieldSpec[];
  readonly conventions: FeatureConventions;
  /** What messages call the key, or one within it: `--read`, `features.product.access.read`. */
  readonly place: (option?: string) => string;
}

/** What an architecture says about features before any is written. */
export interface FeatureConventions {
  /** Names it reserves for fields, each with its reason. */
  readonly reservedFields?: Readonly<Record<string, string>>;
  /** Who may do what where nothing is said; whoever has signed in, where this says nothing either. */
  readonly defaultAccess?: Readonly<Partial<Record<Action, string>>>;
  /** What features can be connected to. */
  readonly integrations?: readonly { readonly name: string }[];
}

/** What spec files have for options of each kind. */
interface SaidAs {
  readonly flag: boolean;
  readonly text: string;
  readonly list: string | readonly string[];
}

/** What spec files have for a group. */
type SaidTogether<Option extends KeyOption> = {
  readonly [O in Option as O['name']]?: SaidAs[O['kind']] | undefined;
};

/** Declares a key that is one option. */
export function key<const Name extends string, const Kind extends OptionDeclaration['kind'], Part>(
  declaration: KeyOption<Name, Kind> & Meaning<SaidAs[Kind] | undefined, Part>,
) {
  return declaration;
}

/** Declares a key that is on or off, and is so in the feature under the same name. */
export function flagKey<const Name extends string>({
  name,
  onByDefault = false,
  ...rest
}: Omit<KeyOption<Name>, 'kind'>) {
  type Part = Readonly<Record<Name, boolean>>;
  return key({
    ...rest,
    name,
    kind: 'flag',
    onByDefault,
    read: (said = onByDefault) => ({ [name]: said }) as Part,
    write: (part: Part) => (part[name] === onByDefault ? undefined : part[name]),
  });
}

/** Declares a key that is several options. */
export function groupKey<
  const Name extends string,
  const Options extends readonly KeyOption[],
  Part,
>(
  declaration: Omit<OptionGroup<Name, Options>, 'kind'> &
    Meaning<SaidTogether<Options[number]> | undefined, Part>,
) {
  return { ...declaration, kind: 'group' } as const;
}

/** The options that say a key. */
export function optionsOf(declared: FeatureKey): readonly KeyOption[] {
  if (declared.kind === 'fields') return [];
  return declared.kind === 'group' ? declared.options : [declared];
}

/** Puts what the options of a key say into the form that spec files have. */
export function gather(declared: FeatureKey, given: (option: KeyOption) => unknown): unknown {
  const said = optionsOf(declared).map((option) => [option.name, given(option)] as const);
  return declared.kind === 'group' ? Object.fromEntries(said) : said[0]?.[1];
}

/** Takes what spec files have for a key apart: what each of its options says. */
export function spread(declared: FeatureKey, said: unknown): [option: KeyOption, said: unknown][] {
  const within = (said ?? {}) as Readonly<Record<string, unknown>>;
  return optionsOf(declared).map((option) => [
    option,
    declared.kind === 'group' ? within[option.name] : said,
  ]);
}
