/** `--with adapter=SERVICE`: a service over HTTP behind a port. */
import type { Integration } from '../../shared/plan/architecture.js';
import { observed, TRACED_ADAPTER_FILES, TRACED_CALLS } from './observability.js';
import { UPSTREAM_FILES, UPSTREAM_REGISTRATIONS, UPSTREAM_SETTINGS } from './upstream.js';
import { readme, settings } from './wiring.js';

const TESTS = 'backend/tests';

/** An adapter to another service, as the document's guidelines for external adapters have it. */
export const adapter: Integration = {
  name: 'adapter',
  why: 'Another service over HTTP behind a port: timeouts, retries, a circuit breaker, idempotency keys, a fake and tests.',
  argument: { value: 'SERVICE', noun: 'service', example: 'transcriber' },
  addition: {
    files: [
      {
        template: 'backend/app/application/interfaces/[name].py.ejs',
        layer: 'application',
        why: 'The port (Protocol) through which use cases reach the service; they know no HTTP.',
      },
      {
        template: 'backend/app/infrastructure/adapters/[name].py.ejs',
        layer: 'infrastructure',
        why: "Calls the service, and gives plain dictionaries back. The service's own paths and bodies go here; it imports neither use cases nor the domain.",
      },
      {
        template: 'backend/app/presentation/api/v1/dependencies/[name].py.ejs',
        layer: 'presentation',
        why: 'Makes the adapter of the settings, once for the process; tests override it here.',
      },
      {
        template: `${TESTS}/fakes/[name].py.ejs`,
        layer: 'tests',
        why: 'The service in memory, so that use cases can be tested without it.',
      },
      {
        template: `${TESTS}/integration/test_[name]_adapter.py.ejs`,
        layer: 'tests',
        why: 'Holds the adapter and its fake to the same port, and tests how it is wired.',
      },
      ...UPSTREAM_FILES,
      ...observed(TRACED_ADAPTER_FILES),
    ],
    registrations: [
      ...settings(({ name }) => {
        const prefix = name.snake.toUpperCase();
        return {
          ...UPSTREAM_SETTINGS,
          [`${prefix}_URL`]: {
            declared: ': HttpUrl | None = None',
            example: `=https://${name.kebab}.example.com/v1`,
          },
          [`${prefix}_API_KEY`]: { declared: ': SecretStr | None = None', example: '=' },
          [`${prefix}_TIMEOUT_SECONDS`]: {
            declared: ': float = Field(default=10, gt=0)',
            example: '=10  # how long an answer may take',
          },
        };
      }, 'for the other service: where it is, what proves who calls, and how long it may take'),
      ...UPSTREAM_REGISTRATIONS,
      ...TRACED_CALLS,
      readme(
        ({ name }) => `The ${name.human}`,
        ({ name }) => `
\`I${name.pascal}\` in \`app/application/interfaces/${name.snake}.py\` is what use cases see; \`Http${name.pascal}\` in
\`app/infrastructure/adapters/${name.snake}.py\` calls the service: put its real paths and bodies there, and what it can do
into the port. An endpoint gets it as \`${name.pascal}Dep\` of \`dependencies/${name.snake}.py\`.

Set \`${name.snake.toUpperCase()}_URL\`. A call is given up after \`${name.snake.toUpperCase()}_TIMEOUT_SECONDS\`, tried again where the service may have had it
only once (\`Idempotency-Key\`), and as late as it asks for (\`Retry-After\`). Once \`UPSTREAM_BREAKER_FAILURES\` calls in a
row came to nothing, callers hear 503 at once for \`UPSTREAM_BREAKER_SECONDS\`.`,
      ),
    ],
    notes: ({ name }) => [
      `The paths and bodies in backend/app/infrastructure/adapters/${name.snake}.py are examples: put those of the ${name.human} there, and set ${name.snake.toUpperCase()}_URL.`,
    ],
  },
};
