import { describeBackends } from './projects.js';

describeBackends(1, 2);
