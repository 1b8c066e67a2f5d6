/** What holds for every possible feature, tried on many. */

import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { type Attempt, attemptAll } from '../../scripts/fuzz/attempts.js';
import {
  identifiersOf,
  NEW_PROJECTS,
  openGround,
  TEST_BACKENDS,
} from '../../scripts/fuzz/grounds.js';
import { ForeseenError } from '../../shared/errors.js';
import { exampleOf } from '../../shared/feature/items.js';
import { subcommandOf, writeFeature } from '../../shared/feature/notation.js';
import { parseFeature } from '../../shared/feature/schema.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planFeature } from '../../shared/plan/plan.js';
import { Workspace } from '../../shared/project/workspace.js';
import { FIRST_PARTY, openWorkspace, problemsOf } from '../../shared/python/ruff.js';
import { filesBelow, temporaryFolder } from '../generated/python-project.js';
import { keepRunner } from '../kept-runner.js';
import { likelyFeature } from '../likely-features.js';
import { LITERALS, randomFeatures } from '../random-features.js';

const { runOrThrow } = keepRunner();

/** Beside these, the digest plans forty in each project that are always the same. */
const SPECS = 120;

/** The rules of emitted projects that can be checked without any other file. */
const RULES = {
  'line-length': 88,
  'target-version': 'py311',
  lint: {
    select: ['E', 'F', 'I', 'B', 'UP', 'DTZ', 'A', 'PT', 'ASYNC'],
    isort: { 'known-first-party': FIRST_PARTY },
  },
};

/** Names that a document prescribes. The settings of emitted projects allow them too. */
const FORCED = /^A00[23] .*`(id|list)`/;

