/**
 * A mapping template of 40 lines over a body of 10 KB, beside velocityjs, and what a million renderings leave in memory. Both have parsed the
 * template before, and both must give their text in one piece, as it is sent. Once over the body as values that each can read at
 * once, and once from the body's text, as a request has it: ours through `$input` with all its glue, theirs through JSON.parse.
 * `node bench/vtl/vtl.ts [rounds] [milliseconds] [renderings]`
 */
import { Compile, parse } from 'velocityjs';
import type { Context, MethodRequest } from '../../src/exchange/exchange.ts';
import { compileTemplate as compileBodyTemplate } from '../../src/integrations/mapped/body-template.ts';
import { newOverrides } from '../../src/integrations/mapped/overrides.ts';
import { JsonBody } from '../../src/integrations/mapped/payload.ts';
import { compileTemplate, JavaList, JavaMap, type Value } from '../../src/vtl/vtl.ts';
import { alternate } from '../alternate.ts';

const rounds = Number(process.argv[2] ?? 21);
const milliseconds = Number(process.argv[3] ?? 200);
const renderings = Number(process.argv[4] ?? 0);

const template = `#set($order = $body.order)
{
  "id": "$order.id",
  "customer": "$order.customer.name",
  "mail": "$!order.customer.mail",
  #if($order.customer.vip)
  "tier": "gold",
  #elseif($order.total > 100)
  "tier": "silver",
  #else
  "tier": "none",
  #end
  #set($sum = 0)
  #set($count = 0)
  "lines": [
  #foreach($line in $order.lines)
    #set($price = $line.price * $line.quantity)
    #set($sum = $sum + $price)
    #if($line.quantity > 2)
      #set($count = $count + 1)
    #end
    {
      "sku": "$line.sku",
      "name": "$line.name",
      "note": "\${line.note}",
      "price": $price,
      "n": $velocityCount
      #if($line.tag == "new")
      , "new": true
      #end
    }#if($foreach.hasNext),#end
  #end
  ],
  "sum": $sum,
  "many": $count,
  #set($label = "$order.id/$order.customer.name")
  "label": "$label",
  "city": "$order.customer.address.city",
  "zip": "$order.customer.address.zip",
  "end": true
}
`;

const lines = Array.from({ length: 70 }, (_, i) => ({
  sku: `SKU-${i}`,
  name: `An article with a name of some length, number ${i}`,
  note: 'Leave it with the neighbours if nobody is at home',
  price: i + 1,
  quantity: (i % 5) + 1,
  tag: i % 3 === 0 ? 'new' : 'old',
}));
const customer = { name: 'Ada', mail: 'ada@example.com', vip: false, address: { city: 'London', zip: 'W1' } };
const body = { order: { id: 'o-1', customer, total: 250, lines } };

function toValue(json: unknown): Value {
  if (Array.isArray(json)) return new JavaList(json.map(toValue), 'json');
  if (typeof json !== 'object' || json === null) return json as Value;
  const map = new JavaMap();
  for (const [key, value] of Object.entries(json)) map.set(key, toValue(value));
  return map;
}

const ours = compileTemplate(template);
const host = new Map<string, Value>([['body', toValue(body)]]);
const theirs = parse(template);

const squeezed = (text: string): string => text.replaceAll(/\s+/g, '');
const theirRender = (): string => new Compile(theirs).render({ body });

const text = JSON.stringify(body);
const fromText = template.replace('$body.order', () => "$input.path('$').order");
const oursFromText = compileBodyTemplate(fromText);
const theirsFromText = parse(fromText);
const rq = { pathParameters: null, query: '', headers: [] } as unknown as MethodRequest;
const cx = { stage: { variables: {} } } as unknown as Context;
const ourRequest = (): string => oursFromText.render({ rq, cx, body: new JsonBody(text), overrides: newOverrides() });
const theirRequest = (): string => new Compile(theirsFromText).render({ input: { path: () => JSON.parse(text) } });

for (const render of [ours.bind(undefined, host), ourRequest, theirRequest])
  if (squeezed(render()) !== squeezed(theirRender())) throw new Error('They do not render the same');
console.log(`template of ${template.split('\n').length} lines, body of ${text.length} bytes`);

await alternate(
  'a mapping template',
  { ours: () => Buffer.byteLength(ours(host)), velocityjs: () => Buffer.byteLength(theirRender()) },
  rounds,
  milliseconds,
);
await alternate(
  'the same from the text of the body',
  { ours: () => Buffer.byteLength(ourRequest()), velocityjs: () => Buffer.byteLength(theirRequest()) },
  rounds,
  milliseconds,
);

if (renderings > 0) {
  for (let done = 0; done <= renderings; done++) {
    Buffer.byteLength(ours(host));
    if (done % Math.ceil(renderings / 10) === 0)
      console.log(`${done} renderings: ${(process.memoryUsage.rss() / 1024 / 1024).toFixed(0)} MB resident`);
  }
}
