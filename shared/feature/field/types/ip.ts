import { isIP } from 'node:net';
import { pythonString } from '../../../python/literals.js';
import { stringColumn } from '../columns.js';
import { readForm } from '../default-values.js';
import { EVERYWHERE, type FieldTypeDefinition, KEYS } from '../definition.js';
import { initialValue } from '../initial-value.js';

/** An address of IPv6 in full, with one of IPv4 at its end. */
const LONGEST = 45;

/** An address of the internet protocol, in one spelling. */
export const ip: FieldTypeDefinition = {
  usage: 'ip',
  description: 'an IPv4 or IPv6 address, kept in its usual spelling',
  example: 'last_seen_from:ip:optional',
  synonyms: 'inet ip_address ipaddress ipv4 ipv6',
  takes: [...EVERYWHERE, ...KEYS, 'default'],
  isListItem: true,
  isOneLine: true,
  imports: [{ module: 'pydantic', name: 'IPvAnyAddress' }],
  readDefault: (text) =>
    readForm(text, {
      noun: 'an address of IPv4 or IPv6',
      advice: 'For example: default=127.0.0.1. In a token, a colon is written twice.',
      canonical: canonicalAddress,
    }),
  serverDefault: pythonString,
  inPython: (field) => ({
    checked: { name: 'IpAddress' },
    plain: 'str',
    ...stringColumn(LONGEST),
    initial: initialValue(field, pythonString, pythonString),
    sample: '"192.0.2.1"',
    otherSample: '"2001:db8::2"',
    sampleOfN: 'f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}"',
    invalid: ['"192.0.2.256"', '"nowhere"'],
  }),
};

/** Returns an address if it is written as Python would write it; undefined if not, or if it has a zone. */
function canonicalAddress(text: string): string | undefined {
  if (isIP(text) === 4) return text;
  if (isIP(text) !== 6 || text.includes('%')) return undefined;
  return new URL(`http://[${text}]`).hostname.slice(1, -1);
}
