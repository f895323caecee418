import { type MessageName, message } from './messages.ts';

/** A body would take more work to validate than is allowed. */
export class ValidationBudgetError extends Error {
  constructor() {
    super('The body takes too many steps to validate against its model');
    this.name = 'ValidationBudgetError';
  }
}

/** Models may be made so that work grows exponentially, and bodies come from strangers. */
// deviation: Validation of one body ends, as invalid, after 5,000,000 steps or 1,500 schemas inside of one another; AWS's bounds are not recorded.
const MAX_STEPS = 5_000_000;
const MAX_DEPTH = 1_500;

/** No more messages than these are kept; the body is invalid anyway. */
const MAX_MESSAGES = 100;

/** The work that validating one body has left, shared by all reports about it. */
export class Budget {
  #steps = MAX_STEPS;
  #depth = MAX_DEPTH;

  /** @throws ValidationBudgetError */
  spend(steps: number): void {
    this.#steps -= steps;
    if (this.#steps < 0) throw new ValidationBudgetError();
  }

  /** Validates against a schema inside of the present one. */
  within(check: () => void): void {
    this.spend(1);
    if (--this.#depth < 0) throw new ValidationBudgetError();
    check();
    this.#depth++;
  }
}

/** What is wrong with a value. The branches of allOf, anyOf, oneOf and not have reports of their own. */
export class Report {
  readonly budget: Budget;
  readonly messages: string[] = [];

  constructor(budget: Budget) {
    this.budget = budget;
  }

  get isSuccess(): boolean {
    return this.messages.length === 0;
  }

  add(name: MessageName, ...values: readonly (string | number)[]): void {
    if (this.messages.length < MAX_MESSAGES) this.messages.push(message(name, values));
  }
}
