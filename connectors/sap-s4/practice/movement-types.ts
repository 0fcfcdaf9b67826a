import type { Place, StockStatus } from './stock.js';

export type MovementNumber =
  | '101'
  | '102'
  | '122'
  | '123'
  | '261'
  | '309'
  | '310'
  | '262'
  | '311'
  | '312'
  | '321'
  | '322'
  | '331'
  | '343'
  | '344'
  | '332'
  | '349'
  | '350'
  | '511'
  | '512'
  | '601'
  | '602'
  | '701'
  | '702';

/** From which stock to which; NAMED is the one that the movement itself says. */
interface Kind {
  from?: StockStatus | 'NAMED';
  to?: StockStatus | 'NAMED';
  /** What its cancellation has instead; none can be cancelled that has none. */
  reversal?: MovementNumber;
}

const kinds: Record<MovementNumber, Kind> = {
  '101': { to: 'NAMED', reversal: '102' },
  '102': { from: 'NAMED', reversal: '101' },
  '122': { from: 'NAMED', reversal: '123' },
  '123': { to: 'NAMED' },
  '261': { from: 'UNRESTRICTED', reversal: '262' },
  '262': { to: 'UNRESTRICTED' },
  '309': { from: 'UNRESTRICTED', to: 'UNRESTRICTED', reversal: '310' },
  '310': { from: 'UNRESTRICTED', to: 'UNRESTRICTED' },
  '311': { from: 'UNRESTRICTED', to: 'UNRESTRICTED', reversal: '312' },
  '312': { from: 'UNRESTRICTED', to: 'UNRESTRICTED' },
  '321': { from: 'QUALITY', to: 'UNRESTRICTED', reversal: '322' },
  '322': { from: 'UNRESTRICTED', to: 'QUALITY' },
  '331': { from: 'QUALITY', reversal: '332' },
  '332': { to: 'QUALITY' },
  '343': { from: 'BLOCKED', to: 'UNRESTRICTED', reversal: '344' },
  '344': { from: 'UNRESTRICTED', to: 'BLOCKED', reversal: '343' },
  '349': { from: 'BLOCKED', to: 'QUALITY' },
  '350': { from: 'QUALITY', to: 'BLOCKED', reversal: '349' },
  '511': { to: 'NAMED', reversal: '512' },
  '512': { from: 'NAMED' },
  '601': { from: 'UNRESTRICTED' },
  '602': { to: 'UNRESTRICTED' },
  '701': { to: 'NAMED', reversal: '702' },
  '702': { from: 'NAMED', reversal: '701' },
};

export const isMovementNumber = (type: string): type is MovementNumber => Object.hasOwn(kinds, type);

export const reversalOf = (type: MovementNumber): MovementNumber | undefined => kinds[type].reversal;

interface Moved extends Place {
  type: MovementNumber;
  toLocation?: string;
  toBatch?: string;
}

/** Where a movement takes stock from, and where it puts it. */
export function placesOf(movement: Moved): { from?: Required<Place>; to?: Required<Place> } {
  const { plant, location, item, batch, status: named = 'UNRESTRICTED', type } = movement;
  const { toLocation = location, toBatch = batch } = movement;
  const { from, to } = kinds[type];
  const at = (status: StockStatus | 'NAMED', where: string, lot: string): Required<Place> => ({
    ...{ plant, item, batch: lot, location: where },
    status: status === 'NAMED' ? named : status,
  });
  return { ...(from && { from: at(from, location, batch) }), ...(to && { to: at(to, toLocation, toBatch) }) };
}
