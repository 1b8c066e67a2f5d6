/** What answers show of the row that a reference points to. */
import { FieldProblem, type FieldSettings, type SettingValues } from './settings.js';

/** Turns the names of a spec file into what a token has. */
export function embedAsText(names: SettingValues['names']): string {
  return typeof names === 'string' ? names : names.join('+');
}

/** Returns the names of the fields that answers show, in their order. */
export function embeddedNames(embed: string): readonly string[] {
  return embed.split('+');
}

/**
 * Checks which fields of another row answers are to show. Whether it has them is known only once it is found.
 *
 * @returns their canonical text.
 * @throws FieldProblem for what cannot be the name of a field, what is said twice, and for a field in no answer.
 */
export function checkEmbed(text: string, settings: FieldSettings): string {
  const names = embeddedNames(text);
  const odd = names.find((name) => !/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(name));
  if (odd !== undefined) {
    throw new FieldProblem(
      'embed.value',
      odd === '' ? 'a name is missing.' : `"${odd}" cannot be the name of a field.`,
      'Write the fields of what it refers to, joined by "+": embed=name, embed=name+code.',
    );
  }
  const again = names.find((name, index) => names.indexOf(name) !== index);
  if (again !== undefined) {
    throw new FieldProblem(
      'embed.value',
      `"${again}" is named twice.`,
      'Write each field once: embed=name+code.',
    );
  }
  if (names.includes('id')) {
    throw new FieldProblem(
      'embed.value',
      'the id is shown anyway.',
      'Name what else answers show of it, such as embed=name.',
    );
  }
  if (settings.private) {
    throw new FieldProblem(
      'embed',
      '"embed" and "private" contradict each other: what no answer shows cannot be shown with more of it.',
      'Remove one of the two.',
    );
  }
  return names.join('+');
}
