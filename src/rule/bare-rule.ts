import { positionIn } from '../diagnostics/position-in.js';
import type { Rule } from './model.js';

/** A rule around a query that came without one: no schedule, nothing mapped, an alert for every row. */
export const bareRule = (query: string): Rule => ({
  kind: 'Hunting',
  id: 'query',
  name: 'Query',
  slug: 'query',
  description: '',
  severity: null,
  status: null,
  version: null,
  tactics: [],
  techniques: [],
  connectors: [],
  query,
  schedule: null,
  trigger: { operator: 'gt', threshold: 0 },
  entityMappings: [],
  customDetails: [],
  alertDetails: {
    displayNameFormat: null,
    descriptionFormat: null,
    severityColumn: null,
    tacticsColumn: null,
    dynamicProperties: [],
  },
  eventGrouping: 'SingleAlert',
  suppression: null,
  incident: null,
  tags: [],
  source: { file: null, locate: (offset) => positionIn(query, offset) },
});
