/**
 * What ids and dates cost a request, beside what they would cost without batches. `node bench/ids.ts [rounds] [milliseconds]`
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { clfDate, httpDate, perSecond } from '../src/lib/dates.ts';
import { newExtendedRequestId, newTraceRoot, newUuid, randomHex } from '../src/lib/ids.ts';
import { alternate, nothing } from './alternate.ts';

const rounds = Number(process.argv[2] ?? 7);
const milliseconds = Number(process.argv[3] ?? 200);
const start = Date.UTC(2026, 0, 1);
/** As bytes, which is what becomes of them: a rope or a slice that is never read costs too little. */
const wire = Buffer.alloc(256);
const written = (text: string) => wire.write(text, 0, 'latin1');

let n = 0;
/** As with 16,000 requests a second. */
const now = () => start + (n++ >> 4);
const date = perSecond(httpDate);
const time = perSecond(clfDate);

await alternate(
  'ids and dates',
  {
    ...nothing,
    'writing a text of 36 bytes, which is in all of them': () => written('6499588b-5e44-45d7-84fa-cafc8a3b8ffd'),
    'request id (ours)': () => written(newUuid()),
    'request id: crypto.randomUUID, which has batches too': () => written(randomUUID()),
    'request id: randomUUID without its batches': () => written(randomUUID({ disableEntropyCache: true })),
    'extended request id (ours)': () => written(newExtendedRequestId()),
    'extended request id: randomBytes each time': () => written(randomBytes(11).toString('base64')),
    'trace root (ours)': () => written(newTraceRoot(now())),
    'trace root: randomBytes each time': () =>
      written(`Root=1-${Math.floor(now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`),
    'trace parent (ours)': () => written(randomHex(8)),
    'Date header, once a second (ours)': () => written(date(now())),
    'Date header each time': () => written(httpDate(now())),
    'CLF date, once a second (ours)': () => written(time(now())),
    'CLF date each time': () => written(clfDate(now())),
    'all ids and the date of a request (ours)': () =>
      written(newUuid()) +
      written(newExtendedRequestId()) +
      written(newTraceRoot(now())) +
      written(randomHex(8)) +
      written(date(now())),
  },
  rounds,
  milliseconds,
);
