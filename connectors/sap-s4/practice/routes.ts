import type { Express, NextFunction, Request, Response } from 'express';
import { entityOf, keysOf, listOf, type Query, type Service } from './odata.js';
import { errorBody, Refusal } from './refusal.js';
import type { Sessions } from './sessions.js';

/** Stands for several messages. */
const HEADING = { code: 'MM_IM_ODATA_API_MDOC/014', message: 'Material Document processing failed' };
const ROOT = '/sap/opu/odata/sap/';
/** Service, with its version or not, then entity set or function, then keys. */
const RESOURCE = /^\/([A-Z0-9_]+)(?:;v=\d+)?\/(\w*)(?:\((.+)\))?$/;

/** Requests to OData V2 services and replies as SAP Gateway words them. Comes last: it words every refusal. */
export function odataRoutes(app: Express, services: Record<string, Service>, sessions: Sessions): void {
  app.use(ROOT, sessions.signIn(), sessions.guard(), (request, response) => answer(services, request, response));
  app.use((error: unknown, _: Request, response: Response, next: NextFunction) => {
    if (!(error instanceof Refusal)) return next(error);
    const { status, details } = error;
    if (details.length < 2) response.status(status).json(errorBody(details));
    else response.status(status).json(errorBody([...details, HEADING], HEADING));
  });
}

function answer(services: Record<string, Service>, request: Request, response: Response): void {
  const [, name = '', resource = '', keys] = RESOURCE.exec(decodeURIComponent(request.path)) ?? [];
  const service = services[name];
  if (!service)
    throw new Refusal(403, { code: '/IWFND/MED/170', message: `No service found for namespace '', name '${name}'` });
  if (resource === '') return void response.json({ d: { EntitySets: Object.keys(service.sets) } });
  const query = request.query as Query & Record<string, string>;
  const set = service.sets[resource];
  if (request.method === 'GET' && set) {
    if (keys === undefined) return void response.json({ d: { results: listOf(set, query) } });
    return void response.json({ d: entityOf(set, keys, query) });
  }
  if (request.method === 'POST' && set?.create) return void response.status(201).json({ d: set.create(request.body) });
  const ifMatch = request.headers['if-match'];
  if (request.method === 'PATCH' && set?.update && keys !== undefined) {
    set.update(keysOf(set, keys), request.body as Record<string, unknown>, ifMatch);
    return void response.status(204).end();
  }
  if (request.method === 'DELETE' && set?.remove && keys !== undefined) {
    set.remove(keysOf(set, keys), ifMatch);
    return void response.status(204).end();
  }
  const call = service.functions[resource];
  if (request.method === 'POST' && call) {
    const parameters = Object.entries(query).map(([key, value]) => [key, value.replace(/^'(.*)'$/, '$1')]);
    return void response.json({ d: call(Object.fromEntries(parameters), ifMatch) });
  }
  throw new Refusal(405, {
    code: '/IWFND/CM_CORE/006',
    message: `${request.method} is not supported for '${resource}'`,
  });
}
