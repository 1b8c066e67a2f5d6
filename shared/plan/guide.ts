/** What a project tells coding assistants: `AGENTS.md`, or a section of it. */
import { basename } from 'node:path';
import { titleOf } from '../feature/naming.js';
import { newlineOf } from '../python/edits.js';
import type { Architecture } from './architecture.js';
import type { Layout, Slice } from './layout.js';
import { renderShared, targetPath } from './templates.js';

export const GUIDE = 'AGENTS.md';

/** How every foundation is checked, in the folder where Python runs. */
export const PYTHON_CHECKS = [
  '.venv/bin/pytest',
  '.venv/bin/ruff check && .venv/bin/ruff format --check',
  '.venv/bin/mypy && .venv/bin/lint-imports',
];

/** How it is checked that the models and the migrations agree. */
export const MIGRATION_CHECK = '.venv/bin/alembic upgrade head && .venv/bin/alembic check';

/** An example that no project is likely to have. */
const EXAMPLE = 'invoice number:str=40:unique total:decimal=10.2:ge=0';

const ANY_FEATURE = {
  feature: '<feature>',
  features: '<features>',
  route: '<features>',
};

/**
 * Plans what assistants read, for a project that is new and for one where somebody asks for it. What stands is kept to the
 * byte; whatever mentions the command already is left alone.
 *
 * @param slice a feature of the project, by which an existing backend shows its layers.
 */
export function planGuide(layout: Layout, slice: Slice, isWanted: boolean): void {
  const { kind } = layout.project;
  const isNew = kind === 'founded' && slice.reused.length === 0;
  if (!isNew && !isWanted) return;
  planText(layout, (mark) => guideText(layout, slice, mark));
}

/** Plans the same for a project that is new and has no feature yet. */
export function planNewGuide(layout: Layout): void {
  planText(layout, (mark) => guideText(layout, undefined, mark));
}

/** @param textWith returns the text, given what its title begins with: `#`. */
function planText({ project: { workspace } }: Layout, textWith: (mark: string) => string): void {
  const before = workspace.read(GUIDE);
  if (before?.includes('fastapi-feature')) return;
  const reason = {
    layer: 'project',
    why: 'What coding assistants have to know: the layers, the command that adds a feature, and how to check.',
  };
  if (before === undefined || before.trim() === '') {
    workspace.edit(GUIDE, (before ?? '') + textWith('#'), reason);
  } else {
    workspace.edit(GUIDE, withSection(before, textWith('##')), reason);
  }
}

/** Puts a section behind a text, in the text's own line ends. */
function withSection(text: string, section: string): string {
  const newline = newlineOf(text);
  const gap = /\n\r?\n$/.test(text) ? '' : text.endsWith('\n') ? newline : newline + newline;
  return text + gap + section.replaceAll('\n', newline);
}

/**
 * @param slice a feature by which an existing backend shows its layers; undefined if there is none.
 * @param mark what its title begins with: `#`.
 */
function guideText(layout: Layout, slice: Slice | undefined, mark: string): string {
  const { architecture, project } = layout;
  const { generator, guide, nextRule, templates } = architecture;
  const name = titleOf(basename(project.workspace.root));
  return renderShared(templates, 'agents.md.ejs', {
    mark,
    title: mark === '#' ? `${name}: for coding assistants` : 'Features, with fastapi-feature',
    opening:
      project.kind === 'founded'
        ? `Architecture: ${architecture.title} (${architecture.id}). The README says how to run it.${spellingOf(architecture)}`
        : 'New features are fitted in beside those that stand: with their layers, their names and their tools.',
    generator,
    // The project remembers its architecture.
    command: `fastapi-feature ${EXAMPLE}`,
    wrapped,
    ...(project.kind === 'founded' && guide !== undefined
      ? { ...guide, rule: targetPath(nextRule, ANY_FEATURE) }
      : slice && seenIn(slice)),
  });
}

/** Says how the keys of JSON are spelt, where that is not as Python spells them. */
function spellingOf({ json }: Pick<Architecture, 'json'>): string {
  return json === 'camel'
    ? '\nRequests and answers have their keys in camelCase: their classes are made from `CamelModel`.'
    : '';
}

/** What a feature shows of a backend whose layers nobody has described. */
function seenIn({ feature, nextSteps, page, parts, registrations }: Slice) {
  const files = [...parts, ...registrations].filter(
    ({ isUnlisted, omitted }) => omitted === undefined && !isUnlisted,
  );
  return {
    order: `The ${feature.label} shows them:`,
    layers: [...new Map(files.map(({ path, why }) => [path, why]))],
    rule: page.nextRule,
    checks: nextSteps
      .filter((step) => !step.includes('uvicorn '))
      .map((step) => step.replace(/(\bpytest( -o \S+)?) [^\s)]+/, '$1')),
  };
}

/** Breaks a paragraph where a line would be too long. */
function wrapped(text: string): string {
  return text.replaceAll(/(.{1,118})(?: |$)/g, '$1\n').trimEnd();
}
