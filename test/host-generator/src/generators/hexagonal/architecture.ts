import { join } from 'node:path';
import {
  type Architecture,
  type Capability,
  type FeatureFile,
  findArchitecture,
  type Registration,
} from 'generator-fastapi-feature';

const onion = findArchitecture('onion');

/** What features need once. */
const ports: Capability = {
  id: 'ports',
  why: 'The package of the ports.',
  evidence: { path: 'backend/app/domain/ports/__init__.py' },
  files: ['backend/app/domain/ports/__init__.py'],
};

/** What every feature has besides. */
const port: FeatureFile = {
  template: 'backend/app/domain/ports/[feature].py.ejs',
  layer: 'domain',
  why: 'The port through which the domain tells of its changes.',
};

/** Lists the features for those who are on call. */
const onCall: Registration = {
  path: 'backend/app/core/config.py',
  layer: 'core',
  why: 'Names the feature.',
  edit(source, { label }) {
    const line = `# On call: ${label}\n`;
    return source.includes(line) ? source : source + line;
  },
};

/** The tables. Templates that are not in the first folder are those of the onion architecture. */
export const hexagonal: Architecture = {
  ...onion,
  id: 'hexagonal',
  generator: 'hexagonal',
  title: 'Hexagonal architecture',
  fits: 'adapters change more often than the domain',
  templates: [join(import.meta.dirname, 'templates', 'hexagonal'), ...onion.templates],
  capabilities: [...onion.capabilities, ports],
  files: [...onion.files, port],
  registrations: [...onion.registrations, onCall],
  defaultAccess: { ...onion.defaultAccess, delete: 'admin' },
};
