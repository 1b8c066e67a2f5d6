/** Says what is wrong in the words of the questions. The messages are made for people who type a command. */

/** What the questions call the options that they ask for. */
const OPTIONS: ReadonlyMap<string, string> = new Map([
  ['read', 'who may list and read'],
  ['write', 'who may create and update'],
  ['delete', 'who may delete'],
  ['endpoints', 'the endpoints'],
  ['action', 'what else can be done'],
  ['id', 'what identifies a row'],
  ['key', 'what identifies a row'],
  ['by', 'by what else a row is looked up'],
  ['unique', 'what is unique together'],
  ['pair', 'by which pair a row is put'],
  ['search', 'what the list is searched by'],
  ['index', 'what the list is sorted by together'],
  ['include', 'what answers show of other rows'],
  ['feed', 'whether the list has a feed'],
  ['pages', 'how the list is paged'],
  ['concurrency', 'changes at the same time'],
  ['soft-delete', 'what becomes of what is deleted'],
  ['parent', 'the parent'],
  ['with', 'the integrations'],
  ['docs', 'the page about it'],
  ['parts', 'what the parts have'],
]);

/** What has to be said otherwise, from the most special to the most general. */
const REWORDINGS: readonly (readonly [RegExp, string | ((...parts: string[]) => string)])[] = [
  [/(^|\n- )--parts \S+, field \d+, /g, '$1'],
  [/(^|\n- )field \d+, /g, '$1'],
  [/(^|\n- )field (?=")/g, '$1'],
  [/ \(see --help\)/g, ''],
  [/add --plural (\S+) \(plural: \S+ in a spec file\)/g, 'type: $1 plural $1'],
  [/(?:with|add) --plural(?: [\w-]+)?(?=[.,])/g, 'by typing it after the name: NAME plural PLURAL'],
  [
    /(^|\n- )--([\w-]+)( [^:\n]+)?: /g,
    (_all, start = '', option = '', value = '') =>
      OPTIONS.has(option) ? `${start}${OPTIONS.get(option)}${value}: ` : (_all ?? ''),
  ],
  [/--([\w-]+)/g, (all, option = '') => OPTIONS.get(option) ?? all ?? ''],
];

/** Returns a message about an answer in the words of the questions. */
export function inPromptWords(message: string): string {
  return REWORDINGS.reduce(
    (text, [pattern, words]) =>
      typeof words === 'string' ? text.replace(pattern, words) : text.replace(pattern, words),
    message,
  );
}

/**
 * Returns how a message about one part of a field is said to a person who was only asked for that part: without the whole
 * field and the mark below it.
 *
 * @param name what comes before the part where it is written: `decimal`, `gt`.
 */
export function aboutPart(name: string): (message: string) => string {
  return (message) => {
    const words = inPromptWords(message)
      .replace(/^"[^"\n]*": /, '')
      .replace(/\n {2}\S[^\n]*\n +\^+\n +/, ' ')
      .replaceAll(`${name}=`, '');
    return words.charAt(0).toUpperCase() + words.slice(1);
  };
}
