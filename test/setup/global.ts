import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { writeWorkflowBundle } from '../../workers/bundle.js';
import { startDevServer } from '../../workers/temporal/dev-server.js';
import { cacheFolder } from '../../workers/temporal/find-binary.js';

declare module 'vitest' {
  export interface ProvidedContext {
    temporalAddress: string;
    /** Of all workflows, built once for the run. */
    bundlePath: string;
    /** Where test files claim what is theirs alone. */
    claims: string;
  }
}

/** Made with the server, which is much faster than registering them one by one. */
const NAMESPACES = 64;

/** One development server, in memory, and one workflow bundle for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  mkdirSync(cacheFolder, { recursive: true });
  const folder = mkdtempSync(join(cacheFolder, 'test-run-'));
  const bundlePath = join(folder, 'workflows.js');
  const namespaces = Array.from({ length: NAMESPACES }, (_, index) => `test-${index}`);
  const workflowsExist = existsSync(new URL('../../workflows/index.ts', import.meta.url));
  const [server] = await Promise.all([
    startDevServer({ namespaces }),
    workflowsExist ? writeWorkflowBundle(bundlePath) : undefined,
  ]);
  project.provide('temporalAddress', server.address);
  project.provide('bundlePath', bundlePath);
  project.provide('claims', folder);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
