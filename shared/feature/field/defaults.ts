/** The value of a field where none is given, and the pattern of a text. */

import { suggest } from '../../suggestion.js';
import type { FieldArgument } from './arguments.js';
import { type FieldLimits, impliedMax, type NumberRules, numberRules } from './limits.js';
import { patternProblem } from './portable-pattern.js';
import { FieldProblem, type FieldSettings, hasControlCharacter, meant } from './spec.js';
import {
  canonicalDate,
  canonicalDatetime,
  canonicalEmail,
  canonicalTime,
  canonicalUrl,
  canonicalUuid,
} from './values.js';
import type { FieldType } from './vocabulary.js';

/** @throws FieldProblem for a pattern that is invalid, or not the same to everybody. */
export function checkPattern(pattern: string | undefined): string | undefined {
  if (pattern === undefined) return undefined;
  const problem = hasControlCharacter(pattern)
    ? 'it has a control character'
    : patternProblem(pattern);
  if (problem === undefined) return pattern;
  throw new FieldProblem(
    'pattern.value',
    `the pattern "${pattern}" cannot be used: ${problem}.`,
    'Write a regular expression that Pydantic understands, such as ^[A-Z]{3}-[0-9]+$.',
  );
}

const BOOLEANS = new Map([
  ...['true', 'yes', 'on', 'y', 't', '1'].map((text) => [text, 'true'] as const),
  ...['false', 'no', 'off', 'n', 'f', '0'].map((text) => [text, 'false'] as const),
]);

/**
 * Checks a default against everything else that was said of the field.
 *
 * @returns its canonical text.
 * @throws FieldProblem for a default that the field itself would refuse.
 */
export function checkDefault(
  type: FieldType,
  settings: FieldSettings,
  argument: FieldArgument,
  limits: FieldLimits,
  pattern: string | undefined,
): string | undefined {
  const text = settings.default;
  if (text === undefined) return undefined;
  const rules = numberRules(type, argument);
  if (rules !== undefined) return checkNumber(text, rules, limits);
  if (type === 'bool') return checkBoolean(text);
  if (type === 'enum') return checkEnumValue(text, argument.values ?? []);
  const form = FORMS[type];
  if (form !== undefined) {
    if (text === form.moment) return text;
    return withinLength(type, requireForm(text, form), limits);
  }
  return checkText(withinLength(type, text, limits), pattern);
}

function refusal(complaint: string, advice: string): FieldProblem {
  return new FieldProblem('default.value', complaint, advice);
}

function checkNumber(text: string, rules: NumberRules, limits: FieldLimits): string {
  const number = rules.canonical(text);
  if (number === undefined) {
    throw refusal(`the default "${text}" is not ${rules.noun}.`, 'Write it as in default=10.');
  }
  const misfit = rules.misfit(number);
  if (misfit !== undefined) throw refusal(`the default ${text} does not fit.`, misfit);
  for (const [bound, holds] of Object.entries(HOLDS)) {
    const limit = limits[bound as keyof typeof HOLDS];
    if (limit === undefined || holds(rules.compare(number, limit))) continue;
    throw refusal(`the default ${text} is outside ${bound}=${limit}.`, WITHIN_LIMITS);
  }
  return number;
}

function checkBoolean(text: string): string {
  if (text === 'true' || text === 'false') return text;
  throw refusal(
    `the default "${text}" is neither true nor false.`,
    `${meant(BOOLEANS.get(text.toLowerCase()))}Write default=true or default=false.`,
  );
}

function checkEnumValue(text: string, values: readonly string[]): string {
  if (values.includes(text)) return text;
  throw refusal(
    `the default "${text}" is not among the values.`,
    `${meant(suggest(text, values))}Values: ${values.join(', ')}.`,
  );
}

function requireForm(text: string, { canonical, noun, advice }: Form): string {
  const value = canonical(text);
  if (value === undefined) throw refusal(`the default "${text}" is not ${noun}.`, advice);
  return value;
}

function checkText(text: string, pattern: string | undefined): string {
  if (hasControlCharacter(text)) {
    throw refusal('the default has a control character or a line break.', 'Leave it out.');
  }
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(text)) {
    throw refusal(
      `the default "${text}" does not match the pattern ${pattern}.`,
      'Change one of them.',
    );
  }
  return text;
}

function withinLength(type: FieldType, text: string, { min = '0', max }: FieldLimits): string {
  // As Python counts, and not in UTF-16.
  const length = [...text].length;
  const longest = Number(max ?? impliedMax(type));
  if (length < Number(min)) {
    throw refusal(`the default has ${length} characters, fewer than min=${min}.`, WITHIN_LIMITS);
  }
  if (length > longest) {
    throw refusal(
      `the default has ${length} characters, more than the ${longest} allowed.`,
      WITHIN_LIMITS,
    );
  }
  return text;
}

const WITHIN_LIMITS = 'A default has to be within the limits of its field.';

/** Whether a number keeps a limit, by how it compares to it. */
const HOLDS: Readonly<Record<'gt' | 'ge' | 'lt' | 'le', (comparison: number) => boolean>> = {
  gt: (comparison) => comparison > 0,
  ge: (comparison) => comparison >= 0,
  lt: (comparison) => comparison < 0,
  le: (comparison) => comparison <= 0,
};

/** How the values of a type are written. */
interface Form {
  readonly noun: string;
  readonly advice: string;
  /** A word for the moment at which a row is made. */
  readonly moment?: string;
  canonical(text: string): string | undefined;
}

const FORMS: Partial<Record<FieldType, Form>> = {
  date: {
    noun: 'a date',
    advice: 'Write it as in default=2024-01-31, or default=today.',
    moment: 'today',
    canonical: canonicalDate,
  },
  datetime: {
    noun: 'an instant with its timezone',
    advice: 'Write it as in default=2024-01-31T09:30:00Z, or default=now.',
    moment: 'now',
    canonical: canonicalDatetime,
  },
  time: {
    noun: 'a time of day',
    advice: 'Write it as in default=09:30.',
    canonical: canonicalTime,
  },
  uuid: {
    noun: 'a UUID',
    advice: 'Write it as in default=123e4567-e89b-42d3-a456-426614174000.',
    canonical: canonicalUuid,
  },
  email: {
    noun: 'an e-mail address that could be delivered',
    advice: 'Write it as in default=office@example.com.',
    canonical: canonicalEmail,
  },
  url: {
    noun: 'an http or https URL',
    advice: 'Write it as in default=https://example.com/about.',
    canonical: canonicalUrl,
  },
};
