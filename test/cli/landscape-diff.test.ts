import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from './command.js';

const demoFile = fileURLToPath(new URL('../../landscape/demo.yml', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'headrace-diff-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The demo's file with these texts replaced. */
function varied(name: string, ...replacements: [from: string, to: string][]): string {
  const text = replacements.reduce(
    (before, [from, to]) => {
      expect(before).toContain(from);
      return before.replace(from, to);
    },
    readFileSync(demoFile, 'utf8'),
  );
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const diff = (...args: string[]) => run(['landscape', 'diff', ...args], { SAP_PASSWORD: 'the-real-password' });

describe('landscape diff', () => {
  it('says 0 for the same, whatever they are called and whatever the environment has', async () => {
    const other = varied('named.yml', ['name: demo', 'name: production']);
    const { code, stdout } = await diff(demoFile, other);
    expect(stdout).toBe(`${demoFile} and ${other} are the same.\n`);
    expect(code).toBe(0);
  });

  it('says 1, and what differs, and never what is secret', async () => {
    const other = varied(
      'other.yml',
      ['password: ${SAP_PASSWORD}', 'password: sesame-and-more'],
      ["companyCode: '1000'", "companyCode: '1010'"],
      ['markDispatched: true', 'markDispatched: false'],
      ['plants: [P200]', 'plants: [P100]'],
    );
    const { code, stdout, stderr } = await diff(demoFile, other);
    expect(code).toBe(1);
    const lines = stdout.trimEnd().split('\n').slice(1);
    expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
      ['systems', 'SAP.config.password', '${SAP_PASSWORD}', '(not shown)'],
      ['systems', 'SAP.config.companyCode', '1000', '1010'],
      ['settings', 'production.markDispatched (all plants)', 'true', 'false'],
      ['access', 'planner-p200.plants', 'P200', 'P100'],
    ]);
    expect(stdout + stderr).not.toMatch(/sesame|the-real-password/);
    const json = await diff(demoFile, other, '--json');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({ same: false, differences: [{ group: 'systems' }, {}, {}, {}] });
    expect(json.stdout).not.toMatch(/sesame|the-real-password/);
  });

  it('says 2 where a file is wrong or not there, and what is wrong with it', async () => {
    const wrong = varied('wrong.yml', ['mes: MES-P200', 'mes: MES-P300']);
    const found = await diff(demoFile, wrong);
    expect(found.code).toBe(2);
    expect(found.stdout).toContain('plants.P200.systems.mes: there is no system MES-P300');
    expect((await diff(demoFile, join(folder, 'nowhere.yml'))).code).toBe(2);
    expect((await diff(demoFile)).code).toBe(2);
  });
});
