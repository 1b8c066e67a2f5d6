/** `--with observability`: logs, traces and metrics. */
import type { AdditionRegistration, Integration } from '../../shared/plan/architecture.js';
import { addFromImport } from '../../shared/python/imports.js';
import { addStatement } from '../../shared/python/statements.js';
import { alongside, packages, readme, registerIn, router, settings } from './wiring.js';

const APP = 'backend/app';
const API = `${APP}/presentation/api/v1`;
const TESTS = 'backend/tests';
const OBSERVABILITY = `${APP}/presentation/observability.py`;
const WORKER = `${APP}/presentation/worker.py`;

/** The kind of this item. */
const NAME = 'observability';

/** What jobs have alongside it. */
export const TRACED_JOB_FILES = [
  {
    template: `${APP}/infrastructure/observability/tasks.py.ejs`,
    layer: 'infrastructure',
    why: 'Has Celery tell of its tasks, and leave the logs of workers as they are.',
  },
  {
    template: `${TESTS}/integration/test_traced_jobs.py.ejs`,
    layer: 'tests',
    why: 'Follows a trace from a request through Celery to a statement, and through the thread of the API.',
  },
] as const;

/** What a pipeline has alongside it. */
export const TRACED_PIPELINE_FILES = [
  {
    template: `${TESTS}/e2e/test_traced_pipeline.py.ejs`,
    layer: 'tests',
    why: 'Follows a run from its request to its steps, in traces, logs and metrics.',
  },
] as const;

/** What adapters have alongside it. */
export const TRACED_ADAPTER_FILES = [
  {
    template: `${TESTS}/integration/test_traced_calls.py.ejs`,
    layer: 'tests',
    why: 'Follows a trace to another service, which is told of the trace and of nothing else.',
  },
] as const;

const CELERY = [
  packages(
    { 'opentelemetry-instrumentation-celery': 'opentelemetry-instrumentation-celery>=0.66b0' },
    'that traces of Celery need',
  ),
  instrumentor('Celery', 'app.infrastructure.observability.tasks', 'instrument_celery'),
  {
    path: WORKER,
    layer: 'presentation',
    why: 'Observes workers, too.',
    edit: (source) =>
      addFromImport(
        addStatement(source, {
          path: WORKER,
          statement: 'observe_process()',
          kind: /^(celery|observe_process)\b/,
          kindName: 'definition of celery',
        }),
        { path: WORKER, module: 'app.presentation.observability', name: 'observe_process' },
      ),
  },
] satisfies readonly AdditionRegistration[];

const HTTPX = [
  packages(
    { 'opentelemetry-instrumentation-httpx': 'opentelemetry-instrumentation-httpx>=0.66b0' },
    'that traces of calls need',
  ),
  instrumentor(
    'httpx',
    'opentelemetry.instrumentation.httpx',
    'HTTPXClientInstrumentor',
    '().instrument',
  ),
] satisfies readonly AdditionRegistration[];

/** What jobs change where this is. */
export const TRACED_JOBS = CELERY.map((each) => alongside(NAME, each));

/** What adapters change where this is. */
export const TRACED_CALLS = HTTPX.map((each) => alongside(NAME, each));

/** The same files, as those of another item where this is. */
export function observed<File>(files: readonly File[]): (File & { readonly alongside: string })[] {
  return files.map((file) => ({ ...file, alongside: NAME }));
}

