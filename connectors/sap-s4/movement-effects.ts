import type { StockStatus } from '../../contracts/entities/documents.js';

/** From which stock to which: NAMED is the one that the document's line says. */
export interface MovementEffect {
  from?: StockStatus | 'NAMED';
  to?: StockStatus | 'NAMED';
}

/** SAP's movements within a plant, by their numbers. One that is not here keeps us from looking back. */
const effects: Record<string, MovementEffect> = {
  101: { to: 'NAMED' },
  102: { from: 'NAMED' },
  122: { from: 'NAMED' },
  123: { to: 'NAMED' },
  261: { from: 'UNRESTRICTED' },
  262: { to: 'UNRESTRICTED' },
  309: { from: 'UNRESTRICTED', to: 'UNRESTRICTED' },
  310: { from: 'UNRESTRICTED', to: 'UNRESTRICTED' },
  311: { from: 'UNRESTRICTED', to: 'UNRESTRICTED' },
  312: { from: 'UNRESTRICTED', to: 'UNRESTRICTED' },
  321: { from: 'QUALITY', to: 'UNRESTRICTED' },
  322: { from: 'UNRESTRICTED', to: 'QUALITY' },
  331: { from: 'QUALITY' },
  332: { to: 'QUALITY' },
  343: { from: 'BLOCKED', to: 'UNRESTRICTED' },
  344: { from: 'UNRESTRICTED', to: 'BLOCKED' },
  349: { from: 'BLOCKED', to: 'QUALITY' },
  350: { from: 'QUALITY', to: 'BLOCKED' },
  511: { to: 'NAMED' },
  512: { from: 'NAMED' },
  551: { from: 'UNRESTRICTED' },
  552: { to: 'UNRESTRICTED' },
  601: { from: 'UNRESTRICTED' },
  602: { to: 'UNRESTRICTED' },
  701: { to: 'NAMED' },
  702: { from: 'NAMED' },
};

export const effectOf = (type: string): MovementEffect | undefined =>
  Object.hasOwn(effects, type) ? effects[type] : undefined;

const usability: Record<string, StockStatus> = {
  '': 'UNRESTRICTED',
  X: 'QUALITY',
  2: 'QUALITY',
  S: 'BLOCKED',
  3: 'BLOCKED',
};

export const namedStock = (code: string): StockStatus | undefined =>
  Object.hasOwn(usability, code) ? usability[code] : undefined;
