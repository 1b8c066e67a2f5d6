/** What all adapters of other services share: calls that end, and how callers hear of those that fail. */

import type { Setting } from '../../shared/plan/addition-edits.js';
import type { AdditionFile, AdditionRegistration } from '../../shared/plan/architecture.js';
import { packages, registerIn } from './wiring.js';

const TESTS = 'backend/tests';

/** The files that the first of them brings. */
export const UPSTREAM_FILES: readonly AdditionFile[] = [
  {
    template: 'backend/app/infrastructure/adapters/upstream.py.ejs',
    layer: 'infrastructure',
    why: 'What all adapters over HTTP share: timeouts, retries that honour Retry-After, a circuit breaker, and errors that say what to do.',
  },
  {
    template: 'backend/app/presentation/upstream_errors.py.ejs',
    layer: 'presentation',
    why: 'Answers 503 with Retry-After, or 502, where a service behind this one fails.',
  },
  {
    template: `${TESTS}/fakes/http_server.py.ejs`,
    layer: 'tests',
    why: 'A real HTTP server that answers, fails, hangs or breaks off as a test says.',
  },
  {
    template: `${TESTS}/integration/test_upstream.py.ejs`,
    layer: 'tests',
    why: 'Tests what all adapters share against a real server: slow, down, busy, broken.',
  },
  {
    template: `${TESTS}/e2e/test_upstream_errors.py.ejs`,
    layer: 'tests',
    why: 'Tests what callers hear where a service fails.',
  },
];

/** How patient calls of other services are. */
export const UPSTREAM_SETTINGS: Readonly<Record<string, Setting>> = {
  UPSTREAM_ATTEMPTS: {
    declared: ': int = Field(default=3, ge=1)',
    example: '=3               # how often a call of another service is tried',
  },
  UPSTREAM_BREAKER_FAILURES: {
    declared: ': int = Field(default=5, ge=1)',
    example: '=5       # calls in a row that come to nothing until a service is left alone',
  },
  UPSTREAM_BREAKER_SECONDS: {
    declared: ': float = Field(default=30, gt=0)',
    example: '=30       # and for how long',
  },
};

/** What they change in the files of a project. */
export const UPSTREAM_REGISTRATIONS: readonly AdditionRegistration[] = [
  packages(
    {
      circuitbreaker: 'circuitbreaker>=2.1',
      httpx: 'httpx>=0.28',
      'opentelemetry-api': 'opentelemetry-api>=1.45',
      tenacity: 'tenacity>=9.0',
    },
    'that calls of other services need',
  ),
  registerIn(
    'app.presentation.upstream_errors',
    'register_upstream_errors',
    'Answers requests for which another service is needed that fails.',
  ),
];
