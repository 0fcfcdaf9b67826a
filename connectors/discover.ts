import { readdir } from 'node:fs/promises';
import type { Connector } from './connector.js';

const INDEX = /^index\.(ts|js)$/;

/**
 * Every product that Headrace can talk to, by its folder's name: a folder here with an index.ts is a connector.
 * @throws Error when a folder's index has no connector as its default export
 */
export async function discoverConnectors(): Promise<Map<string, Connector>> {
  const here = new URL('.', import.meta.url);
  const folders = (await readdir(here, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const connectors = new Map<string, Connector>();
  for (const { name } of folders.sort((a, b) => a.name.localeCompare(b.name))) {
    const index = (await readdir(new URL(`${name}/`, here))).find((file) => INDEX.test(file));
    if (index) connectors.set(name, await load(name, new URL(`${name}/${index}`, here)));
  }
  return connectors;
}

/** By its whole address: bundlers and test runners refuse to import a path with a variable folder in it. */
async function load(name: string, index: URL): Promise<Connector> {
  const { default: connector } = (await import(index.href)) as { default?: Connector };
  if (typeof connector?.create !== 'function')
    throw new Error(`connectors/${name}/index has no connector as its default export`);
  return connector;
}
