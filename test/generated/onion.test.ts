/** The onion architecture, emitted and run. */
import { describeEmittedProject } from './emitted-project.js';

describeEmittedProject({
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
});
