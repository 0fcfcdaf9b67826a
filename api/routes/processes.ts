import { z } from 'zod';
import { processes } from '../../contracts/processes/index.js';
import { roles } from '../../contracts/roles.js';
import { route, type Route } from '../http/route.js';
import { recovery, slas, version } from '../shapes/governance.js';
import { actionName, role } from '../shapes/run.js';

const text = z.string();

const contract = z
  .object({
    process: text,
    title: text,
    workflow: text,
    spansPlants: z.exactOptional(z.literal(true)),
    firstState: text,
    owner: role,
    runbook: text,
    version: z.exactOptional(version),
    slas: z.exactOptional(slas),
    recovery: z.exactOptional(recovery),
    states: z.record(
      text,
      z.object({
        meaning: text,
        without: z.exactOptional(z.array(actionName)),
        terminal: z.exactOptional(z.literal(true)),
      }),
    ),
    steps: z.record(
      text,
      z.object({
        title: text,
        class: z.enum(['read', 'keyed', 'unkeyed']),
        owner: role,
        skippable: z.exactOptional(z.literal(true)),
        undo: z.exactOptional(
          z.object({ title: text, class: z.enum(['U', 'D', 'P', 'X']), physical: z.exactOptional(text) }),
        ),
        final: z.exactOptional(text),
      }),
    ),
    decisions: z.record(text, z.array(z.object({ choice: text, text, final: z.exactOptional(text) }))),
  })
  .meta({ id: 'Process' });

export const processRoutes = (): Route[] => [
  route({
    method: 'get',
    path: '/v1/processes',
    summary: 'The processes as data: owner, runbook, service levels, recovery, states, steps, decisions',
    access: { roles },
    replies: { 200: { description: 'All of them', body: z.object({ processes: z.array(contract) }) } },
    handle: async () => ({ status: 200, body: { processes: Object.values(processes) } }),
  }),
];
