import { randomUUID } from "node:crypto";
import pg from "pg";

/** An empty database of its own on a server for tests. The URL's user must be allowed to make databases. */
export async function createTestDatabase(server: string): Promise<{ url: string; remove(): Promise<void> }> {
  const name = `console_${randomUUID().replaceAll("-", "")}`;
  await askDatabase(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    remove: async () => void (await askDatabase(server, `drop database ${name} with (force)`)),
  };
}

/** One statement by a connection of its own, past every part of the console. The rows, as lists of cells. */
export async function askDatabase(url: string, statement: string): Promise<unknown[][]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: statement, rowMode: "array" });
    return rows;
  } finally {
    await client.end();
  }
}
