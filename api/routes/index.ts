import type { ApiContext } from '../context.js';
import type { Route } from '../http/route.js';
import { actionRoutes } from './actions.js';
import { auditRoutes } from './audit.js';
import { cancelPlanRoutes } from './cancel-plan.js';
import { eventRoutes } from './events.js';
import { factRoutes } from './facts.js';
import { healthRoutes } from './health.js';
import { interfaceRoutes } from './interfaces.js';
import { messageRoutes } from './messages.js';
import { noticeRoutes } from './notices.js';
import { processRoutes } from './processes.js';
import { readThroughRoutes } from './read-through.js';
import { replayRoutes } from './replay.js';
import { runRoutes } from './runs.js';
import { startRoutes } from './start.js';
import { systemRoutes } from './systems.js';
import { traceRoutes } from './trace.js';

/** Every route, in the order in which they are matched. */
export const allRoutes = (context: ApiContext): Route[] => [
  ...startRoutes(context),
  ...runRoutes(context),
  ...actionRoutes(context),
  ...cancelPlanRoutes(context),
  ...eventRoutes(context),
  ...messageRoutes(context),
  ...replayRoutes(context),
  ...noticeRoutes(context),
  ...readThroughRoutes(context),
  ...systemRoutes(context),
  ...processRoutes(),
  ...interfaceRoutes(context),
  ...factRoutes(context),
  ...traceRoutes(context),
  ...auditRoutes(context),
  ...healthRoutes(context),
];
