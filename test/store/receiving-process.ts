/**
 * A process of its own that receives messages and says which are acknowledged, a line each:
 * `receiving-process.ts <store url> <name> <how many> <at a time>`
 */
import { openStore } from '../../store/open.js';
import { message } from './message.js';

const [url = '', name = '', count = '0', atATime = '1'] = process.argv.slice(2);
const store = await openStore(url);
let next = 0;

async function receiveInTurn(): Promise<void> {
  while (next < Number(count)) {
    const id = `${name}-${next++}`;
    await store.messages.receive([message(id)]);
    process.stdout.write(`${id}\n`);
  }
}

await Promise.all(Array.from({ length: Number(atATime) }, receiveInTurn));
await store.close();
