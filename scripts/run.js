// Runs one of the scripts here that are written in TypeScript: `node scripts/run.js digest --accept`.
import { loadScript } from './typescript.js';

const [name] = process.argv.splice(2, 1);
await loadScript(name);
