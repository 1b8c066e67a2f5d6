/** `--with job`: what is done behind the answer to a request. */
import type { Integration } from '../../shared/plan/architecture.js';
import { WORKER } from './deploy.js';
import { observed, TRACED_JOB_FILES, TRACED_JOBS } from './observability.js';
import { models, packages, readme, registerIn, router, settings } from './wiring.js';

const APP = 'backend/app';
const API = `${APP}/presentation/api/v1`;
const TESTS = 'backend/tests';

/** Background jobs, as the document's supplement has them: a queue under `infrastructure/jobs/`. */
export const job: Integration = {
  name: 'job',
  why: 'Background jobs that survive a killed process: in a thread of the API, or by Celery on Redis once a broker is set.',
  addition: {
    files: [
      {
        template: `${APP}/domain/entities/job.py.ejs`,
        layer: 'domain',
        why: 'A job: what to do, and what has become of it.',
      },
      {
        template: `${APP}/domain/schemas/job.py.ejs`,
        layer: 'domain',
        why: 'What those who run this ask for about jobs.',
      },
      {
        template: `${APP}/application/interfaces/job.py.ejs`,
        layer: 'application',
        why: 'The port through which use cases have something done later; they know no Celery.',
      },
      {
        template: `${APP}/application/use_cases/job.py.ejs`,
        layer: 'application',
        why: 'Looking at jobs, and giving a dead one another chance.',
      },
      {
        template: `${APP}/infrastructure/models/job.py.ejs`,
        layer: 'infrastructure',
        why: 'The table of jobs, in which their state is whoever runs them.',
      },
      {
        template: `${APP}/infrastructure/repositories/job.py.ejs`,
        layer: 'infrastructure',
        why: 'Shows jobs to people. It flushes; it never commits.',
      },
      {
        template: 'backend/alembic/versions/[revision]_create_jobs.py.ejs',
        layer: 'infrastructure',
        why: 'The reversible migration that creates the table.',
        table: 'jobs',
      },
      {
        template: `${APP}/infrastructure/jobs/__init__.py.ejs`,
        layer: 'infrastructure',
        why: 'Makes the folder a package.',
      },
      {
        template: `${APP}/infrastructure/jobs/context.py.ejs`,
        layer: 'infrastructure',
        why: 'What goes along with a job: the trace of the request that asked for it.',
      },
      {
        template: `${APP}/infrastructure/jobs/queue.py.ejs`,
        layer: 'infrastructure',
        why: 'Notes a job in the transaction of whoever asks for it, so that none is lost and none is there for nothing.',
      },
      {
        template: `${APP}/infrastructure/jobs/runner.py.ejs`,
        layer: 'infrastructure',
        why: 'Runs a job: one process at a time, with a lease, a time limit, retries with backoff, and an end.',
      },
      {
        template: `${APP}/infrastructure/jobs/worker.py.ejs`,
        layer: 'infrastructure',
        why: 'The thread in the process of the API that runs what is due, or tells workers of it.',
      },
      {
        template: `${APP}/infrastructure/jobs/celery_app.py.ejs`,
        layer: 'infrastructure',
        why: 'Celery, which carries the ids of jobs to workers: late acknowledgement, time limits.',
      },
      {
        template: `${APP}/presentation/jobs.py.ejs`,
        layer: 'presentation',
        why: 'Says which function does which task, and starts the thread with the application.',
      },
      {
        template: `${APP}/presentation/worker.py.ejs`,
        layer: 'presentation',
        why: 'What a worker of Celery runs.',
      },
      {
        template: `${API}/dependencies/job.py.ejs`,
        layer: 'presentation',
        why: "Wires the queue to the request's transaction; tests override it here.",
      },
      {
        template: `${API}/schemas/job.py.ejs`,
        layer: 'presentation',
        why: 'What the API shows of jobs: never the payload, which can be about anybody.',
      },
      {
        template: `${API}/routers/job.py.ejs`,
        layer: 'presentation',
        why: 'Lists jobs, dead ones among them, and tries one again; for admins.',
      },
      {
        template: `${API}/routers/job_health.py.ejs`,
        layer: 'presentation',
        why: 'Says who runs jobs, by which command, and whether they get done.',
      },
      {
        template: `${TESTS}/e2e/conftest.py.ejs`,
        layer: 'tests',
        why: 'Keeps the thread out of tests over HTTP.',
      },
      {
        template: `${TESTS}/e2e/test_job_api.py.ejs`,
        layer: 'tests',
        why: 'Tests the endpoints, and that the thread runs as long as the application does.',
      },
      {
        template: `${TESTS}/fakes/job.py.ejs`,
        layer: 'tests',
        why: 'A queue without a database, for tests of use cases.',
      },
      {
        template: `${TESTS}/fakes/job_process.py.ejs`,
        layer: 'tests',
        why: 'A process that runs jobs until it is killed.',
      },
      {
        template: `${TESTS}/fakes/own_database.py.ejs`,
        layer: 'tests',
        why: 'A database of its own for tests with several threads or processes.',
      },
      {
        template: `${TESTS}/integration/test_jobs.py.ejs`,
        layer: 'tests',
        why: 'Tests jobs on a real database: races, faults, leases, a killed process.',
      },
      ...observed(TRACED_JOB_FILES),
    ],
    registrations: [
      ...WORKER,
      packages(
        { celery: 'celery[redis]>=5.5', 'opentelemetry-api': 'opentelemetry-api>=1.45' },
        'that carry jobs to workers, and traces along with them',
      ),
      ...settings(
        () => ({
          JOB_BROKER_URL: {
            declared: ': SecretStr | None = None',
            example: '=redis://localhost:6379/0  # without it, the process of the API runs jobs',
          },
          JOB_WORKER: {
            declared: ': bool = True',
            example: '=true            # whether this process sees to jobs',
          },
          JOB_ATTEMPTS: {
            declared: ': int = Field(default=5, ge=1)',
            example: '=5             # how often a job is tried until somebody has to look',
          },
          JOB_LEASE_SECONDS: {
            declared: ': float = Field(default=15, gt=0)',
            example: '=15       # after how long without a sign of life a job is begun again',
          },
          JOB_TIME_LIMIT_SECONDS: {
            declared: ': float = Field(default=600, gt=0)',
            example: '=600 # how long a job may run',
          },
        }),
        'for jobs: who runs them, and how patiently',
      ),
      models('job', ['JobModel']),
      registerIn(
        'app.presentation.jobs',
        'register_jobs',
        'Starts and stops the thread that sees to jobs.',
      ),
      router('job', 'jobs', 'Includes the endpoints for those who run this.'),
      router('job_health', 'health/jobs', 'Includes the state of jobs in what can be watched.'),
      ...TRACED_JOBS,
      readme(
        'Jobs',
        () => `
What takes long is done behind the answer. A use case takes an \`IJobQueue\` and calls \`enqueue("send_invoice", {"id": 7})\`;
an endpoint gives it a \`JobQueue\` of \`dependencies/job.py\`. What the task does is said in \`app/presentation/jobs.py\`:
\`HANDLERS["send_invoice"] = send_invoice\`. It may be called again where a process was lost, so that it has to bear that.

Jobs are rows, written in the transaction of whoever asks for them. A thread of the API's process runs them; with
\`JOB_BROKER_URL=redis://localhost:6379/0\`, it tells workers of them instead:

\`\`\`sh
.venv/bin/celery -A app.presentation.worker worker
\`\`\`

A job that fails is tried again, later each time. After \`JOB_ATTEMPTS\` it is dead: \`GET /jobs?status=dead\` lists those,
\`POST /jobs/{id}/retry\` gives one another chance, and \`GET /health/jobs\` counts them. One whose process is killed is
begun again after \`JOB_LEASE_SECONDS\`.`,
      ),
    ],
  },
};
