/**
 * What `--json` prints, whatever the command and however it ends. Programs rely on its shape.
 *
 * Only the build loads this module, to publish the JSON Schema; everything else takes its types.
 */
import * as z from 'zod';

const problem = z.strictObject({
  message: z.string().describe('What is wrong, what is allowed and what to do.'),
  place: z
    .string()
    .optional()
    .describe('Where: an option, an argument, a key of a spec file, the path of a file.'),
  suggestion: z.string().optional().describe('What was likely meant, as it has to be written.'),
  conflict: z
    .strictObject({
      path: z.string().describe('From the root of the project.'),
      line: z.number().describe('The line in the file as it stands, counted from one.'),
      ours: z.string().describe('What stands there.'),
      theirs: z.string().describe('What it would become; empty if it would go.'),
    })
    .optional()
    .describe('What a person has changed exactly where it has to change.'),
});

const ending = {
  code: z
    .literal([0, 1, 2, 3, 130])
    .describe(
      'The exit status: 0 done; 1 a failure that nobody foresaw; 2 wrong usage; 3 refused; 130 cancelled.',
    ),
  message: z.string().describe('How the run ended, in words.'),
};

/** What is said besides the message where a run fails: of the first problem, then of all. */
const failure = {
  place: problem.shape.place,
  suggestion: problem.shape.suggestion,
  problems: z.array(problem).optional().describe('Everything that is wrong.'),
};

const action = z.enum(['create', 'edit', 'overwrite', 'delete', 'unchanged']);

const plan = {
  architecture: z.string(),
  features: z.array(z.string()),
  with: z
    .array(z.string())
    .optional()
    .describe('What the project gets once by --with, as it is typed.'),
  dryRun: z.boolean().describe('Whether nothing is written in any case.'),
  files: z.array(
    z.strictObject({
      path: z.string().describe('From the root of the project.'),
      action,
      layer: z.string(),
      why: z.string(),
      diff: z.string().optional().describe('A unified diff, for existing files that change.'),
    }),
  ),
  omitted: z
    .array(z.strictObject({ path: z.string(), why: z.string(), because: z.string() }))
    .readonly()
    .describe('What the features could have and do not, each with the reason.'),
  provided: z.array(z.string()).describe('The ids of what the project lacks and gets.'),
  reused: z
    .array(z.string())
    .describe('The ids of what the project already has and the features use.'),
  nextSteps: z.array(z.string()).describe('The commands that come next.'),
  notes: z.array(z.string()).describe('What the user should know about the result.'),
};

const finding = z.strictObject({
  what: z.string().describe('Its subject: session.'),
  value: z.string().optional().describe('What was found, in code: get_db.'),
  path: z.string().optional().describe('The file it is in.'),
  certainty: z.enum(['certain', 'likely', 'missing']),
  why: z.string().describe('The evidence.'),
});

const verification = z
  .strictObject({
    verified: z.boolean(),
    python: z.string().optional().describe('The Python that it was tried with.'),
    steps: z.array(
      z.strictObject({
        step: z.enum(['import', 'paths', 'migrations', 'tests']),
        outcome: z.enum(['passed', 'not checked']),
        detail: z.string().describe('What was found, or why it was not checked.'),
      }),
    ),
  })
  .describe('Whether what was written was tried afterwards (--verify); not in a dry run.');

const runDocument = z
  .strictObject({ ...ending, ...failure, ...plan, verification: verification.optional() })
  .describe('Features were added, or would be, or are refused although they could be planned.');

const inspectionDocument = z
  .strictObject({ ...ending, root: z.string(), findings: z.array(finding) })
  .describe('A project was inspected.');

const ejectionDocument = z
  .strictObject({
    ...ending,
    dryRun: plan.dryRun,
    files: z.array(z.strictObject({ path: z.string(), action })),
  })
  .describe('A template or the skill was copied, or would be.');

const completionDocument = z
  .strictObject({ ...ending, shell: z.string(), script: z.string() })
  .describe('The script by which a shell completes commands.');

const failureDocument = z
  .strictObject({ ...ending, ...failure })
  .describe('The run failed before anything was planned.');

/** What a run plans to do, or has done. */
export type PlanPart = z.infer<z.ZodObject<typeof plan>>;

/** How a run that adds features ended. */
export type RunDocument = z.infer<typeof runDocument>;

/** What is said of a run that was tried once it was written, or was not. */
export type VerificationDocument = z.infer<typeof verification>;

/** What `inspect --json` prints. */
export type InspectionDocument = z.infer<typeof inspectionDocument>;

/** What `eject --json` prints. */
export type EjectionDocument = z.infer<typeof ejectionDocument>;

/** What `completion --json` prints. */
export type CompletionDocument = z.infer<typeof completionDocument>;

/** How a run that failed ended. */
export type FailureDocument = z.infer<typeof failureDocument>;

/** Returns the JSON Schema of everything that `--json` prints. */
export function documentJsonSchema(): Record<string, unknown> {
  const every = z.union([
    runDocument,
    inspectionDocument,
    ejectionDocument,
    completionDocument,
    failureDocument,
  ]);
  return z.toJSONSchema(every.meta({ title: 'What generator-fastapi-feature prints with --json' }));
}
