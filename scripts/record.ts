/** Records a first feature in a real terminal: `npm run record` writes docs/first-feature.svg. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Key, type Piece, Terminal } from '../test/terminal/terminal.js';
import { findPython } from './python.js';

const COLUMNS = 92;
const ROWS = 26;
/** How long a screen is shown, in seconds. */
const PACE = 1.3;
/** How many times as long the last screen is shown. */
const REST = 4;

/** What to wait for, what to type then, and the keys after that. */
const SCRIPT: readonly (readonly [sees: string, types: string, ...presses: Key[]])[] = [
  ['Which architecture', '', 'Down'],
  ['❯ Layers with services', '', 'Down', 'Down'],
  ['❯ A package for each feature', '', 'Enter'],
  ['What is the feature called', 'product', 'Enter'],
  ['What is the first field?', 'name:str=120:unique price:decimal=10.2:gt=0', 'Enter'],
  ['Next field?', 'owner', 'Enter'],
  ['What type is owner?', 'ref', 'Enter'],
  ['Which model does owner refer to?', '', 'Enter'],
  ['What else applies to owner?', '', 'Enter'],
  ['Next field?', '', 'Enter'],
  ['Is everything else as usual?', '', 'Down', 'Enter'],
  ['What do you want to decide?', 'endp', 'Enter'],
  ['❯◉ the endpoints', 'who may list', 'Enter'],
  ['❯◉ who may list and read', 'who may del', 'Enter'],
  ['❯◉ who may delete', '', 'Enter'],
  ['Which endpoints?', '', 'Enter'],
  ['Who may list and read?', '', 'Up'],
  ['❯ everyone', '', 'Enter'],
  ['Who may delete?', '', 'Down'],
  ['❯ admins', '', 'Enter'],
  ['Go ahead?', '', 'Enter'],
];

type Screen = readonly (readonly Piece[])[];

const LINE = 18;
const CHARACTER = 8.4;
const MARGIN = 14;
const COLOURS = [
  '#1c1c1c',
  '#ff7b72',
  '#7ee787',
  '#f2cc60',
  '#79c0ff',
  '#d2a8ff',
  '#76e3ea',
  '#e6edf3',
];
const USUAL = '#e6edf3';

async function record(): Promise<Screen[]> {
  const python = findPython();
  if (python === undefined) throw new Error('Python makes the terminal, and there is none.');
  const folder = mkdtempSync(join(tmpdir(), 'recording-'));
  const runner = resolve('dist/bin/fastapi-feature.js');
  const command = [
    'sh',
    '-c',
    `printf '$ fastapi-feature\\n'; exec '${process.execPath}' '${runner}'`,
  ];
  const terminal = new Terminal({ python, command, cwd: folder, columns: COLUMNS, rows: ROWS });
  const screens: Screen[] = [];
  try {
    for (const [sees, types, ...presses] of SCRIPT) {
      await terminal.see(sees);
      screens.push(terminal.pieces);
      if (types !== '') {
        terminal.type(types);
        await terminal.see(types);
        screens.push(terminal.pieces);
      }
      terminal.press(...presses);
    }
    await terminal.ended();
    await terminal.see('uvicorn');
    return [...screens, ...Array.from({ length: REST }, () => terminal.pieces)];
  } finally {
    terminal.close();
    rmSync(folder, { recursive: true });
  }
}

/** Stacks the screens on top of each other; a window shows one at a time. */
function svgOf(screens: readonly Screen[]): string {
  const width = Math.ceil(COLUMNS * CHARACTER + 2 * MARGIN);
  const height = ROWS * LINE + 2 * MARGIN;
  const seconds = screens.length * PACE;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    '<title>fastapi-feature asks for a feature, shows what it would do, and writes it</title>',
    `<style>.film{animation:film ${seconds.toFixed(1)}s steps(${screens.length}) infinite}@keyframes film{to{transform:translateY(-${screens.length * height}px)}}text{font:14px ui-monospace,Menlo,Consolas,monospace;white-space:pre;fill:${USUAL}}.b{font-weight:bold}.d{opacity:.6}</style>`,
    `<rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
    '<g class="film">',
    ...screens.map(
      (screen, index) => `<g transform="translate(0 ${index * height})">${linesOf(screen)}</g>`,
    ),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function linesOf(screen: Screen): string {
  return screen
    .flatMap((pieces, row) =>
      pieces.map((piece) => {
        const leading = piece.text.length - piece.text.trimStart().length;
        const text = piece.text.trim();
        const x = (MARGIN + (piece.column + leading) * CHARACTER).toFixed(1);
        const y = MARGIN + (row + 0.75) * LINE;
        const classes = [piece.isBold ? 'b' : '', piece.isDim ? 'd' : ''].filter(Boolean).join(' ');
        const fill = piece.colour === undefined ? '' : ` style="fill:${COLOURS[piece.colour % 8]}"`;
        const length = (text.length * CHARACTER).toFixed(1);
        return `<text x="${x}" y="${y}" textLength="${length}"${classes && ` class="${classes}"`}${fill}>${escaped(text)}</text>`;
      }),
    )
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const screens = await record();
writeFileSync(resolve('docs/first-feature.svg'), svgOf(screens));
console.log(`docs/first-feature.svg: ${screens.length} screens`);
