/** Names that an edited module uses, and that nothing defines. */
import { expect, test } from '@jest/globals';
import { undefinedAfter } from '../../shared/project/foreign/undefined-names.js';
import type { PlannedFile } from '../../shared/project/workspace.js';

const edited = (before: string, after: string): PlannedFile => ({
  path: 'app/register.py',
  layer: 'application',
  why: 'Makes the feature known.',
  action: 'edit',
  before,
  after,
});

test('what an edit uses in a function without a definition is told, and what was so before is not', () => {
  const before =
    'class Register:\n    def __init__(self, users):\n        self.users = users\n        self.log = log\n';
  const after = before.replace('= users\n', '= users\n        self.crates = crates\n');
  expect(undefinedAfter([edited(before, before)])).toEqual([]);
  expect(undefinedAfter([edited(before, after)])).toEqual([
    {
      message: expect.stringMatching(
        /^app\/register\.py would use crates, which nothing defines there\. Name another/,
      ),
      place: 'app/register.py',
    },
  ]);
});

test('a model that only texts name is looked up when all are there', () => {
  const before = 'class User(Base):\n    books: Mapped[list["Book"]] = relationship("Book")\n';
  const after = `${before}    crates: Mapped[list["Crate"]] = relationship("Crate")\n`;
  expect(undefinedAfter([edited(before, after)])).toEqual([]);
  expect(undefinedAfter([edited(before, after.replaceAll('"Crate"', 'Crate'))])).toHaveLength(1);
});
