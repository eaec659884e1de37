import type { FastifyPluginAsync } from "fastify";
import { schemas } from "parlor-contract/schemas";
import type { Clock } from "../service/clock.ts";
import type { FetchPicture } from "../service/remote-picture.ts";
import { addressKey } from "./client-address.ts";
import { ApiError } from "./errors.ts";
import type { PictureAddresses } from "./picture-addresses.ts";
import { RateLimit } from "./rate-limit.ts";

/** Pictures a minute and address of a client. */
const PICTURES_PER_MINUTE = 240;
/** Fetched at the same time, for all clients. */
const MOST_AT_ONCE = 32;
/** A picture at one address seldom changes. */
const CACHE = "public, max-age=86400";

export interface ServePicturesDeps {
  readonly clock: Clock;
  readonly pictures: PictureAddresses;
  readonly fetchPicture: FetchPicture;
}

interface Path {
  readonly Params: { readonly signature: string; readonly address: string };
}

/**
 * Shows the pictures of cards from their own hosts: the page needs no other host in its policy, and
 * the visitor's address stays here.
 */
export const servePictures: FastifyPluginAsync<ServePicturesDeps> = async (
  app,
  { clock, pictures, fetchPicture },
) => {
  const limit = new RateLimit(clock);
  let underWay = 0;
  app.get<Path>(
    "/pictures/:signature/:address",
    { schema: schemas.getParlorPicture, config: { operationId: "getParlorPicture" } },
    async ({ params, ip, raw }, reply) => {
      limit.take(`picture ${addressKey(ip)}`, PICTURES_PER_MINUTE);
      const url = pictures.read(params.signature, params.address);
      if (url === null) throw new ApiError("not.found");
      if (underWay >= MOST_AT_ONCE)
        throw new ApiError("service.unavailable", "Too many pictures.", { retryAfterSeconds: 1 });
      underWay++;
      const leaving = new AbortController();
      raw.socket.once("close", () => leaving.abort());
      try {
        const picture = await fetchPicture(url, leaving.signal);
        if (picture === null) throw new ApiError("not.found");
        return await reply
          .header("cache-control", CACHE)
          .header("cross-origin-resource-policy", "cross-origin")
          .header("content-security-policy", "default-src 'none'; sandbox")
          .type(picture.type)
          .send(picture.bytes);
      } finally {
        underWay--;
      }
    },
  );
};
