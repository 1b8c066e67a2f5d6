/** `--with deploy`: what it takes to run an onion project elsewhere, its workers included. */
import { ALEMBIC, companion, type Deployed, deploy } from '../../shared/plan/deploy.js';

const DEPLOYED: Deployed = {
  backend: 'backend',
  sources: ['alembic.ini', 'alembic', 'app'],
  application: 'app.presentation.main',
  migrate: ALEMBIC,
  hasMigrations: true,
  driver: 'postgresql+psycopg',
  createAdmin: 'python -m app.presentation.create_admin',
  list: '/products',
  cache: false,
  debug: false,
};

/** The worker, and the Redis through which it hears of jobs, in projects that have jobs. */
export const WORKER = companion(DEPLOYED, 'job', {
  variable: 'JOB_BROKER_URL: redis://broker:6379/0',
  services: `  # In Kubernetes a Deployment of its own, once JOB_BROKER_URL is in the secret; without it, the API does the jobs.
  worker:
    <<: *application
    command: [celery, -A, app.presentation.worker, worker]
    healthcheck: { test: celery -A app.presentation.worker inspect ping -d celery@$$HOSTNAME, interval: 30s, timeout: 15s }
    depends_on:
      migrate: { condition: service_completed_successfully }
      broker: { condition: service_healthy }
  # It carries the ids of jobs; the jobs are in the database.
  broker:
    image: redis:8.0.2-bookworm
    command: redis-server --save ""
    read_only: true
    healthcheck: { test: redis-cli ping, interval: 2s, timeout: 3s, retries: 15 }
`,
});

/** `--with deploy` of the onion. */
export const deployment = deploy(DEPLOYED, { registrations: WORKER });
