/** The onion architecture, emitted and run. */
import { expect, test } from '@jest/globals';
import { describeEmittedProject } from './emitted-project.js';

/** Uses the repository without a database as tests of a team would: rows go, and what came out is changed. */
const USE_FAKE = `
from app.domain.entities.user import User
from tests.fakes.user import InMemoryUserRepository

users = InMemoryUserRepository()
def add(name):
    return users.create(User(email=f"{name}@example.com", password_hash="x"))
first, second = add("first"), add("second")
users.delete(first.id)
third = add("third")
users.delete(third.id)
fourth = add("fourth")
print(len({user.id for user in (first, second, third, fourth)}), "ids")
`;

describeEmittedProject(
  {
    architecture: 'onion',
    backend: 'backend',
    application: 'app.presentation.main',
    driver: 'psycopg',
    urls: { prefix: '', collection: '' },
    layers: { contracts: 4, file: 'app/domain/entities/tag.py', imports: 'sqlalchemy' },
    models: 'app/infrastructure/models/tag.py',
    update: 'patch',
    registrations: [
      'backend/app/infrastructure/models/__init__.py',
      'backend/app/presentation/main.py',
    ],
    tests: 600,
  },
  (project) => {
    test('gives no id twice in repositories without a database', () => {
      expect(project().python.output('python', ['-c', USE_FAKE])).toBe('4 ids\n');
    });
  },
);
