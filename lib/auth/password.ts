import { hash, verify } from "@node-rs/argon2";

/** OWASP's floor for argon2id: 19 MiB, two passes, one lane. The algorithm is the package's default. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** argon2id in PHC form (`$argon2id$v=19$…`), salted. */
export function hashPassword(password: string): Promise<string> {
  return hash(normalize(password), COST);
}

export type VerifyPassword = (passwordHash: string, password: string) => Promise<boolean>;

/** Whether a password belongs to a hash; the work depends on the hash's parameters, not on the answer. */
export const verifyPassword: VerifyPassword = (passwordHash, password) =>
  verify(passwordHash, normalize(password));

/**
 * The hash of a random password that nobody knows, with the same cost as all others: names that do not
 * exist are checked against it, so that the time of an answer does not tell which names do.
 */
export const DUMMY_HASH =
  "$argon2id$v=19$m=19456,t=2,p=1$trBS8KOAg7tPCoP6VWjQ9g$fHo/PKKMURlvA1Z0zQhV4DKu5BeByi2JdOMDnm/0AoM";

/** The same characters typed on two keyboards are the same password (NIST SP 800-63B). */
function normalize(password: string): string {
  return password.normalize("NFKC");
}
