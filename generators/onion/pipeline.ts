/** `--with pipeline=STEP/STEP/STEP`: a workflow of several steps whose runs are stored. */
import type { Integration } from '../../shared/plan/architecture.js';
import { addFromImport } from '../../shared/python/imports.js';
import { addStatement } from '../../shared/python/statements.js';
import { observed, TRACED_PIPELINE_FILES } from './observability.js';
import { models, readme, router } from './wiring.js';

const APP = 'backend/app';
const API = `${APP}/presentation/api/v1`;
const TESTS = 'backend/tests';
const JOBS = `${APP}/presentation/jobs.py`;

/** A pipeline, as the document's step 3 and its supplement have it; a job does each run. */
export const pipeline: Integration = {
  name: 'pipeline',
  why: 'A workflow of several steps: runs, steps and artifacts are stored, and what is done is not done again after a fault.',
  argument: {
    value: 'STEP/STEP/STEP',
    noun: 'step',
    example: 'transcribe/embed/index',
    isList: true,
  },
  addition: {
    needs: ['job'],
    files: [
      {
        template: `${APP}/domain/entities/pipeline.py.ejs`,
        layer: 'domain',
        why: 'A run and its steps, and how far each is.',
      },
      {
        template: `${APP}/application/interfaces/pipeline.py.ejs`,
        layer: 'application',
        why: 'The ports: a step, a pipeline, and where runs are kept.',
      },
      {
        template: `${APP}/application/use_cases/run_pipeline.py.ejs`,
        layer: 'application',
        why: 'The orchestrator: runs the steps in their order, skips those that are done, and starts and shows runs.',
      },
      {
        template: `${APP}/infrastructure/models/pipeline.py.ejs`,
        layer: 'infrastructure',
        why: 'The tables of runs, steps and artifacts.',
      },
      {
        template: 'backend/alembic/versions/[revision]_create_pipeline_runs.py.ejs',
        layer: 'infrastructure',
        why: 'The reversible migration that creates the three tables.',
        table: 'pipeline_runs',
      },
      {
        template: `${APP}/infrastructure/repositories/pipeline.py.ejs`,
        layer: 'infrastructure',
        why: 'Keeps runs: in the transaction of a request, and step by step while one goes on.',
      },
      {
        template: `${APP}/infrastructure/pipelines/__init__.py.ejs`,
        layer: 'infrastructure',
        why: 'Makes the folder a package.',
      },
      {
        template: `${APP}/infrastructure/pipelines/steps/__init__.py.ejs`,
        layer: 'infrastructure',
        why: 'Makes the folder a package.',
      },
      {
        template: `${APP}/infrastructure/pipelines/steps/[name]_step.py.ejs`,
        layer: 'infrastructure',
        why: 'One step. What it does goes here, through the ports that it is given.',
      },
      {
        template: `${API}/dependencies/pipeline.py.ejs`,
        layer: 'presentation',
        why: 'Says which steps the pipeline has and what each is given; tests override it here.',
      },
      {
        template: `${APP}/presentation/pipeline_job.py.ejs`,
        layer: 'presentation',
        why: 'The job that does a run, or what is left of it.',
      },
      {
        template: `${API}/schemas/pipeline.py.ejs`,
        layer: 'presentation',
        why: 'What the API takes and gives for runs.',
      },
      {
        template: `${API}/routers/pipeline.py.ejs`,
        layer: 'presentation',
        why: 'Starts a run (202), and shows its state and its result to whoever started it.',
      },
      {
        template: `${TESTS}/fakes/pipeline.py.ejs`,
        layer: 'tests',
        why: 'Steps that note what happens, and a record without a database.',
      },
      {
        template: `${TESTS}/fakes/pipeline_process.py.ejs`,
        layer: 'tests',
        why: 'A process that runs pipelines until it is killed.',
      },
      {
        template: `${TESTS}/unit/test_run_pipeline.py.ejs`,
        layer: 'tests',
        why: 'Tests the orchestrator, and that the steps come in their order.',
      },
      {
        template: `${TESTS}/integration/test_pipeline_runs.py.ejs`,
        layer: 'tests',
        why: 'Tests runs on a real database: faults, what the status says, a killed process.',
      },
      {
        template: `${TESTS}/e2e/test_pipeline_api.py.ejs`,
        layer: 'tests',
        why: 'Tests the endpoints, and that nobody sees the runs of others.',
      },
      ...observed(TRACED_PIPELINE_FILES),
    ],
    registrations: [
      models('pipeline', ['PipelineArtifactModel', 'PipelineRunModel', 'PipelineStepModel']),
      router('pipeline', 'pipeline', 'Includes the endpoints of the pipeline.'),
      {
        path: JOBS,
        layer: 'presentation',
        why: 'Says that this function does the runs.',
        edit: (source) => {
          const registered = addStatement(source, {
            path: JOBS,
            statement: 'HANDLERS[RUN_PIPELINE] = run_pipeline',
            kind: /^HANDLERS\b/,
            kindName: 'definition of HANDLERS',
          });
          return [
            ['app.application.use_cases.run_pipeline', 'RUN_PIPELINE'] as const,
            ['app.presentation.pipeline_job', 'run_pipeline'] as const,
          ].reduce(
            (text, [module, name]) => addFromImport(text, { path: JOBS, module, name }),
            registered,
          );
        },
      },
      readme(
        'The pipeline',
        ({ names }) => `
\`POST /pipeline/run\` starts a run and answers 202 with its \`run_id\`; \`GET /pipeline/status/{run_id}\` says how far it is,
and \`GET /pipeline/result/{run_id}\` gives what it has made. Each is for whoever started the run.

The steps are ${names.map(({ snake }) => `\`${snake}\``).join(', ')}, in this order: modules in \`app/infrastructure/pipelines/steps/\`,
which are put together in \`dependencies/pipeline.py\`. What a step returns is stored before the next one begins. When a
process is killed, the job begins again, and steps that are done are not run again; the one that was interrupted is, so
that it needs a key of \`context["run_id"]\` and its name for whatever it asks of others.`,
      ),
    ],
    notes: () => [
      'The steps in backend/app/infrastructure/pipelines/steps/ do nothing yet: put there what they are for.',
    ],
  },
};
