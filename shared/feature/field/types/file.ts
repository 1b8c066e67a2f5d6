import { suggest } from '../../../suggestion.js';
import { stringColumn } from '../columns.js';
import type { ArgumentDefinition, FieldTypeDefinition } from '../definition.js';
import { initialValue } from '../initial-value.js';
import { FieldProblem } from '../settings.js';

/** The largest that S3 takes in parts is more than anybody waits for in one request. */
const MOST = 1_000_000_000;
const USUAL = 10_000_000;

/** The media types that are told by their content, each with how a file of it begins, as Python's `bytes`. */
const BEGINNINGS = {
  'image/png': String.raw`b"\x89PNG\r\n\x1a\n"`,
  'image/jpeg': String.raw`b"\xff\xd8\xff\xe0\x00\x10JFIF"`,
  'image/gif': 'b"GIF89a"',
  'image/webp': String.raw`b"RIFF\x00\x00\x00\x00WEBPVP8 "`,
  'application/pdf': 'b"%PDF-1.7"',
  'application/zip': String.raw`b"PK\x03\x04"`,
  'audio/mpeg': String.raw`b"ID3\x03"`,
  'video/mp4': String.raw`b"\x00\x00\x00\x18ftypmp42"`,
  'video/webm': String.raw`b"\x1a\x45\xdf\xa3"`,
} as const;

/** How a sound begins that is no picture. */
const WAVE = String.raw`b"RIFF\x24\x00\x00\x00WAVEfmt "`;

type MediaType = keyof typeof BEGINNINGS;

const MEDIA_TYPES = Object.keys(BEGINNINGS) as MediaType[];

/** What is taken where a field does not say it. */
const USUALLY_ACCEPTED: readonly MediaType[] = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/pdf',
];

/** How long the text is that says where a file is, what it is and how large. */
const LONGEST = 100;

const argument: ArgumentDefinition = {
  read: (text) => ({ accepts: text.split('+') }),
  places: (text) => [['accepts', 0, text.length]],
  write: ({ accepts }) => accepts?.join('+'),
  check: (_, { accepts }) => {
    if (accepts === undefined) return {};
    for (const [index, given] of accepts.entries()) {
      if (!(given in BEGINNINGS)) throw unknownMediaType(given);
      if (accepts.indexOf(given) !== index) {
        throw new FieldProblem(
          'accepts.value',
          `the media type ${given} is given twice.`,
          'Remove one of them.',
        );
      }
    }
    return { accepts };
  },
  question: ['Which media types may it have?', USUALLY_ACCEPTED.join('+')],
};

function unknownMediaType(given: string): FieldProblem {
  const near = MEDIA_TYPES.find((type) => type.endsWith(`/${given}`));
  return new FieldProblem(
    'accepts.value',
    `"${given}" is no media type that is told by the content of a file.`,
    `Allowed, joined by +: ${MEDIA_TYPES.join(', ')}.`,
    near ?? suggest(given, MEDIA_TYPES),
  );
}

/** A file, which is uploaded and downloaded apart from the row. */
export const file: FieldTypeDefinition = {
  usage: 'file[=MEDIA_TYPE+...]',
  description: `an uploaded file, in a folder or in S3; ${USUALLY_ACCEPTED.map((type) => type.split('/')[1]).join(', ')} unless said otherwise, and at most ${USUAL / 1_000_000}mb`,
  example: 'cover:file=image/png+image/jpeg:max=5mb',
  synonyms: 'upload attachment image photo picture document imagefield filefield',
  takes: ['max', 'accepts', 'column'],
  unfit: {
    default: 'A row has none until somebody uploads it.',
    index: 'Files are not looked up by their content.',
    optional: 'It always is: a row has none until somebody uploads it.',
    private: 'Whoever reads a row may download it. Leave it out instead.',
    readonly:
      'No request that creates or changes a row has it: it is uploaded to a URL of its own.',
    unique: 'Files are not looked up by their content.',
  },
  isIncomparable: true,
  lengths: { unit: 'bytes', most: MOST, usual: USUAL, largestMin: 0 },
  argument,
  inPython: (field) => ({
    checked: { name: 'StoredFile' },
    plain: 'StoredFile',
    shown: { name: 'FileInfo' },
    ...stringColumn(LONGEST),
    column: { name: 'FileColumn', arguments: [`${LONGEST}`] },
    initial: initialValue(field),
    sample: 'None',
    otherSample: 'None',
    sampleOfN: 'None',
    invalid: [],
  }),
};

/** Returns how many bytes a file may have. */
export function largestFile({ max }: { readonly max?: string }): number {
  return Number(max ?? USUAL);
}

/** Returns the media types that a file may have, each with how such a file begins, in Python. */
export function acceptedBy({
  accepts = USUALLY_ACCEPTED,
}: {
  readonly accepts?: readonly string[];
}): readonly { readonly mediaType: string; readonly beginning: string }[] {
  return accepts.map((mediaType) => ({ mediaType, beginning: BEGINNINGS[mediaType as MediaType] }));
}

/** Returns how a file begins that a field does not take: if there is one, what begins like one that it takes. */
export function refusedBy(field: { readonly accepts?: readonly string[] }): string {
  const accepted = acceptedBy(field).map(({ mediaType }) => mediaType);
  if (accepted.includes('image/webp')) return WAVE;
  const other = MEDIA_TYPES.find((type) => !accepted.includes(type));
  return other === undefined ? 'b"<script>"' : BEGINNINGS[other];
}
