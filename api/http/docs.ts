import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Router } from 'express';
import { openApiDocument } from './openapi.js';
import { problems } from './problem.js';
import type { Route } from './route.js';

const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Headrace API</title><link rel="stylesheet" href="/docs/swagger-ui.css"></head>
<body><div id="page"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/page.js"></script></body>
</html>`;

/** `validatorUrl: null`: nothing of this page asks any other host. */
const script = `SwaggerUIBundle({
  url: '/openapi.json', dom_id: '#page', deepLinking: true, validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis], layout: 'BaseLayout',
});`;

/** The description of the routes for programs and for people, served from here alone. */
export function docsPages(routes: readonly Route[]): Router {
  const router = Router();
  const document = openApiDocument(routes);
  router.get('/openapi.json', (_, response) => void response.json(document));
  router.get('/docs', (_, response) => void response.type('html').send(page));
  router.get('/docs/page.js', (_, response) => void response.type('js').send(script));
  router.get('/docs/problems', (_, response) => void response.type('html').send(problemsPage()));
  for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
    router.get(`/docs/${file}`, (_, response) => response.sendFile(join(assets, file), { maxAge: '1d' }));
  }
  return router;
}

function problemsPage(): string {
  const entries = Object.entries(problems).map(
    ([code, { status, title, retryable, remedy }]) =>
      `<h2 id="${code}">${code}</h2><p>${status} · ${title}.</p><p>${remedy}${retryable ? ' The same request may succeed later.' : ''}</p>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Problems</title></head><body><h1>Problems</h1>${entries.join('\n')}</body></html>`;
}
