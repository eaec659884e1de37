import platform from "purecloud-platform-client-v2";
import newest from "purecloud-platform-client-v2-262";
import { expect, test } from "vitest";
import { chatFamily, genericFamily, messageFamily, mixedFamily } from "./platform-families.ts";
import { playStory, runOf, type PlatformClient } from "./platform-story.ts";

const v252 = platform as unknown as PlatformClient;
const v262 = newest as unknown as PlatformClient;

test("the platform client 252 logs in, listens, answers, writes, transfers, wraps up and ends, and the guest sees each step", () =>
  playStory([v252], chatFamily(runOf(v252))));

test("the platform client 262, which knows no chats, does the same with messages", async () => {
  expect(
    Object.keys(Object.getOwnPropertyDescriptors(v262.ConversationsApi.prototype)),
  ).not.toContain("getConversationsChats");
  await playStory([v262], messageFamily(runOf(v262)));
});

test("and with the operations that know no media", () =>
  playStory([v262], genericFamily(runOf(v262))));

test("one conversation may be driven through both families, by clients of both versions", () =>
  playStory([v262, v252], mixedFamily(chatFamily(runOf(v252)), messageFamily(runOf(v262)))));
