import { Command } from 'commander';
import { type Output, table } from '../output.js';
import { settingsOf } from '../settings.js';
import { at } from '../times.js';

interface Lot {
  item: string;
  lot?: string;
  quantity: string;
  uom: string;
}

interface Made {
  at: string;
  confirmationId: string;
  distance: number;
  output: Lot;
  inputs: Lot[];
  errors: { by: string; quantity?: { value: string; uom: string } }[];
}

interface Trace {
  item: string;
  lot: string;
  up: Made[];
  down: Made[];
  moved: { item: string; lot: string; at: string; process: string; number: string; quantity: string; uom: string }[];
  truncated: boolean;
}

export const traceCommand = new Command('trace')
  .description('what a lot was made from, what was made from it, and which deliveries brought or took any of that')
  .argument('<lot>')
  .requiredOption('--item <item>', 'lots of several items may have the same number')
  .action(async (lot: string, { item }: { item: string }, command: Command) => {
    const { client, output } = settingsOf(command);
    const path = `/v1/trace/lot/${encodeURIComponent(item)}/${encodeURIComponent(lot)}`;
    output.result(await client.get<Trace>(path), (trace) => show(trace, output));
  });

function show(trace: Trace, output: Output): void {
  output.line(`${trace.item} ${trace.lot}`);
  const parts: [string, Made[]][] = [
    ['made from', trace.up],
    ['went into', trace.down],
  ];
  for (const [what, made] of parts) {
    if (made.length === 0) continue;
    output.line('');
    output.line(what);
    for (const line of table(['STEP', 'AT', 'CONFIRMATION', 'OUTPUT', 'INPUTS', 'NOTE'], made.map(row), output))
      output.line(line);
  }
  if (trace.moved.length > 0) {
    output.line('');
    output.line('received and delivered');
    const rows = trace.moved.map((one) => [
      ...[at(one.at), one.process, one.number, `${one.item} ${one.lot}`, `${one.quantity} ${one.uom}`],
    ]);
    for (const line of table(['AT', 'PROCESS', 'NUMBER', 'LOT', 'QUANTITY'], rows, output)) output.line(line);
  }
  if (trace.truncated) output.note('  there is more: ask for the lots at the end of it');
}

const row = ({ distance, at: when, confirmationId, output, inputs, errors }: Made): string[] => [
  ...[
    String(distance),
    at(when),
    confirmationId,
    words(output),
    inputs.map(words).join(', '),
    errors.map(note).join('; '),
  ],
];

const words = ({ item, lot, quantity, uom }: Lot): string => [item, lot, quantity, uom].filter(Boolean).join(' ');

const note = ({ by, quantity }: Made['errors'][number]): string =>
  `declared wrong by ${by}${quantity ? `, ${quantity.value} ${quantity.uom} of it` : ''}`;
