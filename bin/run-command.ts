/** Carries commands out without Yeoman's loop, whose loading takes longer than most of them. */
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import v8 from 'node:v8';
import type { Ejected } from '../generators/eject/eject.js';
import { isNamespace } from '../shared/feature/namespace.js';
import { changes, type PlannedFile } from '../shared/project/workspace.js';
import { writeAll } from '../shared/run/commit.js';
import { FeatureCommand, type Given } from '../shared/run/feature-command.js';
import { inTurn } from '../shared/run/in-turn.js';
import type { Surroundings } from '../shared/run/surroundings.js';
import { writtenLine } from '../shared/show/written.js';
import type { Person } from '../shared/terminal/person.js';
import { chooseGenerator, familyOf, runOutside } from './chosen-generator.js';
import { type OpenAdapter, writeFiles } from './write-files.js';

/**
 * Carries a command out.
 *
 * @param name a sub-generator.
 * @throws UsageError and RefusalError as its generator does.
 */
export async function runCommand(name: string, given: Given): Promise<void> {
  if (given.raw.spec !== undefined) keepHeapSmall();
  // What is printed for programs has standard output to itself, so questions go elsewhere.
  const stdout = given.raw['print-spec'] ? process.stderr : process.stdout;
  let adapter: ReturnType<OpenAdapter> | undefined;
  const openAdapter = () => {
    adapter ??= import('../shared/yeoman/adapter.js').then((module) => module.openAdapter(stdout));
    return adapter;
  };
  let person: Promise<Person> | undefined;
  const surroundings = surroundingsOf(() => {
    person ??= import('../shared/terminal/person.js').then(({ personAt }) =>
      personAt(process.stdin, stdout),
    );
    return person;
  });
  const release = async () => (await person)?.release();
  if (name === 'inspect') {
    const { inspect } = await import('../generators/inspect/inspect.js');
    await inspect(given, surroundings);
  } else if (name === 'completion') {
    const { completion } = await import('../generators/completion/completion.js');
    completion(given);
  } else if (name === 'eject') {
    const { eject } = await import('../generators/eject/eject.js');
    await writeEjected(await eject(given, surroundings));
  } else if (name === 'change' || name === 'remove' || name === 'upgrade') {
    await evolve(name, given, surroundings, openAdapter);
  } else {
    const chosen = await chooseGenerator(name, given, surroundings).catch(async (error) => {
      await release();
      throw error;
    });
    if (isNamespace(chosen.generator)) {
      await release();
      await runOutside(chosen, surroundings, openAdapter);
    } else {
      const family = await familyOf(chosen.generator);
      const command = new FeatureCommand(family, chosen.given, surroundings);
      await addFeatures(command, openAdapter, release);
    }
  }
}

async function writeEjected(ejected: Ejected): Promise<void> {
  const { copies, root } = ejected;
  if (copies.length > 0) {
    let lines: readonly string[] = [];
    await inTurn([root], async () => {
      if (ejected.isOutdated()) await ejected.planAgain();
      lines = copies.map(({ path }) =>
        writtenLine(existsSync(path) ? 'force' : 'create', relative(process.cwd(), path)),
      );
      writeAll([root], copies);
      return copies;
    });
    for (const line of lines) console.error(line);
  }
  ejected.report();
}

/**
 * Many features keep little and throw away much. Left to itself, V8 lets the heap grow to several times
 * of what is kept before it looks for the rest.
 */
function keepHeapSmall(): void {
  v8.setFlagsFromString('--heap-growing-percent=8');
}

/** @param person returns whoever is at the terminal. */
function surroundingsOf(person: () => Promise<Person>): Surroundings {
  const folder = process.cwd();
  return {
    run: {},
    cwd: folder,
    root: folder,
    ask: async (question) => (await person()).ask(question),
    say: (text) => console.error(text),
  };
}

/** What becomes of what stands, by the names of the commands. Each is loaded where it is needed. */
const EVOLUTIONS = {
  change: async () => (await import('../shared/run/changing.js')).CHANGING,
  remove: async () => (await import('../shared/run/removal.js')).REMOVAL,
  upgrade: async () => (await import('../shared/run/upgrading.js')).UPGRADING,
};

async function evolve(
  name: keyof typeof EVOLUTIONS,
  given: Given,
  surroundings: Surroundings,
  openAdapter: OpenAdapter,
): Promise<void> {
  const { EvolutionCommand } = await import('../shared/run/evolution-command.js');
  const evolution = await EVOLUTIONS[name]();
  const { architecturesFor } = await import('../generators/app/registered.js');
  const command = new EvolutionCommand(evolution, architecturesFor, given, surroundings);
  await command.begin();
  const files = (await command.plan()).filter(changes);
  await writeFiles(files, { planned: command, force: false, openAdapter });
  command.report();
}

/** @param release lets go of the terminal, once the questions about the features are answered. */
async function addFeatures(
  command: FeatureCommand,
  openAdapter: OpenAdapter,
  release: () => Promise<void>,
): Promise<void> {
  let files: readonly PlannedFile[];
  try {
    await command.begin();
    await command.request();
    files = await command.plan();
  } finally {
    await release();
  }
  const changed = files.filter(changes);
  await writeFiles(changed, { planned: command, force: command.isForced, openAdapter });
  command.report();
}
