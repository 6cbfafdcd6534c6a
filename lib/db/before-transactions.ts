import type { Db } from "./types.ts";

/** For tests: the same database, which tells of each transaction, by its number, before it begins it. */
export function beforeTransactions(db: Db, tell: (number: number) => void): Db {
  let transactions = 0;
  const transaction: Db["transaction"] = async (run, config) => {
    transactions += 1;
    tell(transactions);
    return await db.transaction(run, config);
  };
  return new Proxy(db, {
    get: (target, key, self) => (key === "transaction" ? transaction : Reflect.get(target, key, self)),
  });
}
