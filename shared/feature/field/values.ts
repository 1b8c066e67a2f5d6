/**
 * The values of defaults and limits, each in one canonical text: `+007` is `7`, an instant is in
 * UTC.
 *
 * Every function takes what was written and returns its canonical text, or undefined if it is not
 * such a value.
 */

/** A whole number of up to 100 digits. */
export function canonicalInteger(text: string): string | undefined {
  return /^[+-]?\d{1,100}$/.test(text) ? BigInt(text).toString() : undefined;
}

/** A decimal number without an exponent: `10.50` is `10.5`. */
export function canonicalDecimal(text: string): string | undefined {
  const match = /^([+-]?)(\d{0,100})(?:\.(\d{0,100}))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  if (whole === '' && fraction === '') return undefined;
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const decimals = fraction.replace(/0+$/, '');
  const number = decimals === '' ? digits : `${digits}.${decimals}`;
  return sign === '-' && number !== '0' ? `-${number}` : number;
}

/** A finite number that a double can hold. */
export function canonicalFloat(text: string): string | undefined {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? String(number) : undefined;
}

/** A calendar date of the years 1 to 9999: `2024-01-31`. */
export function canonicalDate(text: string): string | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0] = match.slice(1).map(Number);
  if (year < 1 || month < 1 || month > 12) return undefined;
  return day >= 1 && day <= daysIn(year, month) ? text : undefined;
}

/** A time of day, to the millisecond: `09:30` is `09:30:00`. */
export function canonicalTime(text: string): string | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3}))?)?$/.exec(text);
  if (match === null) return undefined;
  const [, hours, minutes, seconds = '00', fraction = ''] = match;
  const milliseconds = fraction.replace(/0+$/, '');
  return `${hours}:${minutes}:${seconds}${milliseconds === '' ? '' : `.${milliseconds}`}`;
}

/** An instant with its zone, in UTC: `2024-01-31T09:30+02:00` is `2024-01-31T07:30:00Z`. */
export function canonicalDatetime(text: string): string | undefined {
  const match = /^(.{10})T(.*?)(Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/.exec(text);
  const date = canonicalDate(match?.[1] ?? '');
  const time = canonicalTime(match?.[2] ?? '');
  if (match === null || date === undefined || time === undefined) return undefined;
  const [clock = '', fraction = ''] = time.split('.');
  const instant = new Date(`${date}T${clock}.${fraction.padEnd(3, '0')}${match[3]}`);
  const utc = instant.toISOString();
  // An offset may lead outside the years that Python knows.
  if (!/^\d{4}-/.test(utc) || utc.startsWith('0000')) return undefined;
  return utc.replace(/\.?0*Z$/, 'Z');
}

/** Less than 100,000 days. */
const LONGEST_DURATION = 100_000 * 86_400 - 1;

/** A length of time as ISO 8601 writes it, in days, hours, minutes and seconds: `PT90M` is `PT1H30M`. */
export function canonicalDuration(text: string): string | undefined {
  const match =
    /^P(?=.)(?:(\d{1,5})D)?(?:T(?=.)(?:(\d{1,7})H)?(?:(\d{1,9})M)?(?:(\d{1,10})S)?)?$/.exec(text);
  if (match === null) return undefined;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const all = ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
  if (all > LONGEST_DURATION) return undefined;
  const parts = partsOf(all).map(([unit, count]) => (count === 0 ? '' : `${count}${unit}`));
  const clock = parts.slice(1).join('');
  const written = `P${parts[0]}${clock && `T${clock}`}`;
  return written === 'P' ? 'PT0S' : written;
}

/** Takes a number of seconds apart: days, hours, minutes and seconds. */
function partsOf(all: number): readonly (readonly [unit: string, count: number])[] {
  const minutes = Math.floor(all / 60);
  const hours = Math.floor(minutes / 60);
  return [
    ['D', Math.floor(hours / 24)],
    ['H', hours % 24],
    ['M', minutes % 60],
    ['S', all % 60],
  ];
}

/** Returns a canonical length of time as the arguments of Python's `timedelta`: `hours=1, minutes=30`. */
export function durationArguments(value: string): string {
  const units = { D: 'days', H: 'hours', M: 'minutes', S: 'seconds' } as const;
  const parts = [...value.matchAll(/(\d+)([DHMS])/g)].map(
    ([, count, unit]) => `${units[unit as keyof typeof units]}=${count}`,
  );
  return parts.join(', ');
}

/** A UUID in lower case, with hyphens. */
export function canonicalUuid(text: string): string | undefined {
  const uuid = text.toLowerCase();
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(uuid) ? uuid : undefined;
}

/** Top-level domains that are reserved for special uses and receive no mail. */
const UNDELIVERABLE = new Set(['arpa', 'invalid', 'local', 'localhost', 'onion', 'test']);

/** An e-mail address that mail could be delivered to, with its domain in lower case. */
export function canonicalEmail(text: string): string | undefined {
  const match =
    /^([A-Za-z0-9]+(?:[._%+-][A-Za-z0-9]+)*)@((?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+[A-Za-z]{2,63})$/.exec(
      text,
    );
  if (match === null) return undefined;
  const [, localPart = '', domain = ''] = match;
  const labels = domain.toLowerCase().split('.');
  const fits = localPart.length <= 64 && labels.every((label) => label.length <= 63);
  return fits && !UNDELIVERABLE.has(labels.at(-1) ?? '')
    ? `${localPart}@${labels.join('.')}`
    : undefined;
}

/** An absolute http or https URL in printable ASCII, as it was written. */
export function canonicalUrl(text: string): string | undefined {
  return /^https?:\/\/[^/?#\s][!-~]*$/.test(text) &&
    !/["<>\\^`{|}]/.test(text) &&
    URL.canParse(text)
    ? text
    : undefined;
}

/**
 * Returns a decimal number as a whole number of its smallest unit: `1.5` at scale 2 is 150.
 *
 * @param canonical canonical text with no more than `scale` decimals.
 */
export function unitsOf(canonical: string, scale: number): bigint {
  const [whole = '0', fraction = ''] = canonical.split('.');
  return BigInt(whole + fraction.padEnd(scale, '0'));
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Returns a time of day as the arguments of Python's `time`: `9`, `30`. */
export function clockArguments(value: string): string[] {
  const [clock = '', fraction] = value.split('.');
  const parts = clock.split(':').map((part) => String(Number(part)));
  const microseconds = fraction === undefined ? 0 : Number(fraction.padEnd(6, '0').slice(0, 6));
  if (microseconds > 0)
    return [...parts, ...(parts.length === 2 ? ['0'] : []), String(microseconds)];
  while (parts.length > 2 && parts.at(-1) === '0') parts.pop();
  return parts;
}
