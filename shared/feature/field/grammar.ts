/**
 * The written forms of fields: the token of the command line, and the object of spec files.
 *
 * Both are taken apart here and checked by the same rules; only the way a message shows the place
 * differs.
 */

import { UsageError } from '../../errors.js';
import { suggest } from '../../suggestion.js';
import { embedAsText } from './embed.js';
import { flowAsText } from './flow.js';
import { checkField, requireType } from './rules.js';
import {
  type FieldPart,
  FieldProblem,
  type FieldSettings,
  FLAGS,
  hasControlCharacter,
  isFlag,
  isModifier,
  likelyModifier,
  MODIFIERS,
  type Modifier,
  type SETTINGS,
  type Setting,
  type SettingValues,
  VALUE_MODIFIERS,
  type ValueModifier,
} from './settings.js';
import type { FieldContext, FieldSpec } from './spec.js';
import { definitionOf, FIELD_EXAMPLES, type FieldType, settingsOf } from './types.js';

/** A field as an object: a type, and any settings. */
export type FieldObject = {
  /** The type as in a token, with or without its argument; `str` if it is missing. */
  readonly type?: string | undefined;
} & {
  readonly [S in Setting]?: SettingValues[(typeof SETTINGS)[S]['kind']] | undefined;
};

const LONGEST_TOKEN = 2000;

/**
 * Reads the token of a field: `price:decimal=10.2:gt=0`.
 *
 * @param place which field of the feature it is, for the message: `field 1`.
 * @throws UsageError with the token, the place marked in it, what is allowed, and what was likely
 *   meant.
 */
export function parseFieldToken(
  token: string,
  place?: string,
  context: FieldContext = {},
): FieldSpec {
  const where = place === undefined ? 'field ' : `${place}, `;
  refuseUnprintable(token, where);
  const segments = splitAtColons(token);
  const name = segments.shift() ?? { text: '', start: 0 };
  return readSegments(name, segments, new Marker(where, token), context);
}

/**
 * Reads the token of a field whose name is given separately, as in a spec file: `price:
 * decimal=10.2:gt=0`.
 *
 * @param path where it is in the spec, for the message.
 * @throws UsageError as {@link parseFieldToken} does.
 */
export function parseNamedField(
  name: string,
  token: string,
  path: string,
  context: FieldContext = {},
): FieldSpec {
  const where = `${path}, `;
  refuseUnprintable(token, where);
  return readSegments(
    { text: name, start: -1 },
    splitAtColons(token),
    new Marker(where, token),
    context,
  );
}

/**
 * Reads a field in object form: `{ type: decimal, precision: 10, scale: 2, gt: 0 }`.
 *
 * @param path where it is in the spec, for the message.
 * @throws UsageError with the path of the setting, what is allowed, and what was likely meant.
 */
export function parseFieldObject(
  name: string,
  object: FieldObject,
  path: string,
  context: FieldContext = {},
): FieldSpec {
  try {
    const [head = '', argument] = splitOnce(object.type ?? 'str', '=');
    const type = requireType(head);
    const settings: Record<string, unknown> = {};
    if (argument !== undefined) Object.assign(settings, argumentSettings(type, argument));
    for (const [key, value] of Object.entries(object)) {
      if (key === 'type' || key === 'name' || value === undefined) continue;
      const setting = key as Setting;
      if (settings[setting] !== undefined) {
        throw new FieldProblem(
          setting,
          `the type's argument already sets ${setting}.`,
          'Keep one of them.',
        );
      }
      settings[setting] = settingOf(setting, value);
    }
    return checkField(name, type, settings as FieldSettings, context);
  } catch (error) {
    if (!(error instanceof FieldProblem)) throw error;
    const { advice, complaint, part, suggestion } = error;
    const place = placeInObject(part, object, path);
    throw new UsageError(`${place}: ${complaint} ${advice}`, { place, suggestion });
  }
}

function placeInObject(part: FieldPart, object: FieldObject, path: string): string {
  const key = part === 'argument' ? 'type' : (part.split('.')[0] ?? '');
  return key in object && key !== 'name' ? `${path}.${key}` : path;
}

