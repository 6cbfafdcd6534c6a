import { describe, expect, it } from "vitest";
import { doubtsAbout, readEnv } from "./env.ts";

const RANGES: Record<string, [min: string, max: string]> = {
  RATE_DELETE: ["0.1", "1000"],
  RATE_INSPECT: ["0.1", "1000"],
  RATE_SEARCH: ["0.1", "1000"],
  REQUEST_TIMEOUT_MS: ["100", "7900"],
  COUNTDOWN_MS: ["0", "600000"],
  RECONCILE_GRACE_MS: ["0", "600000"],
  READBACK_LAG_MS: ["0", "3600000"],
  VERIFY_DELAY_MS: ["0", "3600000"],
  VERIFY_DEADLINE_MS: ["1000", "86400000"],
};

describe.each(Object.entries(RANGES))("%s", (name, [min, max]) => {
  it("outside its range, or no number, is refused by name and with its range", () => {
    for (const bad of [String(Number(min) - 0.01), `${max}1`, "-1", "NaN", "Infinity", "fast", "40/s"]) {
      expect(() => readEnv({ [name]: bad }), bad).toThrow(
        `The console was not started. Mend these variables: ${name}: must be a number from ${min} to ${max}`,
      );
    }
  });

  it("at either end of its range is taken", () => {
    for (const good of [min, max]) expect(() => readEnv({ [name]: good })).not.toThrow();
  });

  it("absent or blank has its default", () => {
    expect(readEnv({ [name]: "  " })).toEqual(readEnv({}));
  });
});

describe("the settings", () => {
  it("have no rate of zero, which would wait for ever", () => {
    for (const name of ["RATE_DELETE", "RATE_INSPECT", "RATE_SEARCH"]) {
      expect(() => readEnv({ [name]: "0" })).toThrow(name);
    }
  });

  it("stay below the documented limit of DeleteMezzanines by themselves", () => {
    expect(readEnv({}).rates).toEqual({ delete: 40, inspect: 40, search: 20 });
  });

  it("name every variable that is wrong at once", () => {
    const read = () => readEnv({ RATE_DELETE: "0", COUNTDOWN_MS: "soon", CONSOLE_ROLE: "boss" });
    for (const name of ["RATE_DELETE: ", "COUNTDOWN_MS: ", "CONSOLE_ROLE: "]) expect(read).toThrow(name);
  });

  it("take one of three roles, and all of them when none is named", () => {
    expect(readEnv({}).role).toBe("all");
    const DATABASE_URL = "postgresql://db/console";
    for (const role of ["all", "web", "worker"]) {
      expect(readEnv({ CONSOLE_ROLE: role, DATABASE_URL }).role).toBe(role);
    }
    expect(() => readEnv({ CONSOLE_ROLE: "Worker" })).toThrow("CONSOLE_ROLE");
  });
});

describe("a role of its own", () => {
  it.each(["web", "worker"])("%s needs a database that others reach too", (role) => {
    expect(() => readEnv({ CONSOLE_ROLE: role })).toThrow(
      `The console was not started: CONSOLE_ROLE=${role} needs DATABASE_URL.`,
    );
    expect(() => readEnv({ CONSOLE_ROLE: role, DATABASE_URL: " " })).toThrow("DATABASE_URL");
  });
});

describe("a rate of deletions", () => {
  it("up to the documented one is beyond doubt, also at its very limit", () => {
    for (const RATE_DELETE of ["0.1", "40", "50"]) expect(doubtsAbout(readEnv({ RATE_DELETE }))).toEqual([]);
  });

  it("above it is taken, with a word of warning: the vendor may have raised the account's limit", () => {
    for (const RATE_DELETE of ["50.1", "200"]) {
      const env = readEnv({ RATE_DELETE });
      expect(env.rates.delete).toBe(Number(RATE_DELETE));
      expect(doubtsAbout(env)).toEqual([
        expect.stringContaining(`RATE_DELETE=${RATE_DELETE} is above the 50`),
      ]);
    }
  });
});

describe("live", () => {
  it("is entered by a region alone, not by credentials that happen to be there", () => {
    const ambient = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI-ambient",
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret",
      ALIBABA_CLOUD_SECURITY_TOKEN: "token",
      ALIBABA_CLOUD_REGION_ID: "cn-shanghai",
      ALIBABA_CLOUD_ECS_METADATA: "role",
      ALIBABA_CLOUD_PROFILE: "production",
    };
    expect(readEnv(ambient)).toEqual(readEnv({}));
    expect(readEnv(ambient).vod.kind).toBe("sandbox");
  });

  it("is not entered by an endpoint or a blank region either", () => {
    expect(readEnv({ VOD_ENDPOINT: "vod.cn-shanghai.aliyuncs.com" }).vod).toEqual(readEnv({}).vod);
    expect(readEnv({ VOD_REGION: "  " }).vod.kind).toBe("sandbox");
  });

  it("takes the region's own endpoint unless one is given", () => {
    for (const region of ["cn-shanghai", "ap-southeast-1", "eu-central-1", "cn-north-2-gov-1"]) {
      const { vod } = readEnv({ VOD_REGION: ` ${region} ` });
      expect(vod).toEqual({ kind: "live", region, endpoint: null });
    }
  });

  it("is refused for what is no region id, and does not fall back to the sandbox", () => {
    const bad = [
      "Shanghai",
      "shanghai",
      "CN-SHANGHAI",
      "cn_shanghai",
      "cn-",
      "cn-shanghai.evil.example",
      "cn-shanghai/x",
      "vod.cn-shanghai.aliyuncs.com",
      "cn-shanghai,ap-southeast-1",
    ];
    for (const region of bad) {
      expect(() => readEnv({ VOD_REGION: region }), region).toThrow(
        `The console was not started: VOD_REGION=${region} is not a region id such as cn-shanghai.`,
      );
    }
  });
});
