import Fastify from "fastify";
import { expect, test } from "vitest";
import { createFakeClock } from "../testing/fake-clock.ts";
import { createPictureAddresses } from "./picture-addresses.ts";
import { errors } from "./reply-errors.ts";
import { servePictures } from "./serve-pictures.ts";
import { ApiError } from "./errors.ts";

const pictures = createPictureAddresses(Buffer.from("key of this test"));
const URL_OF_PICTURE = "https://shop.example/a.png";

async function server() {
  const asked: string[] = [];
  const app = Fastify();
  await app.register(errors, {
    translate: () => new ApiError("not.found"),
    refused: () => undefined,
  });
  await app.register(servePictures, {
    clock: createFakeClock(0),
    pictures,
    async fetchPicture(url) {
      asked.push(url);
      return url === URL_OF_PICTURE ? { type: "image/png", bytes: Buffer.from("picture") } : null;
    },
  });
  return { asked, get: (url: string) => app.inject({ url }) };
}

test("a picture is served at its signed address, and can run nothing", async () => {
  const { get } = await server();
  const { statusCode, headers, body } = await get(pictures.addressOf(URL_OF_PICTURE));
  expect([statusCode, body]).toEqual([200, "picture"]);
  expect(headers).toMatchObject({
    "content-type": "image/png",
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "cross-origin",
  });
});

test.each([
  ["without a signature", (path: string) => path.replace(/\/pictures\/[^/]+/, "/pictures/x")],
  ["with another address", (path: string) => `${path}A`],
  [
    "that another key has signed",
    () => createPictureAddresses(Buffer.from("another")).addressOf(URL_OF_PICTURE),
  ],
])("nothing is fetched for an address %s", async (_, change) => {
  const { get, asked } = await server();
  expect((await get(change(pictures.addressOf(URL_OF_PICTURE)))).statusCode).toBe(404);
  expect(asked).toEqual([]);
});

test("an address without a picture is not found", async () => {
  const { get } = await server();
  const path = pictures.addressOf("https://shop.example/gone.png");
  expect((await get(path)).statusCode).toBe(404);
});

test("one client cannot have pictures fetched without end", async () => {
  const { get } = await server();
  const codes: number[] = [];
  for (let i = 0; i < 260; i++)
    codes.push((await get(pictures.addressOf(URL_OF_PICTURE))).statusCode);
  expect(codes.filter((code) => code === 429).length).toBeGreaterThan(0);
});
