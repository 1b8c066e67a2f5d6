// Loaded before the runner by the benchmark: when the process ends, says on standard output where its time went.
import { writeSync } from 'node:fs';

const PREFIX = 'fastapi-feature:';

process.on('exit', () => {
  const phases = {};
  let loaded;
  for (const { name, startTime, duration } of performance.getEntriesByType('measure')) {
    if (!name.startsWith(PREFIX)) continue;
    loaded ??= startTime;
    const phase = name.slice(PREFIX.length);
    phases[phase] ??= [];
    phases[phase].push(duration);
    loaded = Math.min(loaded, startTime);
  }
  // A pipe takes only so much at once, so what happens for every file is summed up.
  for (const phase of ['read', 'format'])
    phases[phase] = [(phases[phase] ?? []).reduce((a, b) => a + b, 0)];
  phases.plan = phases.plan.map((time) => Math.round(time * 10) / 10);
  const report = {
    loaded,
    total: performance.now(),
    memory: process.resourceUsage().maxRSS,
    phases,
  };
  writeSync(1, `\n${JSON.stringify(report)}\n`);
});
