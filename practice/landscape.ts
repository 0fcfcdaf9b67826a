import { readFileSync, writeFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';

const demoFile = new URL('../landscape/demo.yml', import.meta.url);

/** Nobody who watches waits for a quarter of an hour until a system is tried again; a plant's own settings do. */
const shorterDurations = {
  calls: { absentGap: '10s' },
  retry: {
    read: { initial: '500ms', factor: 2, max: '3s' },
    keyed: { initial: '500ms', factor: 2, max: '5s' },
    outage: { initial: '2s', factor: 1.5, max: '5s' },
  },
  shipping: { billingRecheck: '2s', trackingPoll: '20s', tenderProbe: '10s', warehouseProbe: '20s' },
};

/** What differs from landscape/demo.yml, for those who watch. */
export const shortened = 'a system that is down is tried again every 2–5 s, not every 30 s to 15 min';

/** landscape/demo.yml with shorter durations, as a file of its own. */
export function writePracticeLandscape(file: string): void {
  const landscape = parse(readFileSync(demoFile, 'utf8')) as { defaults: object };
  writeFileSync(file, stringify({ ...landscape, defaults: { ...landscape.defaults, ...shorterDurations } }));
}
