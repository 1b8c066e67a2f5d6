/** Features written like one that stands: what they emit works, and changes nothing that was there. */
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { keepRunner } from '../kept-runner.js';
import { filesBelow, PythonProject, temporaryFolder } from './python-project.js';
import { describeWithPython, PYTHON } from './with-python.js';

const NEIGHBOURS = join(process.cwd(), 'test', 'neighbours');
const { runOrThrow } = keepRunner();

/** Fields of other types than the neighbours have. */
const FIELDS = [
  'label:str=120',
  'price:decimal=10.2:gt=0',
  'weight:float',
  'visible:bool',
  'on:date',
  'opens:time:optional',
  'note:text:optional',
];

const RELATED: Readonly<Record<string, readonly string[]>> = {
  boards: ['board:ref=Board', 'state:enum=open/done:default=done'],
  hexagonal: ['author:ref=AuthorModel', 'state:enum=open/in-work/done:default=open'],
  garage: ['mechanic:ref=Mechanic', 'code:str=20:unique', 'owner:ref=Mechanic:optional'],
  lending: ['member:ref=Member', 'book:ref=Book:optional', 'state:enum=good/bad', 'kind:enum=a/b'],
  'sqlmodel-stations': ['station:ref=Station', 'state:enum=open/done:default=done'],
  'team-service': ['supplier:ref=Supplier', 'state:enum=open/done:optional'],
};

// `recipes` and `stock` need FastAPI Users and FastCRUD, which this environment has not: they are planned and mirrored.
describeWithPython('a feature is written like', () => {
  test.each([
    ['hexagonal', 'book', ['onion']],
    ['hexagonal', 'author', ['layered', '--style', 'direct']],
    ['team-service', 'material', ['layered', '--style', 'service']],
    ['team-service', 'supplier', ['package-per-feature']],
    ['lending', 'loan', ['layered', '--style', 'direct']],
    ['lending', 'book', ['layered', '--style', 'service']],
    ['sqlmodel-stations', 'station', ['layered', '--style', 'service']],
    ['sqlmodel-stations', 'sensor', ['layered', '--style', 'direct']],
    ['boards', 'label', ['domain-routes']],
    ['boards', 'card', ['layered', '--style', 'service']],
    ['clinic', 'doctor', ['onion']],
    ['clinic', 'room', ['layered', '--style', 'direct']],
    ['blog-posts', 'post', ['layered', '--style', 'service']],
    ['garage', 'vehicle', ['layered', '--style', 'service']],
    // Its objects come from a container, Dishka's.
    ['wired', 'book', ['package-per-feature']],
  ])(
    '%s: %s',
    async (name, like, [generator = '', ...options]) => {
      const folder = temporaryFolder();
      cpSync(join(NEIGHBOURS, name), folder, { recursive: true });
      const before = filesBelow(folder);
      const fields = [...FIELDS, ...(RELATED[name] ?? [])];
      await runOrThrow(folder, generator, 'order_line', ...fields, '--like', like, ...options);
      const after = filesBelow(folder);
      for (const [path, text] of before) {
        // Lines are only added; a list on one line gets longer.
        const kept = new Set(after.get(path)?.split('\n'));
        const gone = text.split('\n').filter((line) => !kept.has(line));
        expect(gone.filter((line) => !/import |__all__/.test(line))).toEqual([]);
      }
      const project = new PythonProject(folder, PYTHON, join(NEIGHBOURS, 'pyproject.toml'));
      const output = project.output('python', [
        '-B',
        '-m',
        'pytest',
        '-q',
        '-p',
        'no:cacheprovider',
      ]);
      expect(output).toMatch(/\b(4|9|1[0-9]|2[0-9]) passed/);
      if (existsSync(join(folder, 'alembic.ini'))) {
        project.output('python', ['-B', '-m', 'alembic', 'upgrade', 'head']);
        const check = project.output('python', ['-B', '-m', 'alembic', 'check']);
        expect(check).toContain('No new upgrade operations detected');
      }
      rmSync(folder, { recursive: true });
    },
    120_000,
  );
});
