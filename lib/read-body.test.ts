import { expect, it } from "vitest";
import { z } from "zod";
import { readBody } from "./read-body.ts";

const schema = z.object({ ids: z.array(z.string()).max(2) });

const post = (body: BodyInit) => new Request("http://console.example/", { method: "POST", body });

it("a body is read as its schema has it", async () => {
  expect(await readBody(post('{"ids":["a","b"],"more":1}'), schema)).toEqual({ ids: ["a", "b"] });
});

it.each([
  ["no JSON", "{"],
  ["nothing", ""],
  ["no text", new Uint8Array([0xff, 0xfe])],
  ["of another shape", '{"ids":"a"}'],
])("a body that is %s is invalid", async (_, body) => {
  await expect(readBody(post(body), schema)).rejects.toMatchObject({ code: "invalid-input" });
});

it("a body that is longer than it may be is too much, whatever it says", async () => {
  const text = '{"ids":["a","b"]}';
  expect(await readBody(post(text), schema, text.length)).toEqual({ ids: ["a", "b"] });
  await expect(readBody(post(text), schema, text.length - 1)).rejects.toMatchObject({ code: "too-many" });
});

it("a list that is too long is told apart from what is no list", async () => {
  await expect(readBody(post('{"ids":["a","b","c"]}'), schema)).rejects.toMatchObject({ code: "too-many" });
});
