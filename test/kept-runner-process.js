// The built runner in a process that is kept. A message is a run; the answer is how it ended.
import { pathToFileURL } from 'node:url';

const [, , runner] = process.argv;
const home = process.cwd();
let number = 0;
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
  // Under another name, the module that starts the run is evaluated anew; all that it imports is loaded already.
  number += 1;
  import(`${pathToFileURL(runner)}?${number}`);
});

// Nothing is left to do: here a process of its own would end.
process.on('beforeExit', () => {
  // Somebody may want to remove the folder.
  process.chdir(home);
  process.channel.ref();
  process.send({ status: process.exitCode ?? 0, ...run });
});
