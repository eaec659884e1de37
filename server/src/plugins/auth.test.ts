import Fastify from "fastify";
import { expect, test } from "vitest";
import { auth, bearerToken, setCaller, type Guest } from "./auth.ts";

const guest = { conversationId: "c-1", memberId: "m-1" } as Guest;

test("a request has the caller that a hook of its scope has set, and no other", async () => {
  const app = Fastify();
  await app.register(auth);
  await app.register(async (scope) => {
    scope.addHook("onRequest", async (request) => setCaller(request, "guest", guest));
    scope.get("/guest", async (request) => request.guest.memberId);
    scope.get("/agent", async (request) => request.agent.user.id);
  });
  expect((await app.inject("/guest")).body).toBe("m-1");
  const refused = await app.inject("/agent");
  expect(refused.statusCode).toBe(500);
  expect(refused.json()).toMatchObject({ message: "No hook of this route sets its agent." });
  await app.close();
});

test("two requests at the same time each have their own caller", async () => {
  const app = Fastify();
  await app.register(auth);
  app.addHook("onRequest", async (request) => {
    const memberId = new URL(request.url, "http://a").searchParams.get("as") ?? "";
    setCaller(request, "guest", { ...guest, memberId });
  });
  app.get("/", async (request) => {
    await new Promise((resolve) => setImmediate(resolve));
    return request.guest.memberId;
  });
  const [one, other] = await Promise.all([app.inject("/?as=m-1"), app.inject("/?as=m-2")]);
  expect([one.body, other.body]).toEqual(["m-1", "m-2"]);
  await app.close();
});

test.each([undefined, "", "Basic eDp5", "Bearer", "Bearer ", "token"])(
  "an authorization of %j has no bearer token",
  (authorization) => {
    const headers = authorization === undefined ? {} : { authorization };
    expect(() => bearerToken({ headers })).toThrow(
      expect.objectContaining({ status: 401, code: "authentication.required" }),
    );
  },
);

test("a scheme may be in small letters", () => {
  expect(bearerToken({ headers: { authorization: "bearer x.y.z" } })).toBe("x.y.z");
});