/**
 * Writes a field as its canonical token; reading it back gives the same field.
 */
export function formatFieldToken(field: FieldSpec): string {
  const { name, type } = field;
  const { argument } = definitionOf(type);
  const written = argument?.write(field);
  const isInArgument = (setting: Setting) =>
    written !== undefined && argument?.places(written).some(([part]) => part === setting);
  // What is set from who has signed in is in no request anyway, and a slug is unique anyway.
  const flags = FLAGS.filter(
    (flag) =>
      field[flag] && settingsOf(type).includes(flag) && !(flag === 'readonly' && field.caller),
  );
  // What begins a state machine is the default anyway.
  const isSaid = (modifier: ValueModifier) =>
    isInArgument(modifier) || (modifier === 'default' && field.flow !== undefined);
  const values = VALUE_MODIFIERS.filter((modifier) => !isSaid(modifier)).flatMap((modifier) => {
    const value = field[modifier];
    return value === undefined ? [] : [`${modifier}=${escapeColons(modifier, value)}`];
  });
  return [name, written === undefined ? type : `${type}=${written}`, ...flags, ...values].join(':');
}

// --- taking a token apart -----------------------------------------------------------------------

interface Segment {
  readonly text: string;
  /** Where it begins in the token that is shown. */
  readonly start: number;
}

interface Range {
  readonly start: number;
  readonly length: number;
}

/** Knows where each part of a token is, and turns complaints about parts into messages. */
class Marker {
  readonly #ranges = new Map<string, Range>();

  constructor(
    private readonly where: string,
    private readonly token: string,
  ) {}

  place(part: FieldPart, start: number, length: number): void {
    this.#ranges.set(part, { start, length });
  }

  error({ advice, complaint, part, suggestion }: FieldProblem): UsageError {
    const about = { place: this.where.replace(/,? $/, ''), suggestion };
    const place = this.#ranges.get(part) ?? this.#ranges.get(part.split('.')[0] ?? '');
    const { start, length } = place ?? { start: 0, length: this.token.length };
    const header = `${this.where}"${this.token}": ${complaint}`;
    // In a spec file, the name of a field is not part of the token.
    if (start < 0) return new UsageError(`${header}\n  ${advice}`, about);
    const caret = `${' '.repeat(start)}${'^'.repeat(Math.max(1, length))}`;
    return new UsageError(`${header}\n  ${this.token}\n  ${caret}\n  ${advice}`, about);
  }
}

function readSegments(
  name: Segment,
  segments: readonly Segment[],
  marker: Marker,
  context: FieldContext,
): FieldSpec {
  try {
    const settings: Record<string, unknown> = {};
    const [nameText, nameIsOptional] = withoutMark(name.text);
    marker.place('name', name.start, nameText.length);
    const [first, ...rest] = segments;
    const type = readType(first, marker, settings);
    for (const mark of [nameIsOptional ? name : undefined, first]) {
      if (!mark?.text.endsWith('?')) continue;
      const start = mark.start < 0 ? -1 : mark.start + mark.text.length - 1;
      addSetting(settings, marker, 'optional', true, { start, length: 1 });
    }
    for (let index = 0; index < rest.length; ) {
      index = readModifier(type, rest, index, marker, settings);
    }
    return checkField(nameText, type, settings as FieldSettings, context);
  } catch (error) {
    throw error instanceof FieldProblem ? marker.error(error) : error;
  }
}

