// The built runner in a process that is kept. A message is a run; the answer is how it ended.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const [, , runner] = process.argv;
const home = process.cwd();
let run;

for (const name of ['stdout', 'stderr']) {
  process[name].write = (text, ...rest) => {
    run[name] += text;
    rest.findLast((each) => typeof each === 'function')?.();
    return true;
  };
}

process.on('message', ({ args, folder }) => {
  run = { stdout: '', stderr: '' };
  process.chdir(folder);
  process.argv = [process.execPath, runner, ...args];
  process.exitCode = undefined;
  process.channel.unref();
  // The module that starts the run is evaluated anew; all that it imports is loaded already.
  delete require.cache[require.resolve(runner)];
  require(runner);
});

// Nothing is left to do: here a process of its own would end.
process.on('beforeExit', () => {
  // Somebody may want to remove the folder.
  process.chdir(home);
  process.channel.ref();
  process.send({ status: process.exitCode ?? 0, ...run });
});