/** Observability and reliability, as the document's supplement has them. */
export const observability: Integration = {
  name: NAME,
  why: 'Logs as JSON with ids and latency, traces and metrics by OpenTelemetry, `/metrics` for Prometheus; no secrets in any of them.',
  addition: {
    files: [
      {
        template: `${APP}/core/exporting.py.ejs`,
        layer: 'core',
        why: 'What the standard OTEL_* variables say about whom traces and metrics are sent to.',
      },
      {
        template: `${APP}/infrastructure/observability/__init__.py.ejs`,
        layer: 'infrastructure',
        why: 'Makes the folder a package.',
      },
      {
        template: `${APP}/infrastructure/observability/redaction.py.ejs`,
        layer: 'infrastructure',
        why: 'What never leaves the process: secrets, and what is about people. Further names go here.',
      },
      {
        template: `${APP}/infrastructure/observability/logs.py.ejs`,
        layer: 'infrastructure',
        why: 'Has everything that is logged written as JSON, with the ids of the request, the trace, the job and the run.',
      },
      {
        template: `${APP}/infrastructure/observability/telemetry.py.ejs`,
        layer: 'infrastructure',
        why: 'Collects traces and metrics, and sends what of them may be known.',
      },
      {
        template: `${APP}/infrastructure/observability/statements.py.ejs`,
        layer: 'infrastructure',
        why: 'A span and a duration for each statement of the database, without its values.',
      },
      {
        template: `${APP}/presentation/request_observer.py.ejs`,
        layer: 'presentation',
        why: 'A line of the log and a duration for each request, by the template of its route.',
      },
      {
        template: OBSERVABILITY.concat('.ejs'),
        layer: 'presentation',
        why: 'Sets all of it up where the application is made, and says which libraries are instrumented.',
      },
      {
        template: `${API}/routers/metrics.py.ejs`,
        layer: 'presentation',
        why: 'Tells the metrics of the process to Prometheus.',
      },
      {
        template: `${TESTS}/fakes/telemetry.py.ejs`,
        layer: 'tests',
        why: 'Keeps what would be sent in memory, and reads the log.',
      },
      {
        template: `${TESTS}/unit/test_redaction.py.ejs`,
        layer: 'tests',
        why: 'Tries to get secrets and personal data past it, and to keep it busy.',
      },
      {
        template: `${TESTS}/integration/test_telemetry.py.ejs`,
        layer: 'tests',
        why: 'Tests what is sent, to whom, and what is told of statements.',
      },
      {
        template: `${TESTS}/e2e/test_observability.py.ejs`,
        layer: 'tests',
        why: 'Tests logs, traces and metrics of requests: that they are right, and that they come to an end.',
      },
      ...TRACED_JOB_FILES.map((file) => ({ ...file, alongside: 'job' })),
      ...TRACED_PIPELINE_FILES.map((file) => ({ ...file, alongside: 'pipeline' })),
      ...TRACED_ADAPTER_FILES.map((file) => ({ ...file, alongside: 'adapter' })),
    ],
    registrations: [
      packages(
        {
          'opentelemetry-api': 'opentelemetry-api>=1.45',
          'opentelemetry-exporter-otlp-proto-http': 'opentelemetry-exporter-otlp-proto-http>=1.45',
          'opentelemetry-exporter-prometheus': 'opentelemetry-exporter-prometheus>=0.66b0',
          'opentelemetry-instrumentation-fastapi': 'opentelemetry-instrumentation-fastapi>=0.66b0',
          'opentelemetry-sdk': 'opentelemetry-sdk>=1.45',
          'prometheus-client': 'prometheus-client>=0.22',
          structlog: 'structlog>=25.1',
        },
        'that logs, traces and metrics need',
      ),
      ...settings(
        () => ({
          LOG_LEVEL: {
            declared: ': Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"',
            example: '=INFO          # what is logged: DEBUG, INFO, WARNING or ERROR',
          },
          METRICS_TOKEN: {
            declared: ': SecretStr | None = None',
            example:
              '=          # /metrics answers only who sends it; without it, in development only',
          },
        }),
        'for logs and metrics',
      ),
      registerIn(
        'app.presentation.observability',
        'add_observability',
        'Has requests logged, traced and counted.',
      ),
      router('metrics', 'metrics', 'Includes the endpoint for Prometheus.'),
      ...CELERY.map((each) => alongside('job', each)),
      ...HTTPX.map((each) => alongside('adapter', each)),
      readme(
        'Logs, traces and metrics',
        () => `
Each line of the log is an object of JSON: \`event\`, \`level\`, \`timestamp\`, what was said besides, and the ids it belongs to:
\`request_id\` (the caller's \`X-Request-ID\`, or a new one), \`trace_id\`, \`job_id\`, \`run_id\`. Secrets and what is about people
are taken out by their names and by how they look (\`app/infrastructure/observability/redaction.py\`); of an error, the first
line of its message and where it was raised are kept. Log what happened and ids, not what was sent: no pattern knows a name.

Traces and metrics are sent by OTLP (over HTTP) where the standard variables of OpenTelemetry say so, in the environment of
the process: \`OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318\`, \`OTEL_SERVICE_NAME\`, \`OTEL_TRACES_SAMPLER\` and the others;
\`OTEL_TRACES_EXPORTER=none\` or \`OTEL_METRICS_EXPORTER=none\` leaves one of them out. Without them, nothing is sent.

\`GET /metrics\` tells Prometheus the metrics of the process that answers. Run one process for each address that is asked, or
send metrics by OTLP. It answers only who sends \`Authorization: Bearer\` and \`METRICS_TOKEN\`; without one it is open in
development, and not there (404) with any other \`ENVIRONMENT\`.`,
      ),
    ],
  },
};

/** Has a library tell of what it does. */
function instrumentor(
  library: string,
  module: string,
  name: string,
  use = '',
): AdditionRegistration {
  return {
    path: OBSERVABILITY,
    layer: 'presentation',
    why: `Has ${library} tell of what it does.`,
    edit: (source) =>
      addFromImport(
        addStatement(source, {
          path: OBSERVABILITY,
          statement: `INSTRUMENTORS.append(${name}${use})`,
          kind: /^INSTRUMENTORS\b/,
          kindName: 'definition of INSTRUMENTORS',
        }),
        { path: OBSERVABILITY, module, name },
      ),
  };
}
