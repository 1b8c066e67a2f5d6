/** What may follow in a field that is not finished. */
import type { Candidate, TypeTerm, Vocabulary } from './candidates.js';

/**
 * Finds what may follow in a field.
 *
 * @param token what is typed of it: `price:decimal=10.2:g`.
 * @param models returns the models that it can refer to; only called where it is a reference.
 */
export function fieldCandidates(
  token: string,
  { modifiers, types }: Vocabulary,
  models: () => readonly string[],
): Candidate[] {
  const parts = token.split(':');
  const [, typePart, ...others] = parts;
  if (typePart === undefined) return [];
  const typed = parts.at(-1) ?? '';
  const before = token.slice(0, token.length - typed.length);
  const offer = (texts: readonly (readonly [text: string, help: string])[]): Candidate[] =>
    texts
      .filter(([text]) => text.startsWith(typed))
      .map(([text, help]) => ({ text: before + text, help, isFinished: false }));

  if (others.length === 0 && !typePart.includes('=')) {
    return offer(
      types.map(({ help, name, needsArgument }) => [needsArgument ? `${name}=` : name, help]),
    );
  }
  const [typeName = '', argument = ''] = split(typePart);
  const type = types.find(({ name }) => name === typeName);
  if (type === undefined) return [];
  if (others.length === 0) {
    const values = type.argument === 'models' ? models() : (type.argument ?? []);
    return offer(values.map((value) => [`${typeName}=${value}`, '']));
  }
  if (typed.startsWith('default=')) {
    return offer(defaultsOf(type, argument).map((value) => [`default=${value}`, '']));
  }
  const used = others.slice(0, -1).map((modifier) => split(modifier)[0]);
  return offer(
    modifiers
      .filter(({ name }) => type.modifiers.includes(name) && !used.includes(name))
      .map(({ help, name, takesValue }) => [takesValue ? `${name}=` : name, help]),
  );
}

/** The default of an enum is one of its values. */
function defaultsOf({ defaults, name }: TypeTerm, argument: string): readonly string[] {
  return name === 'enum' ? argument.split('/') : defaults;
}

/** Splits `decimal=10.2` into its name and what follows. */
function split(part: string): [name: string, value: string] {
  const [name = '', ...rest] = part.split('=');
  return [name, rest.join('=')];
}
