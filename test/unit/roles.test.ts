/** The roles of a project: a closed set, to which features add what they ask for. */
import { describe, expect, test } from '@jest/globals';
import { NEW_PROJECTS, openGround } from '../../scripts/fuzz/grounds.js';
import { RefusalError } from '../../shared/errors.js';
import { planRemoval } from '../../shared/evolve/removal.js';
import { type FeatureSpec, featureFromArguments } from '../../shared/feature/spec.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planRequest } from '../../shared/plan/request.js';
import type { Workspace } from '../../shared/project/workspace.js';
import { addChoice, withoutChoice } from '../../shared/python/choices.js';

const LITERAL = 'UserRole = Literal["user", "admin"]\n\n\nclass User:\n    role: UserRole\n';
const ENUM = `class UserRole(StrEnum):
    """What somebody may be."""

    ADMIN = "admin"
    USER = "user"


class User:
    pass
`;
const choice = (word: string) => ({ path: 'roles.py', name: 'UserRole', word });

describe('a closed set', () => {
  test('takes a word at its end, once', () => {
    const literal = addChoice(LITERAL, choice('editor'));
    const members = addChoice(ENUM, choice('chief-editor'));

    expect(literal).toContain('UserRole = Literal["user", "admin", "editor"]\n');
    expect(members).toContain(
      '    USER = "user"\n    CHIEF_EDITOR = "chief-editor"\n\n\nclass User',
    );
    expect(addChoice(literal, choice('editor'))).toBe(literal);
    expect(addChoice(members, choice('chief-editor'))).toBe(members);
  });

  test.each([
    ['literal', LITERAL],
    ['enum', ENUM],
    ['literal with other line ends', LITERAL.replaceAll('\n', '\r\n')],
    ['enum with other line ends', ENUM.replaceAll('\n', '\r\n')],
  ])('of a %s is as it was without its words', (_, source) => {
    const words = ['editor', ...Array.from({ length: 6 }, (_, at) => `somebody-with-role-${at}`)];
    const all = words.reduce((text, word) => addChoice(text, choice(word)), source);

    expect(words.toReversed().reduce((text, word) => withoutChoice(text, choice(word)), all)).toBe(
      source,
    );
    expect(withoutChoice(source, choice('editor'))).toBe(source);
    expect(Math.max(...all.split(/\r?\n/).map(({ length }) => length))).toBeLessThanOrEqual(88);
  });

  test('that is open, or is none, stays as it is', () => {
    for (const source of ['UserRole = str\n', 'x = 1\n', 'class UserRole:\n    pass\n']) {
      expect(addChoice(source, choice('editor'))).toBe(source);
      expect(withoutChoice(source, choice('editor'))).toBe(source);
    }
  });

  test('with a comment in it is left to people', () => {
    const source = 'UserRole = Literal[\n    "user",  # everybody\n    "admin",\n]\n';

    const act = () => addChoice(source, choice('editor'));
    expect(act).toThrow(RefusalError);
    expect(act).toThrow(/UserRole has a comment within it\..*"editor" in UserRole/s);
  });
});

describe.each(NEW_PROJECTS.map((ground) => [ground.name, ground] as const))('%s', (_, ground) => {
  const { architecture } = ground;
  const { workspace: project } = openGround(ground);
  const feature = (name: string, write: string) =>
    featureFromArguments(name, ['title:str'], { write });
  const plan = (workspace: Workspace, spec: FeatureSpec) =>
    planRequest({ architecture, features: [spec], choices: {} }, workspace).files;
  const rolesIn = (workspace: Workspace) =>
    workspace
      .pythonFiles()
      .flatMap((path) =>
        /^UserRole = Literal\[[^\]]*\]|^class UserRole\(StrEnum\):(?:\n(?: {4}.*)?)*/m.exec(
          workspace.read(path) ?? '',
        ),
      )
      .flatMap((text) => [...(text ?? '').matchAll(/"([a-z-]+)"/g)].map(([, role]) => role))
      .toSorted();

  test('lists the roles that features ask for, until no feature does', () => {
    const workspace = project.fork();
    const [note, page] = [feature('note', 'editor+admin'), feature('page', 'editor+chief-editor')];
    expect(rolesIn(workspace)).toEqual(['admin', 'user']);

    plan(workspace, note);
    expect(rolesIn(workspace)).toEqual(['admin', 'editor', 'user']);
    plan(workspace, page);
    expect(rolesIn(workspace)).toEqual(['admin', 'chief-editor', 'editor', 'user']);

    const { files } = planRemoval({
      workspace,
      layOut: (own) => layOut(architecture, own),
      spec: page,
      others: [note],
      isWiringOnly: false,
      isCommitted: () => false,
    });
    for (const { action, after, path } of files) {
      if (action === 'edit') workspace.write(path, after, { layer: '', why: '' });
    }
    expect(rolesIn(workspace)).toEqual(['admin', 'editor', 'user']);
  });
});
