import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { discoverConnectors } from '../connectors/discover.js';
import { loadLandscape } from '../landscape/load.js';
import { LandscapeError } from '../landscape/problems.js';
import { clientConnection, type TemporalTarget, temporalTarget } from '../workers/temporal/connection.js';
import { installedTemporalBinary, TemporalNotFound } from '../workers/temporal/find-binary.js';
import { inspectNamespace } from '../workers/temporal/namespace.js';

/** One thing that Headrace needs here. `later`: nothing is wrong, but the first start will have to do something. */
export interface Check {
  name: string;
  state: 'ok' | 'later' | 'wrong';
  found: string;
  fix?: string;
}

const NODE_NEEDED = [20, 19] as const;
const quiet = { info: () => undefined, warn: () => undefined };

/** What this machine has and lacks, each with its fix. Starts, fetches and changes nothing. */
export async function doctor(environment: NodeJS.ProcessEnv = process.env): Promise<Check[]> {
  const target = temporalTarget(environment);
  const engine = target.named ? checkServer(target) : checkBinary(environment);
  return [checkNode(), ...(await engine), await checkLandscape(environment), checkStore(environment)];
}

function checkNode(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [needMajor, needMinor] = NODE_NEEDED;
  const ok = major > needMajor || (major === needMajor && minor >= needMinor);
  const found = `Node ${process.versions.node}`;
  return ok
    ? { name: 'Node', state: 'ok', found }
    : { name: 'Node', state: 'wrong', found, fix: `install Node ${NODE_NEEDED.join('.')} or newer` };
}

async function checkServer(target: TemporalTarget): Promise<Check[]> {
  const { address, namespace } = target;
  const connection = await clientConnection(target).catch((error: Error) => error);
  if (connection instanceof Error) {
    const fix = 'start it, or correct TEMPORAL_ADDRESS or the profile that names it';
    return [{ name: 'Temporal', state: 'wrong', found: `${address}: ${connection.message}`, fix }];
  }
  const server: Check = { name: 'Temporal', state: 'ok', found: address };
  try {
    const { exists, missingAttributes, problems } = await inspectNamespace(connection, namespace);
    const missing =
      missingAttributes.length > 0 ? [`it lacks the search attributes ${missingAttributes.join(', ')}`] : [];
    const wrong = exists ? [...missing, ...problems] : ['it does not exist'];
    const found = [namespace, ...wrong].join(': ');
    if (wrong.length === 0) return [server, { name: 'Namespace', state: 'ok', found }];
    const fix = problems.length > 0 ? 'see there' : 'run `headrace namespace prepare`';
    return [server, { name: 'Namespace', state: 'wrong', found, fix }];
  } catch (error) {
    return [
      server,
      { name: 'Namespace', state: 'wrong', found: (error as Error).message, fix: 'see what the server says' },
    ];
  } finally {
    await connection.close();
  }
}

async function checkBinary(environment: NodeJS.ProcessEnv): Promise<Check[]> {
  try {
    return [{ name: 'Temporal', state: 'ok', found: await installedTemporalBinary(environment, quiet) }];
  } catch (error) {
    if (!(error instanceof TemporalNotFound)) throw error;
    if (environment['TEMPORAL_CLI_PATH']) {
      return [{ name: 'Temporal', state: 'wrong', found: error.message, fix: 'correct or unset TEMPORAL_CLI_PATH' }];
    }
    const found = 'no server is named and no binary is here: `headrace demo` and `headrace dev` fetch one';
    return [{ name: 'Temporal', state: 'later', found, fix: 'for a server of your own, set TEMPORAL_ADDRESS' }];
  }
}

async function checkLandscape(environment: NodeJS.ProcessEnv): Promise<Check> {
  const name = 'Landscape';
  const path = environment['HEADRACE_LANDSCAPE'];
  if (!path)
    return {
      name,
      state: 'later',
      found: 'none is named: the demo brings its own',
      fix: 'set HEADRACE_LANDSCAPE to your file',
    };
  try {
    const { plants, systems } = loadLandscape(path, environment, await discoverConnectors());
    return { name, state: 'ok', found: `${path}: ${plants.length} plants, ${systems.length} systems` };
  } catch (error) {
    if (!(error instanceof LandscapeError)) throw error;
    return { name, state: 'wrong', found: error.message, fix: 'each line names its own' };
  }
}

function checkStore(environment: NodeJS.ProcessEnv): Check {
  const name = 'Store';
  const url = environment['HEADRACE_STORE'];
  if (!url)
    return {
      name,
      state: 'later',
      found: 'none is named: the demo brings its own',
      fix: 'set HEADRACE_STORE to file:/…/headrace.db',
    };
  try {
    accessSync(dirname(fileURLToPath(url)), constants.W_OK);
    return { name, state: 'ok', found: url };
  } catch (error) {
    const found = `${url}: ${(error as Error).message}`;
    return {
      name,
      state: 'wrong',
      found,
      fix: 'name a file in a folder that can be written: file:/var/lib/headrace/store.db',
    };
  }
}
