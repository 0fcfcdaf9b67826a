import { once } from 'node:events';
import { shortened } from '../../practice/landscape.js';
import { startOrderDesk } from '../../practice/order-desk.js';
import { plantNames } from '../../practice/plant.js';
import { type Stack, startStack } from './stack.js';

const ANSWER_MS = 500;

/** The demo's environment without its shift: a person releases orders. Stays up until it is ended. */
export async function runDev(signal: AbortSignal): Promise<void> {
  const tell = (happening: string): void => void process.stdout.write(`${happening}\n`);
  const stack = await startStack({ tell, mesAnswersAfterMs: ANSWER_MS, stocked: true, forPeople: true, signal });
  try {
    const desk = await startOrderDesk(stack.plant, tell);
    try {
      process.stdout.write(words(stack, desk.url));
      if (!signal.aborted) await once(signal, 'abort');
    } finally {
      await desk.stop();
    }
  } finally {
    await stack.stop();
  }
}

function words({ plant, apiUrl, temporal, readyMs }: Stack, deskUrl: string): string {
  const systems = [
    `SAP ${plant.sap.url}`,
    `TMS ${plant.tms.url}`,
    ...plantNames.flatMap((name) => [`MES ${name} ${plant.mes[name].url}`, `WMS ${name} ${plant.wms[name].url}`]),
    `TMS ${plant.tms.url}`,
    `Customers ${plant.customer.standIn.url}`,
  ];
  return `
Ready in ${(readyMs / 1_000).toFixed(1)} s. (${shortened[0]?.toUpperCase()}${shortened.slice(1)}.)

  API docs       ${apiUrl}/docs
  Temporal       ${temporal.page}
  Systems        ${systems.join('\n                 ')}

In another terminal:
  export HEADRACE_URL=${apiUrl} HEADRACE_KEY=${plant.keys.SUPERVISOR}
  export ORDER_DESK=${deskUrl} MES=${plant.mes.P100.url} SAP=${plant.sap.url}
Create and release an order, and look at its run:
  curl -X POST "$ORDER_DESK/orders/P100?quantity=100"
  npx headrace runs show 1000001
Report what was made, as the shop floor does (the MES accepts orders by itself):
  curl -X POST $MES/practice/confirm -H 'content-type: application/json' -d '{"orderNo":"1000001","yield":"60","scrap":"2"}'
  curl -X POST $MES/practice/confirm -H 'content-type: application/json' -d '{"orderNo":"1000001","yield":"38","final":true}'
  curl -X POST $MES/practice/complete -H 'content-type: application/json' -d '{"orderNo":"1000001"}'
Sell some; warehouse and carriers do their part by themselves (the dearest one, which is to be approved):
  curl -X POST "$ORDER_DESK/sales-orders/P100?quantity=40&carriers=scarce"
  npx headrace runs show 5000001
Make trouble: SAP down for a minute; its next reply lost after it has posted:
  curl -X POST $SAP/practice/outage -H 'content-type: application/json' -d '{"forMs":60000}'
  curl -X POST $SAP/practice/faults -H 'content-type: application/json' -d '{"kind":"commit-then-cut","method":"POST","path":"ProdnOrdConf2"}'
Stop: Ctrl-C
`;
}
