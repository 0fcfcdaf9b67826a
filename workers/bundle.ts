import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const workflows = fileURLToPath(new URL('../workflows/index.ts', import.meta.url));

/** The code of all workflows, as workers load it. Takes two seconds. */
export async function bundleWorkflows(workflowsPath = workflows): Promise<string> {
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
  return code;
}

/** Appears at `file` only when it is whole. */
export async function writeWorkflowBundle(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, await bundleWorkflows());
  await rename(unfinished, file);
}
