/** `hashCode()`. Of kinds that templates hardly have it is the text's. */
import type { Run } from './run.ts';
import { JavaDouble, JavaEntry, JavaList, JavaLong, JavaMap, type Value } from './values.ts';

const fold = (bits: bigint): number => Number(BigInt.asIntN(32, bits ^ (BigInt.asUintN(64, bits) >> 32n)));

const DOUBLE = new DataView(new ArrayBuffer(8));

/** @throws TemplateFault when it takes too many steps */
export function javaHash(value: Value, run: Run): number {
  run.step();
  switch (typeof value) {
    case 'string':
      return hashOfText(value, run);
    case 'number':
      return value;
    case 'boolean':
      return value ? 1231 : 1237;
    default:
  }
  if (value === null) return 0;
  if (value instanceof JavaLong) return fold(value.value);
  if (value instanceof JavaDouble) {
    DOUBLE.setFloat64(0, value.value);
    return fold(DOUBLE.getBigUint64(0));
  }
  if (value instanceof JavaList)
    return value.items.reduce<number>((hash, item) => (Math.imul(hash, 31) + javaHash(item, run)) | 0, 1);
  if (value instanceof JavaEntry) return javaHash(value.key, run) ^ javaHash(value.value, run);
  if (!(value instanceof JavaMap)) return hashOfText(run.print(value), run);
  let hash = 0;
  for (const [key, of] of value.entries()) hash = (hash + (javaHash(key, run) ^ javaHash(of, run))) | 0;
  return hash;
}

function hashOfText(text: string, run: Run): number {
  run.step(text.length >> 6);
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}
