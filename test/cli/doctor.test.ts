import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import { type Check, doctor } from '../../cli/doctor.js';
import { claimNamespace } from '../setup/temporal.js';

const none = { TEMPORAL_CONFIG_FILE: join(tmpdir(), 'no-such-profile.toml'), PATH: '' };
const states = (checks: Check[]) => Object.fromEntries(checks.map(({ name, state }) => [name, state]));

describe('doctor', () => {
  it('finds nothing wrong with a machine on which nothing is set up yet', async () => {
    const checks = await doctor(none);
    expect(states(checks)).toMatchObject({ Node: 'ok', Landscape: 'later', Store: 'later' });
    expect(checks.filter(({ state }) => state === 'wrong')).toEqual([]);
  });

  it('tells a namespace that is ready from one that is not there', async () => {
    const named = { ...none, TEMPORAL_ADDRESS: inject('temporalAddress') };
    expect(states(await doctor({ ...named, TEMPORAL_NAMESPACE: claimNamespace() }))).toMatchObject({
      Temporal: 'ok',
      Namespace: 'ok',
    });
    const checks = await doctor({ ...named, TEMPORAL_NAMESPACE: 'never-registered' });
    expect(checks.find(({ name }) => name === 'Namespace')).toMatchObject({
      state: 'wrong',
      fix: 'run `headrace namespace prepare`',
    });
  });

  it('has a fix for everything that is wrong', async () => {
    const checks = await doctor({
      ...none,
      TEMPORAL_ADDRESS: '127.0.0.1:9',
      HEADRACE_LANDSCAPE: join(tmpdir(), 'no-such-landscape.yml'),
      HEADRACE_STORE: pathToFileURL(join(tmpdir(), 'no-such-folder', 'store.db')).href,
    });
    expect(states(checks)).toEqual({ Node: 'ok', Temporal: 'wrong', Landscape: 'wrong', Store: 'wrong' });
    for (const { state, fix } of checks) expect(state === 'ok' || fix).toBeTruthy();
  });

  it('says so when the binary that is named cannot be run', async () => {
    expect(states(await doctor({ ...none, TEMPORAL_CLI_PATH: '/dev/null' }))).toMatchObject({ Temporal: 'wrong' });
  });
});
