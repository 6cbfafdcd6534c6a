/** Adds work to the next round and resolves with what that round answered for it. */
export type Shared<Job, Answer> = (job: Job) => Promise<Answer>;

/**
 * Looks at most whose writes go into one transaction: enough to share what it costs, few enough for everybody else,
 * whom the embedded store serves only after it.
 */
export const TOGETHER = 8;

/**
 * Work of several calls in one transaction. One round runs at a time; what comes meanwhile waits and makes up
 * the next one, so that nobody waits for company, and the busier it gets the more a commit carries.
 *
 * @param run answers in the order of the jobs; when it rejects, every job of its round is rejected alike
 * @param most jobs in a round
 */
export function shareRounds<Job, Answer>(
  run: (jobs: Job[]) => Promise<Answer[]>,
  most = Number.POSITIVE_INFINITY,
): Shared<Job, Answer> {
  type Waiting = { job: Job; resolve: (answer: Answer) => void; reject: (error: unknown) => void };
  const waiting: Waiting[] = [];
  let running = false;

  async function rounds(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const round = waiting.splice(0, most);
      try {
        const answers = await run(round.map((w) => w.job));
        for (const [i, w] of round.entries()) {
          if (i < answers.length) w.resolve(answers[i] as Answer);
          else w.reject(new Error("A shared round left a job without an answer."));
        }
      } catch (error) {
        for (const w of round) w.reject(error);
      }
    }
    running = false;
  }

  return (job) =>
    new Promise((resolve, reject) => {
      waiting.push({ job, resolve, reject });
      // Begun a moment later, so that what was ready at the same time goes in the same round.
      if (!running) queueMicrotask(() => running || void rounds());
    });
}
