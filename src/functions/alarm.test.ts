import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ManualClock } from '../lib/clock.ts';
import { Alarm } from './alarm.ts';

it('an alarm rings once, at the time that was set last', () => {
  const clock = new ManualClock(0);
  const rung: number[] = [];
  const alarm = new Alarm(clock, () => rung.push(clock.now()));
  alarm.set(100);
  clock.advance(60);
  alarm.set(160);
  assert.equal(clock.pending, 1);
  clock.advance(99);
  assert.deepEqual(rung, []);
  clock.advance(1000);
  assert.deepEqual(rung, [160]);
  alarm.set(9000);
  alarm.set(2000);
  clock.advance(10_000);
  assert.deepEqual(rung, [160, 2000]);
  alarm.set(99_999);
  alarm.clear();
  assert.equal(clock.pending, 0);
});
