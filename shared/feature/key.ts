/** What a key of a feature is: how the command line and spec files say it, and what it means. */
import type { Action } from './access.js';
import { type ActionsInput, actionItems } from './actions.js';
import type { FieldSpec } from './field/spec.js';
import type { ItemKind } from './items.js';
import type { FeatureNames } from './naming.js';
import type { OptionDeclaration } from './option.js';
import { type PartsInput, partItems } from './part-items.js';
import type { TogetherInput } from './together.js';

/**
 * An option of the command line that says something about a feature, and its counterpart in spec
 * files.
 */
export interface KeyOption<
  Name extends string = string,
  Kind extends OptionDeclaration['kind'] = OptionDeclaration['kind'],
> extends OptionDeclaration {
  readonly name: Name;
  readonly kind: Kind;
  /** What the command line calls it, if that is not what spec files do: `soft-delete`. */
  readonly option?: string;
  /** What it means, for the schema of spec files. */
  readonly description: string;
  /** Values, or what a list or one of several lists can hold. */
  readonly examples?: readonly (string | readonly string[])[];
  /** What a text can be or a list can hold, if it is the same in every architecture. */
  readonly offers?: readonly string[];
}

/** Options that are one object in spec files. */
export interface OptionGroup<
  Name extends string = string,
  Options extends readonly KeyOption[] = readonly KeyOption[],
> {
  readonly name: Name;
  readonly kind: 'group';
  readonly options: Options;
  readonly description: string;
}

/** Things with names: a list or a mapping in spec files, and a single option. */
export interface NamedThings<
  Name extends string = string,
  Options extends readonly [KeyOption] = readonly [KeyOption],
> {
  readonly name: Name;
  readonly kind: 'actions';
  /** The option: a list, in which an item says what the mapping does. */
  readonly options: Options;
  readonly description: string;
}

/** The fields, which are arguments on the command line, not options. */
export interface FieldArguments<Name extends string = string> {
  readonly name: Name;
  readonly kind: 'fields';
  readonly description: string;
}

/**
 * What a key means: `Said` is its form in spec files, `Part` is what a `FeatureSpec` has for it.
 */
export interface Meaning<Said, Part> {
  /**
   * Reads what is said.
   *
   * @throws UsageError for what is not allowed, naming the place.
   */
  read(said: Said, context: KeyContext): Part;
  /** Returns what has to be said to get the same part again; undefined if nothing has to. */
  write(part: Part): Said | undefined;
}

/** A key of a feature. */
export type FeatureKey = (KeyOption | OptionGroup | NamedThings | FieldArguments) &
  Meaning<unknown, object>;

/** What is known about a feature when its keys are read. */
export interface KeyContext {
  readonly names: FeatureNames;
  readonly fields: readonly FieldSpec[];
  /** Whether something is wrong with others, so that nobody can say which fields there are. */
  readonly lacksFields: boolean;
  readonly conventions: FeatureConventions;
  /**
   * Returns what messages call the key, or one within it: `--read`, `features.product.access.read`.
   */
  readonly place: (option?: string) => string;
}

/** What an architecture prescribes for features. */
export interface FeatureConventions {
  /** Names of fields that it reserves, each with its reason. */
  readonly reservedFields?: Readonly<Record<string, string>>;
  /** What its users have by themselves besides an address and a role, each written as what comes after the name. */
  readonly userFields?: Readonly<Record<string, string>>;
  /** Why rows belong to users by themselves, if they do: no field says whose they are. */
  readonly ownsRows?: string;
  /** Who may do what by default. An action without an entry is for anyone who is signed in. */
  readonly defaultAccess?: Readonly<Partial<Record<Action, string>>>;
  /** What features can be connected to. */
  readonly integrations?: readonly ItemKind[];
}

/** The values in spec files of each kind of option. */
interface SaidAs {
  readonly flag: boolean;
  readonly text: string;
  readonly list: string | readonly string[];
  readonly lists: TogetherInput;
}

/** The value of a group in spec files. */
type SaidTogether<Option extends KeyOption> = {
  readonly [O in Option as O['name']]?: SaidAs[O['kind']] | undefined;
};

/** Declares a key that is one option. */
export function key<const Name extends string, const Kind extends OptionDeclaration['kind'], Part>(
  declaration: KeyOption<Name, Kind> & Meaning<SaidAs[Kind] | undefined, Part>,
) {
  return declaration;
}

/** Declares the key for what rows consist of: several lists on the command line, and a mapping in spec files, too. */
export function partsKey<const Name extends string, Part>(
  declaration: Omit<KeyOption<Name, 'lists'>, 'kind'> & Meaning<PartsInput | undefined, Part>,
) {
  return { ...declaration, kind: 'lists' } as const;
}

/** Declares a key that is on or off and has the same name in the feature. */
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

/** Declares a key that consists of several options. */
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

/** Declares the key for actions. */
export function actionsKey<
  const Name extends string,
  const Options extends readonly [KeyOption],
  Part,
>(declaration: Omit<NamedThings<Name, Options>, 'kind'> & Meaning<ActionsInput | undefined, Part>) {
  return { ...declaration, kind: 'actions' } as const;
}

/** Returns the options of a key. */
export function optionsOf(declared: FeatureKey): readonly KeyOption[] {
  if (declared.kind === 'fields') return [];
  if (declared.kind === 'group' || declared.kind === 'actions') return declared.options;
  return [declared.option === undefined ? declared : { ...declared, name: declared.option }];
}

/** Turns what the options of a key say into the form of spec files. */
export function gather(declared: FeatureKey, given: (option: KeyOption) => unknown): unknown {
  const said = optionsOf(declared).map((option) => [option.name, given(option)] as const);
  return declared.kind === 'group' ? Object.fromEntries(said) : said[0]?.[1];
}

/** Takes apart what spec files have for a key: returns what each of its options says. */
export function spread(declared: FeatureKey, said: unknown): [option: KeyOption, said: unknown][] {
  if (declared.kind === 'actions') {
    const items = said === undefined ? undefined : actionItems(said as ActionsInput);
    return [[declared.options[0], items]];
  }
  if (declared.kind === 'lists' && declared.name === 'parts') {
    return [[declared, said === undefined ? undefined : partItems(said as PartsInput)]];
  }
  const within = (said ?? {}) as Readonly<Record<string, unknown>>;
  return optionsOf(declared).map((option) => [
    option,
    declared.kind === 'group' ? within[option.name] : said,
  ]);
}
