import { beforeAll, describe, expect, test } from 'vitest';
import { startSales, type SalesPlant } from '../setup/sales.js';
import { Gate } from './cancel-gate.js';
import { CANCEL_LANDSCAPE } from './cancel-tests.js';
import type { Trade } from './cancel-trade.js';
import { coursesTrade, goThrough } from './shipping-courses.js';
import { startOutages } from './shipping-outages.js';
import { type CourseName, postingsOf, shippingCourses } from './shipping-postings.js';

const gate = new Gate();
let plant: SalesPlant;
let trade: Trade;
beforeAll(async () => {
  plant = await startSales({ overrides: CANCEL_LANDSCAPE, wrap: (connectors) => gate.wrap(connectors) });
  gate.connect(plant.temporal.client);
  trade = coursesTrade(plant, gate);
});

const names = Object.keys(shippingCourses) as CourseName[];

describe('posts each once, and to the cent, when the reply to every posting is lost', () => {
  test.each(names)('%s', async (name) => {
    const faults = postingsOf(name).map(([, posting]) => {
      const { system, method, path, body } = posting;
      const fault = { kind: 'commit-then-cut', method, path } as const;
      // What is no JSON is not looked into: the reply to the posting that is taken back is lost as well.
      return plant[system].faults.ask(body ? { ...fault, times: 2 } : fault);
    });
    expect(await goThrough(trade, plant, name)).toEqual([]);
    expect(faults.filter(({ struck }) => struck === 0).map(({ path }) => path)).toEqual([]);
  });
});

describe('posts each once, and to the cent, when the system goes down as each posting is sent', () => {
  test.each(names)('%s', async (name) => {
    const outages = startOutages(plant, postingsOf(name));
    try {
      expect(await goThrough(trade, plant, name)).toEqual([]);
    } finally {
      await outages.end();
    }
    expect(outages.missing()).toEqual([]);
  });
});
