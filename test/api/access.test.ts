import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ApiContext } from '../../api/context.js';
import { Temporal } from '../../api/temporal.js';
import type { openApiDocument } from '../../api/http/openapi.js';
import { route } from '../../api/http/route.js';
import { createApi } from '../../api/api.js';
import { allRoutes } from '../../api/routes/index.js';
import { processes } from '../../contracts/processes/index.js';
import { roles } from '../../contracts/roles.js';
import { testTemporal } from '../setup/temporal.js';
import { plants, startTestApi } from './harness.js';

const temporal = await testTemporal();
const api = await startTestApi(temporal.client, { requestsPerMinute: 100_000 });
const routes = allRoutes({
  temporal: new Temporal(temporal.client),
  landscape: api.landscape,
  store: api.store,
} as ApiContext);
const keyed = roles.filter((role) => api.landscape.access.some(({ name }) => name === role));

/** An address of the route with something in each parameter. */
const addressOf = (path: string): string =>
  path
    .replace('{process}', 'order-to-production')
    .replace('{company}', '1000')
    .replace('{plant}', 'P100')
    .replace('{seq}', '1')
    .replace(/\{\w+\}/g, 'x');

describe('every route', () => {
  const protectedRoutes = routes.filter(({ access }) => typeof access === 'object');

  it.each(protectedRoutes.map((one) => [`${one.method} ${one.path}`, one] as const))(
    '%s is for its roles alone',
    async (_, { method, path, access }) => {
      const allowed: readonly string[] = typeof access === 'object' ? access.roles : [];
      const anything = method === 'post' ? { raw: '{' } : {};
      for (const as of ['', 'nobody']) {
        expect(await api[method](addressOf(path), { as, ...anything })).toMatchObject({
          status: 401,
          body: { code: 'UNAUTHENTICATED' },
        });
      }
      for (const as of keyed) {
        const { status, body } = await api[method](addressOf(path), { as, ...anything });
        const refused = status === 403 && body.code === 'ROLE_MISSING';
        expect({ as, refused }).toEqual({ as, refused: !allowed.includes(as) });
        expect(status).toBeLessThan(500);
      }
    },
  );

  it('that is public says so, and nothing else is', () => {
    const open = routes
      .filter(({ access }) => typeof access === 'string')
      .map(({ method, path, access }) => `${method} ${path} ${JSON.stringify(access)}`);
    expect(open.sort()).toEqual(['get /healthz "public"', 'get /readyz "public"', 'post /v1/events "signature"']);
  });

  it('needs a rule, or is not registered', () => {
    const spec = {
      method: 'get',
      path: '/v1/x',
      summary: '',
      replies: {},
      handle: async () => ({ status: 200 }),
    } as const;
    expect(() => route({ ...spec, access: { roles: [] } })).toThrow('does not say who may use it');
    // @ts-expect-error a rule is left out
    expect(() => route(spec)).toThrow('does not say who may use it');
  });

  it('is in the document, with its answers and who may use it', async () => {
    const { paths } = (await api.get('/openapi.json', { as: '' })).body as unknown as ReturnType<
      typeof openApiDocument
    >;
    const told = Object.entries(paths ?? {}).flatMap(([path, methods]) =>
      Object.keys(methods ?? {}).map((method) => `${method} ${path}`),
    );
    expect(told.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
    for (const one of routes) {
      const operation = paths?.[one.path]?.[one.method];
      expect(Object.keys(operation?.responses ?? {})).toEqual(
        expect.arrayContaining([...Object.keys(one.replies), '422', '429', '503']),
      );
      if (one.body) expect(operation?.requestBody).toBeDefined();
      expect(operation?.security).toHaveLength(one.access === 'public' ? 0 : 1);
    }
  });

  it('is in the application, and no other is', async () => {
    const { app } = createApi({
      landscape: await plants(),
      store: api.store,
      client: temporal.client,
      connectors: new Map(),
      logger: {} as never,
    });
    const paths = app.router.stack.flatMap(({ route: one }) => (one ? [one.path] : []));
    expect(paths.sort()).toEqual(routes.map(({ path }) => path.replace(/\{(\w+)\}/g, ':$1')).sort());
  });
});

describe('the API', () => {
  it('does not start without access keys', async () => {
    const landscape = { ...(await plants()), access: [] };
    await expect(startTestApi(temporal.client, { landscape })).rejects.toThrow('no access keys');
  });

  it('takes a key only as a whole', async () => {
    for (const authorization of [
      'Bearer',
      'Bearer ',
      'Bearer test-key-admin-000',
      'Bearer test-key-admin-00011',
      'Basic test-key-admin-0001',
      'test-key-admin-0001',
    ]) {
      expect((await api.get('/v1/processes', { as: '', headers: { authorization } })).status).toBe(401);
    }
    expect(
      (await api.get('/v1/processes', { as: '', headers: { authorization: 'bearer test-key-admin-0001' } })).status,
    ).toBe(200);
  });

  it('slows a caller that asks too often, without slowing another', async () => {
    const slow = await startTestApi(temporal.client, { requestsPerMinute: 3 });
    for (let asked = 0; asked < 3; asked += 1) await slow.get('/v1/processes', { as: 'viewer' });
    const answer = await slow.get('/v1/processes', { as: 'viewer' });
    expect(answer).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED', retryable: true } });
    expect(answer.headers.get('retry-after')).toBe('60');
    expect((await slow.get('/v1/processes', { as: 'planner' })).status).toBe(200);
  });

  it('shows the processes as their contracts have them', async () => {
    const { body } = await api.get('/v1/processes', { as: 'viewer' });
    const known = z.object({ processes: z.array(z.looseObject({ process: z.string() })) }).parse(body);
    expect(known.processes.map(({ process }) => process)).toEqual(Object.keys(processes));
  });

  it('describes itself without asking any other host', async () => {
    const page = await api.get('/docs', { as: '' });
    const { text } = page.body as unknown as { text: string };
    expect(text).not.toMatch(/https?:\/\//);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    for (const file of ['/docs/page.js', '/docs/swagger-ui.css', '/docs/swagger-ui-bundle.js', '/docs/problems']) {
      expect((await api.get(file, { as: '' })).status).toBe(200);
    }
    expect(page.headers.get('x-powered-by')).toBeNull();
  });

  it('is alive and ready', async () => {
    expect((await api.get('/healthz', { as: '' })).body).toEqual({ status: 'ok' });
    expect((await api.get('/readyz', { as: '' })).body).toEqual({ store: 'ok', temporal: 'ok' });
  });
});
