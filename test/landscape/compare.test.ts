import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Connector } from '../../connectors/connector.js';
import type { Capability, Ports } from '../../contracts/ports.js';
import { hashOf } from '../../landscape/access.js';
import { compareLandscapes } from '../../landscape/compare.js';
import { loadAsWritten } from '../../landscape/load.js';

const connector = (capability: Capability): Connector => ({
  capability,
  config: z.strictObject({
    url: z.url(),
    token: z.string().min(8),
    replyMs: z.int().default(30_000),
    words: z.strictObject({ done: z.string().default('DONE') }).prefault({}),
    tags: z.array(z.strictObject({ name: z.string(), colour: z.string() })).default([]),
  }),
  create: () => ({}) as Ports[Capability],
});
const connectors = new Map([
  ['an-erp', connector('erp')],
  ['a-mes', connector('mes')],
  ['a-wms', connector('wms')],
]);

type Fields = Record<string, unknown>;

const system = (name: string, more: Fields = {}) => ({
  connector: name,
  config: { url: '${URL}', token: '${TOKEN}', ...more },
});
const plant = (more: Fields = {}) => ({
  ...{ company: '0100', zone: 'America/Chicago', systems: { erp: 'SAP', mes: 'MES', wms: 'WMS' } },
  ...more,
});
const planner = { name: 'planner', key: '${PLANNER_KEY}', roles: ['planner'], plants: ['*'], companies: ['0100'] };

const landscape = () => ({
  name: 'test',
  systems: { SAP: system('an-erp'), MES: system('a-mes'), WMS: system('a-wms') } as Record<string, Fields>,
  plants: { P100: plant(), P200: plant() } as Record<string, Fields>,
  defaults: {} as Fields,
  access: [planner] as Fields[],
});

type File = ReturnType<typeof landscape>;

/** What differs when the second file was changed so. */
function differing(change: (file: File) => void, also: (file: File) => void = () => undefined) {
  const [a, b] = [landscape(), landscape()];
  also(a);
  change(b);
  const lines = (one: object, other: object) =>
    compareLandscapes(loadAsWritten(one, connectors), loadAsWritten(other, connectors), connectors).map(
      ({ group, path, a: from = '-', b: to = '-', plants = [] }) => [group, path, ...plants, from, to].join(' | '),
    );
  // The other way round the same differs.
  expect(lines(b, a)).toHaveLength(lines(a, b).length);
  return lines(a, b);
}

