import type { Architecture } from '../../../shared/architecture.js';
import { service } from '../service/architecture.js';

export const direct: Architecture = { ...service, id: 'layered-direct', style: 'direct', capabilities: service.capabilities.slice(0, 1) };