function readType(
  segment: Segment | undefined,
  marker: Marker,
  settings: Record<string, unknown>,
): FieldType {
  if (segment === undefined) return 'str';
  const [text] = withoutMark(segment.text);
  const [head = '', argument] = splitOnce(text, '=');
  const isWhole = /[([]/.test(head) || isModifier(head);
  marker.place('type', segment.start, isWhole ? text.length : head.length);
  const type = requireType(isWhole ? text : head);
  if (argument !== undefined) {
    const start = segment.start + head.length + 1;
    marker.place('argument', start, argument.length);
    Object.assign(settings, argumentSettings(type, argument));
    placeArgument(marker, type, argument, start);
  }
  return type;
}

/** @throws FieldProblem if the type takes no argument, or if the argument has another form. */
function argumentSettings(type: FieldType, argument: string): FieldSettings {
  if (argument === '') {
    throw new FieldProblem(
      'type',
      `the argument of ${type} is missing after the "=".`,
      `For example: ${FIELD_EXAMPLES[type]}.`,
    );
  }
  const { argument: known } = definitionOf(type);
  if (known !== undefined) return known.read(argument);
  const advice =
    settingsOf(type).includes('max') && /^\d{1,12}$/.test(argument)
      ? `For a maximum, write ${type}:max=${argument}.`
      : `Write just ${type}.`;
  throw new FieldProblem('argument', `${type} takes no argument, but has "${argument}".`, advice);
}

function placeArgument(marker: Marker, type: FieldType, argument: string, start: number): void {
  const places = definitionOf(type).argument?.places(argument) ?? [];
  for (const [part, from, length] of places) marker.place(part, start + from, length);
}

/**
 * Reads the modifier that begins at a segment, and returns the segment at which the next one
 * begins.
 */
function readModifier(
  type: FieldType,
  segments: readonly Segment[],
  index: number,
  marker: Marker,
  settings: Record<string, unknown>,
): number {
  const segment = segments[index] ?? { text: '', start: 0 };
  const [head = '', ownValue] = splitOnce(segment.text, '=');
  const place = (length: number): Range => ({ start: segment.start, length });
  if (!isModifier(head)) {
    throw problemAt(marker, place(head.length), ...unknownModifier(type, segment.text, settings));
  }
  if (isFlag(head)) {
    if (ownValue !== undefined) {
      throw problemAt(
        marker,
        place(segment.text.length),
        `"${head}" takes no value, but has "${ownValue}".`,
        `Write just ${head}, or leave it out.`,
      );
    }
    addSetting(settings, marker, head, true, place(head.length));
    return index + 1;
  }
  if (ownValue === undefined) {
    throw problemAt(marker, place(head.length), `"${head}" needs a value.`, `Write ${head}=VALUE.`);
  }
  const { value, next } = joinValue(ownValue, segments, index + 1, CONTINUES[head]);
  const last = segments[next - 1] ?? segment;
  const end = last.start + last.text.length;
  const start = segment.start + head.length + 1;
  addSetting(settings, marker, head, value, place(end - segment.start));
  marker.place(`${head}.value`, start, end - start);
  return next;
}

function unknownModifier(
  type: FieldType,
  text: string,
  settings: Readonly<Record<string, unknown>>,
): [complaint: string, advice: string, suggestion?: string | undefined] {
  const list = `Modifiers: ${MODIFIERS.join(', ')} (see --help).`;
  if (text === '') {
    return [
      'there is nothing between two colons, or after the last one.',
      `Remove the colon. ${list}`,
    ];
  }
  const [head = '', value] = splitOnce(text, '=');
  const isRequired = head === 'required';
  const fitting = settingsOf(type).filter(
    (setting) => isModifier(setting) && isFlag(setting) === (value === undefined),
  ) as Modifier[];
  const advice = isRequired
    ? 'Fields are required unless they are optional, so leave it out. '
    : '';
  const mayHaveColons = settings.default !== undefined || settings.pattern !== undefined;
  const colons = mayHaveColons
    ? 'If the colon is part of the value before it, write it twice (::). '
    : '';
  return [
    `there is no modifier "${head}".`,
    advice + colons + list,
    isRequired ? undefined : likelyModifier(head, fitting),
  ];
}

function addSetting(
  settings: Record<string, unknown>,
  marker: Marker,
  setting: Setting,
  value: unknown,
  { start, length }: Range,
): void {
  if (settings[setting] !== undefined) {
    const said = setting === 'optional' ? '"optional" (also written "?")' : `"${setting}"`;
    throw problemAt(marker, { start, length }, `${said} is given twice.`, 'Remove one of them.');
  }
  settings[setting] = value;
  marker.place(setting, start, length);
}

function problemAt(
  marker: Marker,
  { start, length }: Range,
  complaint: string,
  advice: string,
  suggestion?: string | undefined,
): FieldProblem {
  marker.place('argument', start, length);
  return new FieldProblem('argument', complaint, advice, suggestion);
}

// --- colons within values -----------------------------------------------------------------------

/** Whether a segment belongs to the value before it. */
type Continues = (segment: string) => boolean;

/** The modifiers whose values may contain colons. */
const CONTINUES: Partial<Record<ValueModifier, Continues>> = {
  // The rest of a time (`:30:00Z`) or of a URL (`://example.com`).
  default: (segment) => /^(\d|\/\/)/.test(segment),
  // Anything that neither is nor was meant to be the next modifier.
  pattern: (segment) => {
    const head = /^([A-Za-z]+)(=|$)/.exec(segment)?.[1];
    return segment !== '' && (head === undefined || suggest(head, MODIFIERS) === undefined);
  },
};

/** Joins a value with the segments that continue it; an empty segment stands for a literal colon. */
function joinValue(
  first: string,
  segments: readonly Segment[],
  from: number,
  continues: Continues | undefined,
): { value: string; next: number } {
  if (continues === undefined) return { value: first, next: from };
  let value = first;
  let next = from;
  for (;;) {
    const segment = segments[next];
    const following = segments[next + 1];
    if (segment?.text === '' && following !== undefined) {
      value += `:${following.text}`;
      next += 2;
    } else if (
      segment !== undefined &&
      !isModifier(splitOnce(segment.text, '=')[0] ?? '') &&
      continues(segment.text)
    ) {
      value += `:${segment.text}`;
      next += 1;
    } else {
      return { value, next };
    }
  }
}

/** Doubles the colons of a value that would otherwise not be read back unchanged. */
function escapeColons(modifier: ValueModifier, value: string): string {
  if (!value.includes(':')) return value;
  const [first = { text: '', start: 0 }, ...rest] = splitAtColons(value);
  const read = joinValue(first.text, rest, 0, CONTINUES[modifier]);
  return read.value === value && read.next === rest.length ? value : value.replaceAll(':', '::');
}

// --- text ---------------------------------------------------------------------------------------

function splitAtColons(text: string): Segment[] {
  let start = 0;
  return text.split(':').map((segment) => {
    const here = { text: segment, start };
    start += segment.length + 1;
    return here;
  });
}

function splitOnce(text: string, separator: string): [head: string, tail?: string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function withoutMark(text: string): [text: string, isMarked: boolean] {
  return text.endsWith('?') ? [text.slice(0, -1), true] : [text, false];
}

/** Turns a setting of the object form into what a token would have. */
function settingOf(setting: Setting, value: unknown): unknown {
  if (setting === 'embed') return embedAsText(value as SettingValues['names']);
  if (setting === 'flow') return flowAsText(value as SettingValues['paths']);
  if (typeof value === 'number') {
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
      throw new FieldProblem(
        setting,
        `${value} is too large to be written as a number.`,
        'Put it in quotes.',
      );
    }
    return String(value);
  }
  if (typeof value === 'boolean' && !isFlag(setting)) return String(value);
  return Array.isArray(value) ? value.map(String) : value;
}

/** @throws UsageError for a token that no message could show. */
function refuseUnprintable(token: string, where: string): void {
  if (token.length > LONGEST_TOKEN) {
    throw new UsageError(
      `${where}"${token.slice(0, 60)}...": it has ${token.length} characters. At most ${LONGEST_TOKEN} are allowed; a spec file has no such limit.`,
    );
  }
  if (hasControlCharacter(token)) {
    throw new UsageError(
      `${where}${JSON.stringify(token)}: it contains a control character or a line break. Remove it; fields are separated by spaces.`,
    );
  }
}
