// The benchmark loads this before the runner. When the process ends, it reports on standard output
// where the time went.
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
  // A pipe only takes so much at once, so what happens for every file is added up.
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
