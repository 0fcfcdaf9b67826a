import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSales, type SalesPlant } from '../setup/sales.js';
import { Gate } from './cancel-gate.js';
import { coursesTrade, goThrough } from './shipping-courses.js';
import { type CourseName, postingsOf, shippingCourses } from './shipping-postings.js';
import type { Moment, Strike } from './struck-worker.js';
import { startWorkerProcess, type WorkerProcess } from './worker-process.js';

const WORKERS = 2;
const PATIENCE_MS = 240_000;
const moments: Moment[] = ['before send', 'after send, before the reply', 'after the reply, before completion'];
const names = Object.keys(shippingCourses) as CourseName[];

interface Kill {
  course: CourseName;
  at: Moment;
  posting: string;
  strike: Strike;
}

const folder = mkdtempSync(join(tmpdir(), 'headrace-shipping-kill-'));
const kills: Kill[] = moments.flatMap((at, row) =>
  names.flatMap((course) =>
    postingsOf(course).map(([posting, { method, path, body }]) => {
      const marker = join(folder, `${row} ${posting}`);
      return { course, at, posting, strike: { at, method: `^${method}$`, path, marker, ...(body && { text: body }) } };
    }),
  ),
);
const open = (at: Moment): Strike[] =>
  kills.filter((one) => one.at === at && !existsSync(one.strike.marker)).map(({ strike }) => strike);

let plant: SalesPlant;
const wrong = new Map<string, string[]>();
const living = new Set<WorkerProcess>();
let over = false;

/** A worker that is started again each time it was killed, as a supervisor does. */
async function supervise(name: string, at: Moment): Promise<void> {
  for (let life = 1; !over; life += 1) {
    const strikes = open(at);
    const worker = startWorkerProcess(plant.environment, join(folder, `${name}-${life}.log`), ...strikes);
    living.add(worker);
    while (worker.isAlive() && !over) await new Promise((resolve) => setTimeout(resolve, 50));
    living.delete(worker);
    if (over) await worker.end();
  }
}

/** One moment after the other; in each, an order for every course, all at a time. */
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  plant = await startSales({
    withoutWorkers: true,
    overrides: { shipping: { revenueTriggers: { CPT: 'GOODS_ISSUE' } } },
  });
  const trade = coursesTrade(plant, new Gate());
  for (const at of moments) {
    over = false;
    const workers = Array.from({ length: WORKERS }, (_, index) => supervise(`${at}-${index}`, at));
    await Promise.all(
      names.map(async (name) => {
        const found = await goThrough(trade, plant, name, { patienceMs: PATIENCE_MS }).catch((error: Error) => [
          error.message,
        ]);
        wrong.set(`${at} ${name}`, found);
      }),
    );
    over = true;
    await Promise.all(workers);
  }
}, 3 * PATIENCE_MS);

afterAll(async () => {
  over = true;
  await Promise.all([...living].map((worker) => worker.end()));
  rmSync(folder, { recursive: true, force: true });
});

describe.each(moments)('workers are killed %s', (at) => {
  test.each(kills.filter((one) => one.at === at).map(({ posting, strike }) => [posting, strike] as const))(
    '%s: the worker was struck',
    (_, { marker }) => expect(existsSync(marker)).toBe(true),
  );

  test.each(names)('posts each once, and to the cent: %s', (name) => {
    expect(wrong.get(`${at} ${name}`)).toEqual([]);
  });
});
