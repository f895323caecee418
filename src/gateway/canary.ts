import type { StageRecord } from '../definition/definition.ts';
import type { StagePlan } from '../plan/plan.ts';

/** A stage of which a part of the requests goes to another deployment: each by itself, whoever sends it. */
export class CanaryRelease {
  readonly #stage: StagePlan;
  readonly #canary: StagePlan;
  readonly #percent: number;
  readonly #random: () => number;

  /** @param random from 0 to 1, without 1 */
  constructor(stage: StagePlan, canary: StagePlan, percent: number, random: () => number) {
    this.#stage = stage;
    this.#canary = canary;
    this.#percent = percent;
    this.#random = random;
  }

  get plans(): readonly StagePlan[] {
    return [this.#stage, this.#canary];
  }

  pick(): StagePlan {
    return this.#random() * 100 < this.#percent ? this.#canary : this.#stage;
  }
}

/** The stage as its canary's requests see it: the canary's deployment, its variables over the stage's. */
export function canaryStage(stage: StageRecord): StageRecord | undefined {
  const { canarySettings, ...rest } = stage;
  if (canarySettings === undefined) return undefined;
  const variables = { ...stage.variables, ...canarySettings.stageVariableOverrides };
  return { ...rest, deploymentId: canarySettings.deploymentId, variables };
}