describe('two landscapes', () => {
  it('are the same when only their names differ', () => {
    expect(differing((file) => (file.name = 'production'))).toEqual([]);
  });

  it.each<[what: string, change: (file: File) => void]>([
    [
      'settings of the product',
      (file) => (file.defaults = { calls: { read: '10s' }, production: { overTolerancePct: 5 } }),
    ],
    [
      'a duration and a number, written otherwise',
      (file) => (file.plants.P100 = plant({ calls: { unkeyed: '1m' }, production: { overTolerancePct: '5.0' } })),
    ],
    [
      'the config of a connector',
      (file) => (file.systems.MES = system('a-mes', { replyMs: 30_000, words: { done: 'DONE' }, tags: [] })),
    ],
  ])('are the same when one of them says what is the default of the other: %s', (_, change) => {
    expect(differing(change)).toEqual([]);
  });

  it('are the same when a setting stands at the plants here, and at the defaults there', () => {
    const settings = { production: { overTolerancePct: '3' } };
    expect(
      differing(
        (file) => (file.defaults = settings),
        (file) => (file.plants = { P100: plant(settings), P200: plant(settings) }),
      ),
    ).toEqual([]);
  });

  it('are the same when a caller has the same key as a hash, and its roles in another order', () => {
    expect(
      differing(
        (file) => (file.access = [{ ...planner, key: 'a-key-of-some-length', roles: ['viewer', 'planner'] }]),
        (file) =>
          (file.access = [
            { ...planner, key: undefined, keySha256: hashOf('a-key-of-some-length'), roles: ['planner', 'viewer'] },
          ]),
      ),
    ).toEqual([]);
  });

  it.each<[what: string, change: (file: File) => void, lines: string[]]>([
    ['a plant that one alone has', (file) => delete file.plants.P200, ['plants | P200 | 0100, America/Chicago | -']],
    [
      'a plant that is new',
      (file) => (file.plants.P300 = plant({ zone: 'Europe/Berlin' })),
      ['plants | P300 | - | 0100, Europe/Berlin'],
    ],
    [
      'where a plant is',
      (file) => (file.plants.P100 = plant({ zone: 'Europe/Berlin' })),
      ['plants | P100.zone | America/Chicago | Europe/Berlin'],
    ],
    [
      'what serves a plant',
      (file) => {
        file.systems.MES2 = system('a-mes');
        file.plants.P200 = plant({ systems: { erp: 'SAP', mes: 'MES2', wms: 'WMS' } });
      },
      ['plants | P200.systems.mes | MES | MES2', 'systems | MES2 | - | a-mes'],
    ],
    [
      'a config',
      (file) => (file.systems.MES = system('a-mes', { url: '${OTHER_URL}' })),
      ['systems | MES.config.url | ${URL} | ${OTHER_URL}'],
    ],
    [
      'a default of a connector',
      (file) => (file.systems.MES = system('a-mes', { words: { done: 'ENDED' } })),
      ['systems | MES.config.words.done | DONE | ENDED'],
    ],
    [
      'a config of lists',
      (file) => (file.systems.MES = system('a-mes', { tags: [{ name: 'x', colour: 'red' }] })),
      [
        'systems | MES.config.tags | none | -',
        'systems | MES.config.tags.0.name | - | x',
        'systems | MES.config.tags.0.colour | - | red',
      ],
    ],
    [
      'a setting at one plant',
      (file) => (file.plants.P100 = plant({ calls: { read: '5s' } })),
      ['settings | calls.read | P100 | 10s | 5s'],
    ],
    [
      'a setting at all plants, once',
      (file) => (file.defaults = { production: { overTolerancePct: 3 } }),
      ['settings | production.overTolerancePct | * | 5 | 3'],
    ],
    [
      'who decides',
      (file) => (file.defaults = { owners: { 'B-QTY-OVER': 'planner' } }),
      ['settings | owners.B-QTY-OVER | * | - | planner'],
    ],
    [
      'a caller that is new',
      (file) => file.access.push({ ...planner, name: 'other', key: '${OTHER_KEY}' }),
      ['access | other | - | planner'],
    ],
    [
      'what a caller may do',
      (file) => (file.access = [{ ...planner, roles: ['viewer'] }]),
      ['access | planner.roles | planner | viewer'],
    ],
  ])('differ by %s', (_, change, lines) => {
    expect(differing(change)).toEqual(lines);
  });

  it('differ by the setting that is a placeholder in one of them', () => {
    expect(differing((file) => (file.defaults = { calls: { read: '${READ}' } }))).toEqual([
      'settings | calls.read | * | 10s | ${READ}',
    ]);
  });
});

describe('a secret', () => {
  const secret = (file: File, token: string) => (file.systems.MES = system('a-mes', { token }));

  it('is not shown, nor is its twin, and yet they are told apart', () => {
    expect(differing((file) => secret(file, 'sesame-one'))).toEqual([
      'systems | MES.config.token | ${TOKEN} | (not shown)',
    ]);
    expect(
      differing(
        (file) => secret(file, 'sesame-one'),
        (file) => secret(file, 'sesame-two'),
      ),
    ).toEqual(['systems | MES.config.token | (not shown) | (not shown, another)']);
    expect(differing((file) => secret(file, 'Bearer ${TOKEN}'))).toEqual([
      'systems | MES.config.token | ${TOKEN} | (not shown)',
    ]);
  });

  it('of a sender, of a caller, or in an address is not shown either', () => {
    const signing = (secrets: string[]) => ({ ...system('a-mes'), events: { source: '/mes', secrets } });
    const literal = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`;
    const lines = differing((file) => {
      file.systems.MES = signing([literal, '${NEXT_SECRET}']);
      file.systems.WMS = system('a-wms', { url: 'https://user:sesame@wms.example/in?token=sesame&plant=1' });
      file.access = [{ ...planner, key: 'sesame-sesame-sesame' }];
    });
    expect(lines).toEqual([
      'systems | MES.events.source | - | /mes',
      'systems | MES.events.secrets | - | (not shown), ${NEXT_SECRET}',
      'systems | WMS.config.url | ${URL} | https://…@wms.example/in?token=…&plant=1',
      'access | planner.key | ${PLANNER_KEY} | (not shown)',
    ]);
    expect(lines.join()).not.toMatch(/sesame|whsec_/);
  });
});

describe('a landscape as it is written', () => {
  it('is refused for everything that is wrong whatever the environment has', () => {
    const file = landscape();
    file.plants.P100 = plant({ zone: 'Chicago', calls: { read: 'soon' } });
    file.systems.MES = { ...system('a-mes'), colour: 'red' };
    expect(() => loadAsWritten(file, connectors)).toThrow(/3 problems(?!.*TOKEN)/s);
  });
});
