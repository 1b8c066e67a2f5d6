import { describeBackends } from './projects.js';

describeBackends(2, 2);
