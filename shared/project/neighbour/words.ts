/** The words of a feature in everything that people write of it, and what another one has in their place. */
import { pascalOf } from '../../feature/naming.js';

/** The names of a feature in snake_case. */
export interface FeatureWords {
  readonly feature: string;
  readonly features: string;
  /** The class of its model, which may spell the name in a way of its own: `IPRule`. */
  readonly name?: string;
}

/** Text that no renaming touches stands between these while words are renamed. */
const HOLE = /\uE000(\d+)\uE000/g;

/** Keeps stretches of text out of a renaming. */
export class Holes {
  readonly #texts: string[] = [];

  /** Returns what stands for a text until it is filled in. */
  of(text: string): string {
    this.#texts.push(text);
    return `\uE000${this.#texts.length - 1}\uE000`;
  }

  /** Returns a text with everything filled in. */
  fill(text: string): string {
    return text.replaceAll(HOLE, (_, index) => this.fill(this.#texts[Number(index)] ?? ''));
  }
}

/** Returns each form of a name that is a word of its own, with where it may stand. */
function formsOf(snake: string): readonly { readonly form: string; readonly pattern: string }[] {
  const alone = (form: string) => ({ form, pattern: `(?<![A-Za-z0-9])${form}(?![A-Za-z0-9])` });
  const words = snake.split('_');
  const title = words.map((word) => word[0]?.toUpperCase() + word.slice(1));
  const pascal = title.join('');
  return [
    alone(snake),
    alone(words.join('-')),
    alone(words.join(' ')),
    alone(words.join('')),
    alone(snake.toUpperCase()),
    { form: pascal, pattern: `${pascal}(?![a-z0-9])` },
    alone(title.join(' ')),
    alone([title[0], ...words.slice(1)].join(' ')),
    alone([words[0], ...title.slice(1)].join('')),
  ];
}

/** Returns how a class spells the names of its feature in capitals of its own, if it does: `IPRule`, `IPRules`. */
function spelledBy({ feature, features, name = '' }: FeatureWords) {
  const spelled = name.slice(0, pascalOf(feature).length);
  if (spelled === pascalOf(feature) || spelled.toLowerCase() !== feature.replaceAll('_', '')) {
    return undefined;
  }
  const plural = features.startsWith(feature)
    ? spelled + features.slice(feature.length)
    : undefined;
  const asForm = (form: string) => ({ form, pattern: `${form}(?![a-z0-9])` });
  return { one: asForm(spelled), many: plural === undefined ? undefined : asForm(plural) };
}

/** Returns a pattern that finds the names of a feature in any form. */
export function mentionOf(words: FeatureWords): RegExp {
  const { feature, features, name = '' } = words;
  const key = `${feature} ${features} ${name}`;
  const known = mentions.get(key);
  if (known !== undefined) return known;
  const { many, one } = spelledBy(words) ?? {};
  const own = [one, many].filter((each) => each !== undefined);
  const forms = [...formsOf(features), ...formsOf(feature), ...own];
  const mention = new RegExp([...new Set(forms.map(({ pattern }) => pattern))].join('|'));
  mentions.set(key, mention);
  return mention;
}

/** They are asked for again and again, for each name in each file. */
const mentions = new Map<string, RegExp>();

/** Whether a word is what the framework calls an argument, such as `tags=` of a router, whatever a feature is called. */
function isArgument(word: string, rest: string): boolean {
  return (
    /^(tags|status|name|header|headers|query|path|response|dependencies)$/.test(word) &&
    /^=[^=\s]/.test(rest)
  );
}

/**
 * Returns what writes the names of one feature in place of those of another, in whatever form they are.
 *
 * @param others further features, whose longer names may begin with those that are replaced.
 */
export function renaming(
  from: FeatureWords,
  to: FeatureWords,
  others: readonly FeatureWords[],
): (text: string) => string {
  const replaced = new Map<string, string>();
  const patterns: { readonly form: string; readonly pattern: string }[] = [];
  const add = (own: string, by: string | undefined) => {
    const target = by === undefined ? undefined : formsOf(by);
    for (const [index, { form, pattern }] of formsOf(own).entries()) {
      if (replaced.has(form)) continue;
      replaced.set(form, target?.[index]?.form ?? form);
      patterns.push({ form, pattern });
    }
  };
  add(from.features, to.features);
  add(from.feature, to.feature);
  const { many, one } = spelledBy(from) ?? {};
  if (one !== undefined) {
    replaced.set(one.form, pascalOf(to.feature));
    patterns.push(one);
  }
  if (many !== undefined) {
    replaced.set(many.form, pascalOf(to.features));
    patterns.push(many);
  }
  for (const { feature, features } of others) {
    if (!`_${feature}_`.includes(`_${from.feature}_`) || feature === from.feature) continue;
    add(features, undefined);
    add(feature, undefined);
  }
  patterns.sort((a, b) => b.form.length - a.form.length);
  const any = new RegExp(patterns.map(({ pattern }) => pattern).join('|'), 'g');
  const article = /^[aeiou]/i.test(to.feature) ? 'an' : 'a';
  const articles = new RegExp(
    `\\b([Aa])n? (?=(${to.feature.replaceAll('_', '[_ -]')}|${pascalOf(to.feature)})(?![A-Za-z]))`,
    'g',
  );
  // Of a single word, a path and a tag do not say how several are joined: as paths and titles mostly are.
  const isOneWord = !from.features.includes('_') && from.features !== from.feature;
  const path = new RegExp(`(?<=/)${from.features}(?=["'/?])`, 'g');
  const single = new RegExp(`(?<=["'}](?:/[\\w.-]+)*/)${from.feature}(?=["'/?])`, 'g');
  const title = new RegExp(`(?<=["'])${pascalOf(from.features)}(?=["'])`, 'g');
  const joined = (text: string) =>
    isOneWord
      ? text
          .replaceAll(path, to.features.replaceAll('_', '-'))
          .replaceAll(single, to.feature.replaceAll('_', '-'))
          .replaceAll(title, pascalOf(to.features).replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' '))
      : text;
  return (text) =>
    joined(text)
      .replaceAll(any, (found, at: number, whole: string) =>
        isArgument(found, whole.slice(at + found.length)) ? found : (replaced.get(found) ?? found),
      )
      .replaceAll(articles, (_, first: string) => `${first}${article.slice(1)} `);
}

/**
 * Returns what writes the names of one feature in place of those of another in sentences, where several words are not joined.
 *
 * @returns undefined where the forms of the names say themselves what is a sentence.
 */
export function proseRenaming(
  from: FeatureWords,
  to: FeatureWords,
): ((sentence: string) => string) | undefined {
  if (from.feature.includes('_') || !to.feature.includes('_')) return undefined;
  const human = (snake: string) => snake.replaceAll('_', ' ');
  const title = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  const forms = new Map([
    [from.features, human(to.features)],
    [title(from.features), title(human(to.features))],
    [from.feature, human(to.feature)],
    [title(from.feature), title(human(to.feature))],
  ]);
  const words = [...forms.keys()].join('|');
  const any = new RegExp(`(?<![\\w./\`{-])(?:\\b([Aa])n? )?(${words})(?![\\w}=/(\`-]|\\.\\w)`, 'g');
  const article = /^[aeiou]/i.test(to.feature) ? 'n' : '';
  // What is in braces is Python.
  return (sentence) =>
    sentence.replaceAll(/\{[^{}]*\}|[^{}]+/g, (part) =>
      part.startsWith('{')
        ? part
        : part.replaceAll(
            any,
            (_, first: string | undefined, word: string) =>
              (first === undefined ? '' : `${first}${article} `) + forms.get(word),
          ),
    );
}
