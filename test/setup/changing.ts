import type { NewChange } from '../../connectors/sap-s4/practice/index.js';
import type { PracticeChange } from '../../practice/change-book.js';
import { plants } from '../../practice/plant.js';
import { atEnd } from './at-end.js';
import { type DeskWords, deskWords } from './desk-words.js';
import { type Body, openPlant, type PlantOptions, type TestPlant } from './plant.js';
import { testTemporal } from './temporal.js';

type PlantName = keyof typeof plants;
type Kind = 'mes' | 'wms';

/** What differs from a change of the pump's BOM, routing and box, at the first plant, within seconds. */
export interface Differing extends Partial<Omit<NewChange, 'changeNo' | 'plants'>> {
  plants?: PlantName[];
  /** Until it starts. */
  inMs?: number;
  workCenter?: string;
  ready?: boolean;
  /** Nothing is said of stock. */
  undisposed?: true;
}

/** The words of engineers and planners for a plant. */
export interface ChangingPlant extends TestPlant, DeskWords {
  /** Put into the ERP, and told of. Every item of its own: what one test makes is no stock of another's. */
  change(changeNo: string, differing?: Differing): void;
  /** Put into the ERP, and not told of. */
  draw(changeNo: string, differing?: Differing): void;
  /** By a person who has read what it will undo. @returns the verified outcome */
  takeBack(changeNo: string): Promise<Body>;
  standing(plant: PlantName, kind: Kind, changeNo: string): PracticeChange | undefined;
  /** `PUT bom FG-ECO-1 C`, `ACTIVATE`, `WITHDRAW`, in the order in which they were taken. */
  taken(plant: PlantName, kind: Kind, changeNo: string): string[];
}

export const changeRun = (changeNo: string): string => `engineering-change/1000/-/${changeNo}`;
export const itemOf = (changeNo: string): string => `FG-${changeNo}`;

/** What the clock of a plant shows. */
export function onTheClock(plant: PlantName, at: number): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: plants[plant].zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return parts.format(new Date(at)).replace(' ', 'T');
}

export async function startChanging(options: PlantOptions = {}): Promise<ChangingPlant> {
  const plant = await openPlant(options.temporal ?? (await testTemporal()), options);
  atEnd(() => plant.stop());
  return changing(plant);
}

const FAR_AHEAD_MS = 500 * 86_400_000;

export function changing(plant: TestPlant): ChangingPlant {
  const { sap, practice } = plant;
  const standing: ChangingPlant['standing'] = (name, kind, changeNo) =>
    practice[kind][name].changes.changes.get(changeNo);
  const words: ChangingPlant = {
    ...plant,
    ...deskWords(plant),
    draw(
      changeNo,
      { plants: names = ['P100'], inMs = FAR_AHEAD_MS, workCenter = 'ASSY-02', ready, undisposed, ...more } = {},
    ) {
      const item = more.item ?? itemOf(changeNo);
      if (!sap.ledger().stock.some((one) => one.item === item))
        sap.addItem({ item, baseUom: 'EA', standardCost: '120.00', lotControl: true });
      const at = Date.now() + inMs;
      sap.changes.put({
        ...{ changeNo, item },
        ...(!undisposed && { disposition: 'RUN_OUT_DATE' as const }),
        definitions: [
          {
            entity: 'routing',
            id: item,
            from: '4',
            to: '5',
            fields: [{ name: '0020', from: 'TEST-01', to: workCenter }],
          },
          { entity: 'bom', id: item, from: 'B', fields: [{ name: 'RM-20', from: '2', to: '3' }] },
          { entity: 'pack', id: item, from: 'B', fields: [{ name: 'boxWeightKg', from: '13.0', to: '13.4' }] },
        ],
        ...more,
        plants: (names as PlantName[]).map((name) => ({
          plant: name,
          effectiveFrom: onTheClock(name, at),
          ready: ready ?? true,
        })),
      });
    },
    change(changeNo, differing) {
      words.draw(changeNo, differing);
      sap.changes.release(changeNo);
    },
    async takeBack(changeNo) {
      const run = `/v1/runs/${changeRun(changeNo)}`;
      for (;;) {
        const { revision } = (await plant.call('GET', `${run}/cancel-plan`)).body;
        const request = { action: 'cancel', reasonCode: 'TEST', text: 'not wanted', expectedRevision: revision };
        const { body, status } = await plant.call('POST', `${run}/actions`, request, { as: 'supervisor' });
        // The run has moved on since its plan was read.
        if (body.code === 'STALE_REVISION') continue;
        if (status !== 202) throw new Error(`the cancel of ${changeNo} was refused: ${JSON.stringify(body)}`);
        return (await plant.call('GET', `${run}/actions/${body.actionId}?wait=20`)).body;
      }
    },
    standing,
    taken: (name, kind, changeNo) =>
      (standing(name, kind, changeNo)?.taken ?? []).map((one) => (one.what ? `${one.kind} ${one.what}` : one.kind)),
  };
  return words;
}
