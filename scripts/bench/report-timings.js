// The benchmark loads this before the runner. When the process ends, it reports on standard output
// where the time went.
import { subscribe } from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';

const phases = { plan: [], read: [0], format: [0], commit: [] };
let loaded = Number.POSITIVE_INFINITY;

subscribe('fastapi-feature:timings', ({ duration, phase, start }) => {
  loaded = Math.min(loaded, start);
  // A pipe only takes so much at once, so what happens for every file is added up.
  if (phase === 'read' || phase === 'format') phases[phase][0] += duration;
  else phases[phase].push(Math.round(duration * 10) / 10);
});

process.on('exit', () => {
  const report = {
    loaded,
    total: performance.now(),
    memory: process.resourceUsage().maxRSS,
    phases,
  };
  writeSync(1, `\n${JSON.stringify(report)}\n`);
});
