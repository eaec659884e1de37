import { parlorGuestBase } from "parlor-contract/addresses";
import type { FastifyRequest } from "fastify";
import { idempotencyKey } from "../../../../plugins/text.ts";
import { attachmentNotFound } from "../../../../domain/attachment.ts";
import { limitAnnouncements } from "../../announcements.ts";
import { stateView, uploadView } from "../../file-views.ts";
import { operation, type ContractPlugin } from "../../operation.ts";
import { guestLinks } from "../guest-links.ts";
import type { GuestApiDeps } from "../guest-api-deps.ts";

/** The guest's part of the extension `attachments`, but for the bytes themselves. */
export const guestAttachmentRoutes: ContractPlugin<GuestApiDeps> = async (app, deps) => {
  const all = `${parlorGuestBase}/:conversationId/attachments`;
  const linksOf = (request: Pick<FastifyRequest, "guest" | "raw">) => guestLinks(deps, request);

  app.post(all, operation("postParlorGuestAttachments"), async ({ guest, body, headers, raw }) => {
    const { conversationId, memberId, deployment } = guest;
    limitAnnouncements(deps.createLimiter, memberId, deployment.rules.attachments);
    const by = { conversationId, memberId, side: "guest" } as const;
    const file = await deps.attachments.announce(by, body, idempotencyKey(headers));
    return uploadView(file, linksOf({ guest, raw }));
  });

  app.get(
    `${all}/:attachmentId`,
    operation("getParlorGuestAttachment"),
    async ({ guest, params, raw }) => {
      const file = await deps.attachments.get(guest.conversationId, params.attachmentId);
      // A file that another member has not sent is not known here.
      if (file.state !== "sent" && file.uploaderId !== guest.memberId) throw attachmentNotFound();
      return stateView(file, linksOf({ guest, raw }));
    },
  );

  app.delete(
    `${all}/:attachmentId`,
    operation("deleteParlorGuestAttachment"),
    async ({ guest, params }, reply) => {
      await deps.attachments.takeBack(guest, params.attachmentId);
      return reply.code(204).send();
    },
  );
};
