/** `--with payment`: payments by Stripe, with the webhook that says how far they are. */
import type { Integration } from '../../shared/plan/architecture.js';
import { UPSTREAM_FILES, UPSTREAM_REGISTRATIONS, UPSTREAM_SETTINGS } from './upstream.js';
import { models, packages, readme, router, settings } from './wiring.js';

const APP = 'backend/app';
const API = `${APP}/presentation/api/v1`;
const TESTS = 'backend/tests';

/** Payments, as the document has them in its steps 3 to 5. */
export const payment: Integration = {
  name: 'payment',
  why: "Payments by Stripe's own SDK: intents, and a signed webhook whose events are kept and handled once.",
  addition: {
    files: [
      {
        template: `${APP}/domain/entities/payment.py.ejs`,
        layer: 'domain',
        why: 'A payment that somebody is asked for, and how far it is.',
      },
      {
        template: `${APP}/application/interfaces/payment.py.ejs`,
        layer: 'application',
        why: 'The ports to whoever collects payments, and to what is stored of them and of events.',
      },
      {
        template: `${APP}/application/use_cases/payment.py.ejs`,
        layer: 'application',
        why: 'Asking for a payment, looking at one, and handling each event once; what an event means goes into a use case here.',
      },
      {
        template: `${APP}/infrastructure/models/payment.py.ejs`,
        layer: 'infrastructure',
        why: 'The tables of payments and of the events that were delivered.',
      },
      {
        template: 'backend/alembic/versions/[revision]_create_payments.py.ejs',
        layer: 'infrastructure',
        why: 'The reversible migration that creates both tables.',
        table: 'payments',
      },
      {
        template: `${APP}/infrastructure/repositories/payment.py.ejs`,
        layer: 'infrastructure',
        why: 'Keeps payments and events: an event for good before it is handled, the note that it is handled with what that changes.',
      },
      {
        template: `${APP}/infrastructure/adapters/payment.py.ejs`,
        layer: 'infrastructure',
        why: "Stripe's SDK behind the port: plain values, our own errors, and the helper that checks signatures.",
      },
      {
        template: `${API}/dependencies/payment.py.ejs`,
        layer: 'presentation',
        why: 'Makes the gateway of the settings, and says what handles which event; tests override it here.',
      },
      {
        template: `${API}/schemas/payment.py.ejs`,
        layer: 'presentation',
        why: 'What the API takes and gives for payments.',
      },
      {
        template: `${API}/routers/payment.py.ejs`,
        layer: 'presentation',
        why: 'Creates and shows intents for whoever is asked for them, and takes the webhook.',
      },
      {
        template: `${TESTS}/fakes/own_database.py.ejs`,
        layer: 'tests',
        why: 'A database of its own for tests with several threads or processes.',
      },
      {
        template: `${TESTS}/fakes/payment.py.ejs`,
        layer: 'tests',
        why: 'Whoever collects payments in memory, and events signed the way Stripe does.',
      },
      {
        template: `${TESTS}/unit/test_payment_use_cases.py.ejs`,
        layer: 'tests',
        why: 'Tests the use cases without a database.',
      },
      {
        template: `${TESTS}/integration/test_stripe_client.py.ejs`,
        layer: 'tests',
        why: "Tests Stripe's own SDK against a local server in Stripe's place.",
      },
      {
        template: `${TESTS}/integration/test_webhook_events.py.ejs`,
        layer: 'tests',
        why: 'Delivers one event a hundred times, twenty at a time, and after a fault.',
      },
      {
        template: `${TESTS}/e2e/test_payment_api.py.ejs`,
        layer: 'tests',
        why: 'Tests the endpoints over HTTP, with wrong and old signatures too.',
      },
      ...UPSTREAM_FILES,
    ],
    registrations: [
      packages({ stripe: 'stripe>=13' }, 'with which Stripe is called'),
      ...settings(
        () => ({
          ...UPSTREAM_SETTINGS,
          STRIPE_SECRET_KEY: {
            declared: ': SecretStr | None = None',
            example: '=sk_test_xxx',
          },
          STRIPE_WEBHOOK_SECRET: {
            declared: ': SecretStr | None = None',
            example: '=whsec_xxx',
          },
          STRIPE_DEFAULT_CURRENCY: {
            declared: ': str = Field(default="usd", pattern="^[a-z]{3}$")',
            example: '=usd',
          },
        }),
        'for Stripe: what proves who calls, and the usual currency',
      ),
      models('payment', ['PaymentModel', 'WebhookEventModel']),
      ...UPSTREAM_REGISTRATIONS,
      router('payment', 'payments', 'Includes the endpoints of payments.'),
      readme(
        'Payments',
        () => `
Set \`STRIPE_SECRET_KEY\`, and \`STRIPE_WEBHOOK_SECRET\` for the webhook. With the token of somebody who is signed in:

\`\`\`sh
curl -X POST 'http://localhost:8000/payments/intents' \\
  -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
  -d '{"amount_cents": 1999, "currency": "usd", "metadata": {"order_id":"ORD-123"}}'
curl -H "Authorization: Bearer $TOKEN" 'http://localhost:8000/payments/intents/pi_XXXXXXXXXXXXXXXXXXXX'
stripe listen --forward-to localhost:8000/payments/webhook
\`\`\`

An event is kept in \`webhook_events\` before it is handled, and noted as handled in the transaction of what that changes: it
is handled once, however often it is delivered. What is done about a type of event is said in \`get_webhook_handlers\` of
\`dependencies/payment.py\`; others are only kept.`,
      ),
    ],
  },
};
