import { expect, it } from "vitest";
import { requestInfo } from "./request-info.ts";

it("believes the nearest proxy about the address, not what the client claims before it", () => {
  expect(requestInfo(new Headers({ "x-forwarded-for": "1.1.1.1, 2.2.2.2 , 10.0.0.9" })).address).toBe(
    "10.0.0.9",
  );
  expect(requestInfo(new Headers()).address).toBeNull();
});