describe.each(ARCHITECTURES.map((architecture) => [architecture.id, architecture] as const))(
  'a project in %s with a category',
  (_, architecture) => {
    const folder = temporaryFolder();
    let before: Map<string, string>;

    beforeAll(async () => {
      await runOrThrow(folder, ...subcommandOf(architecture).split(' '), 'category', 'name:str');
      before = filesBelow(folder);
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    test(`takes ${SPECS} accepted features and emits valid, formatted Python, and refuses the rest with a clear message`, () => {
      const rules = openWorkspace(RULES);
      let accepted = 0;
      const project = new Workspace(folder);
      for (const { name: feature, tokens, options: given } of randomFeatures(60 * SPECS)) {
        if (accepted === SPECS) break;
        let plan: ReturnType<typeof planFeature>;
        try {
          const spec = featureFromArguments(feature, tokens, given, architecture);
          plan = planFeature(layOut(architecture, project.fork()), spec);
        } catch (error) {
          if (!(error instanceof ForeseenError)) {
            throw new Error(`${feature} ${tokens.join(' ')} ${JSON.stringify(given)}`, {
              cause: error,
            });
          }
          expect(error.message.length).toBeGreaterThan(20);
          continue;
        }
        accepted += 1;
        expectLiterals(plan);
        const written = { name: plan.feature.feature, ...writeFeature(plan.feature.spec) };
        expect(parseFeature(written, architecture)).toEqual(plan.feature.spec);
        for (const { path, after } of plan.files.filter((file) => file.path.endsWith('.py'))) {
          const found = problemsOf(rules, after)
            .map(({ code, message }) => `${code} ${message}`)
            .filter((problem) => !FORCED.test(problem));
          const formatted = rules.format(after) === after;
          if (found.length > 0 || !formatted) {
            throw new Error(
              `${feature} ${tokens.join(' ')} ${JSON.stringify(given)}: ${path}\n${found.join('\n')} formatted: ${formatted}\n${after}`,
            );
          }
        }
      }
      expect(accepted).toBe(SPECS);
      expect(filesBelow(folder)).toEqual(before);
    }, 300_000);
  },
);

/** What the user wrote appears unchanged wherever callers can send something. */
function expectLiterals({ feature, files }: ReturnType<typeof planFeature>): void {
  if (!feature.has.create) return;
  // Some backends use single quotes.
  const text = files.map(({ after }) => after.replaceAll("'", '"')).join('\n');
  for (const { default: initial, pattern, type, values = [] } of feature.spec.fields) {
    if (initial !== undefined && LITERALS.includes(initial) && type !== 'enum') {
      expect(text).toContain(`"${initial}"`);
    }
    if (LITERALS.some((literal) => pattern === `^${literal}-`)) {
      expect(text).toContain(`"${pattern}"`);
    }
    for (const value of values) expect(text).toContain(` = "${value}"`);
  }
}

/** How many features are tried together in one project; `npm run fuzz` tries more, and has Python check them. */
const TOGETHER = 60;

test.each(NEW_PROJECTS.map((ground) => [ground.name, ground] as const))(
  `${TOGETHER} likely features in one project in %s are planned as valid Python, or refused in words`,
  (_, ground) => {
    const rules = openWorkspace(RULES);
    const integrations = (ground.architecture.integrations ?? []).map(exampleOf);
    const names = identifiersOf(openGround(ground).files);
    const features = fc.sample(likelyFeature(names, integrations), { seed: 2, numRuns: TOGETHER });
    const ends: Attempt[] = [];
    const texts = attemptAll(ground, features, (_, attempt) => {
      if (attempt !== undefined) ends.push(attempt);
    });
    expect(ends.filter(({ end }) => end === 'fault')).toEqual([]);
    expect(ends.filter(({ end }) => end === 'planned').length).toBeGreaterThan(TOGETHER / 4);
    for (const [path, text] of texts.filter(([each]) => each.endsWith('.py'))) {
      const found = problemsOf(rules, text).map(({ code, message }) => `${code} ${message}`);
      expect([path, found.filter((problem) => !FORCED.test(problem))]).toEqual([path, []]);
      expect([path, rules.format(text) === text]).toEqual([path, true]);
    }
  },
  120_000,
);

test.each(TEST_BACKENDS.map((ground) => [ground.name, ground] as const))(
  'likely features in the backend %s are planned, or refused in words',
  (_, ground) => {
    const features = fc.sample(likelyFeature(), { seed: 1, numRuns: 12 });
    const ends: Attempt[] = [];
    attemptAll(ground, features, (_, attempt) => {
      if (attempt !== undefined) ends.push(attempt);
    });
    expect(ends.filter(({ end }) => end === 'fault')).toEqual([]);
    expect(ends.length).toBe(features.length);
  },
  120_000,
);

const PROJECTS = join(import.meta.dirname, '..', 'projects');
const FITTED = 20;

/** The backends that features can be fitted into, each with a model to refer to and its architecture. */
const backends = readdirSync(PROJECTS)
  .filter((each) => !each.includes('.'))
  .flatMap((each) => {
    const folder = join(PROJECTS, each);
    const about = JSON.parse(readFileSync(join(folder, 'project.json'), 'utf8'));
    const architecture = ARCHITECTURES.find(({ id }) => id === about.architecture);
    if (architecture === undefined || about.reference === undefined) return [];
    const root = join(folder, about.destination ?? '');
    // If nobody can sign in, no access can be asked for.
    const open = about.options === undefined;
    return [{ each, root, reference: about.reference as string, architecture, open }];
  });

test.each(backends)(
  `$each takes ${FITTED} accepted features as valid Python, and refuses the rest in words`,
  ({ architecture, open, reference, root }) => {
    const rules = openWorkspace({ 'target-version': 'py311', lint: { select: ['F', 'B', 'PT'] } });
    let accepted = 0;
    const project = new Workspace(root);
    for (const { name: feature, tokens, options: given } of randomFeatures(720 * FITTED)) {
      if (accepted === FITTED) break;
      // No existing backend takes what is set from who has signed in, state machines, actions, ids that its own are not
      // or look-ups; hardly anything would be left.
      const own = tokens.map((each) =>
        each
          .replace(/=(Category|User)\b/, `=${reference}`)
          .replace(/:caller\b/, '')
          .replace(/:flow=[^:]*/, ''),
      );
      const described = `${feature} ${own.join(' ')} ${JSON.stringify(given)}`;
      let plan: ReturnType<typeof planFeature>;
      try {
        const { action, by, id, ...fitting } = given;
        const { read, write, delete: remove, ...rest } = fitting;
        const options = open ? rest : fitting;
        const spec = featureFromArguments(feature, own, options, architecture);
        plan = planFeature(layOut(architecture, project.fork()), spec);
      } catch (error) {
        if (!(error instanceof ForeseenError)) throw new Error(described, { cause: error });
        expect(error.message.length).toBeGreaterThan(20);
        continue;
      }
      accepted += 1;
      expectLiterals(plan);
      for (const { path, action, after } of plan.files) {
        if (action !== 'create' || !path.endsWith('.py')) continue;
        const found = problemsOf(rules, after).map(({ code, message }) => `${code} ${message}`);
        expect([described, path, found]).toEqual([described, path, []]);
      }
    }
    expect(accepted).toBe(FITTED);
  },
  120_000,
);
