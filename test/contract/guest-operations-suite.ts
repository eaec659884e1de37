import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkFrame, checkReply, checkRequest } from "../openapi.ts";

/** A server under this suite, and the agent's side of it. */
export interface Subject {
  readonly url: string;
  readonly Socket: new (uri: string) => StreamSocket;
  /** An agent called Noor Haddad answers. */
  join(conversationId: string): Promise<void>;
  say(conversationId: string, text: string): Promise<void>;
  type(conversationId: string): Promise<void>;
  askToShare(conversationId: string): Promise<void>;
  transfer(conversationId: string): Promise<void>;
  leave(conversationId: string): Promise<void>;
  close(): Promise<void> | void;
}

/** The members of a WebSocket that the suite uses. */
export interface StreamSocket {
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
  addEventListener(type: "close", listener: (event: { code: number }) => void): void;
  addEventListener(type: "open" | "error", listener: () => void): void;
  close(): void;
}

type Json = Readonly<Record<string, unknown>>;
interface Entity {
  readonly id: string;
  readonly body: string;
  readonly bodyType: string;
  readonly role: string;
  readonly state: string;
  readonly displayName: string;
  readonly timestamp: string;
  readonly expiresAt: string;
  readonly sender: { readonly id: string };
}
interface Frame {
  readonly topicName: string;
  readonly metadata?: { readonly type: string };
  readonly eventBody: Entity & {
    readonly position?: number;
    readonly member?: {
      readonly id: string;
      readonly state: string;
      readonly endReason?: string;
      readonly reason?: string;
    };
  };
}
interface Answer {
  readonly status: number;
  readonly json: Json;
  readonly code: unknown;
  readonly entities: readonly Entity[];
}

const guestBase = "/api/v2/webchat/guest/conversations";
const unknownId = "00000000-0000-4000-8000-000000000000";
const body = (text: string): { body: string } => ({ body: text });

/**
 * Tests the fake server and the real one against the same contract; without this, the fake one
 * could differ unnoticed.
 */
export function guestOperationsSuite(
  name: string,
  start: () => Promise<Subject> | Subject,
  deployment: { readonly organizationId: string; readonly deploymentId: string },
): void {
  const good = {
    ...deployment,
    routingTarget: { targetType: "QUEUE", targetAddress: "Bookings" },
    memberInfo: { displayName: "Mara", email: "mara@lindqvist.example" },
  };
  let subject: Subject;
  let streams: StreamSocket[] = [];

  /** Makes a call; its answer is judged by the documents. */
  async function ask(
    request: string,
    content?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const [method = "", path = ""] = request.split(" ");
    const text = typeof content === "string" ? content : JSON.stringify(content);
    const reply = await fetch(subject.url + path, {
      method,
      headers: { ...(content !== undefined && { "content-type": "application/json" }), ...headers },
      ...(content !== undefined && { body: text ?? "" }),
    });
    const answer = await reply.text();
    const json = (answer === "" ? undefined : JSON.parse(answer)) as Json;
    checkReply(request, reply.status, json);
    expect(reply.headers.get("inin-correlation-id")).toMatch(/^[0-9a-f-]{36}$/);
    return {
      status: reply.status,
      json,
      code: json?.["code"],
      entities: (json?.["entities"] ?? []) as readonly Entity[],
    };
  }

  class Guest {
    readonly id: string;
    readonly own: string;
    readonly jwt: string;
    readonly uri: string;
    readonly created: Json;
    readonly frames: Frame[] = [];
    #heard = (): void => undefined;

    constructor(created: Json) {
      const { id, jwt, eventStreamUri } = created as Readonly<Record<string, string>>;
      this.created = created;
      this.id = id ?? "";
      this.jwt = jwt ?? "";
      this.uri = eventStreamUri ?? "";
      this.own = (created["member"] as Entity).id;
    }

    get path(): string {
      return `${guestBase}/${this.id}`;
    }

    ask(
      request: string,
      content?: unknown,
      headers: Readonly<Record<string, string>> = {},
    ): Promise<Answer> {
      const [method, path = ""] = request.split(" ");
      const whole = path.startsWith("/api/") ? path : this.path + path;
      return ask(`${method} ${whole}`, content, {
        authorization: `Bearer ${this.jwt}`,
        ...headers,
      });
    }

    /** A call that a document must know, too. */
    checked(request: string, content?: unknown): Promise<Answer> {
      const [method, path = ""] = request.split(" ");
      const text = content === undefined ? "" : JSON.stringify(content);
      checkRequest(`${method} ${path.startsWith("/api/") ? path : this.path + path}`, text);
      return this.ask(request, content);
    }

    /** Listens. @returns the code that the stream is closed with, when it is */
    attach(): Promise<number> {
      const socket = new subject.Socket(this.uri);
      streams.push(socket);
      socket.addEventListener("error", () => undefined);
      socket.addEventListener("message", ({ data }) => {
        const frame = JSON.parse(String(data)) as Frame;
        checkFrame(frame);
        this.frames.push(frame);
        this.#heard();
      });
      return new Promise((resolve) => {
        socket.addEventListener("close", ({ code }) => resolve(code));
      });
    }

    /** The first frame that matches, heard already or yet to come. */
    async hears(matches: (frame: Frame) => boolean): Promise<Frame> {
      for (;;) {
        const found = this.frames.find(matches);
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => (this.#heard = resolve));
      }
    }

    hearsMember(id: string, state: string): Promise<Frame> {
      return this.hears(({ eventBody: { member } }) => member?.id === id && member.state === state);
    }

    hearsText(text: string): Promise<Frame> {
      return this.hears((frame) => frame.eventBody.body === text);
    }

    send(text: string, headers?: Readonly<Record<string, string>>): Promise<Answer> {
      return this.ask(`POST /members/${this.own}/messages`, body(text), headers);
    }

    async agent(): Promise<Entity> {
      const { entities } = await this.ask("GET /members");
      return entities.findLast((member) => member.role === "AGENT")!;
    }
  }

  async function create(): Promise<Guest> {
    checkRequest(`POST ${guestBase}`, JSON.stringify(good));
    return new Guest((await ask(`POST ${guestBase}`, good)).json);
  }

  async function attached(): Promise<Guest> {
    const guest = await create();
    void guest.attach();
    await guest.hearsMember(guest.own, "CONNECTED");
    return guest;
  }

  async function talking(): Promise<Guest> {
    const guest = await attached();
    await subject.join(guest.id);
    await guest.hearsMember((await guest.agent()).id, "CONNECTED");
    return guest;
  }

  describe(name, () => {
    // In here: outside, each would run for the tests of the other server, too.
    beforeEach(async () => {
      subject = await start();
    });
    afterEach(async () => {
      for (const stream of streams) stream.close();
      streams = [];
      await subject.close();
    });

    test("creating gives a token that says when it expires, a stream, the own member and the extensions", async () => {
      const { created, jwt, uri } = await create();
      const payload = JSON.parse(atob(jwt.split(".")[1]!)) as { exp: number; iat: number };
      expect(payload.exp - payload.iat).toBe(21 * 60 * 60);
      expect(uri).toMatch(new RegExp(`^wss?://.+/chat/jwt/${jwt}$`));
      // The server for tests keeps no list of missed conversations, and asks for no screens; the
      // other one takes files only where a deployment's rule says so.
      const extensions = (created["extensions"] as string[]).filter(
        (one) => !["missed", "page", "attachments"].includes(one),
      );
      expect(extensions).toEqual([
        "idempotency",
        "poll",
        "queue",
        "rating",
        "rich",
        "end-reason",
        "transfer",
        "media-extend",
        "formatting",
      ]);
    });

    test("nothing can be said before the stream is attached; its first frame is the guest's own CONNECTED", async () => {
      const guest = await create();
      expect((await guest.send("too early")).code).toBe("chat.error.conversation.state");
      expect((await guest.ask(`DELETE /members/${guest.own}`)).code).toBe(
        "chat.error.conversation.state",
      );
      void guest.attach();
      await guest.hears((frame) => frame.topicName === "channel.metadata");
      expect(guest.frames[0]?.eventBody.member).toEqual({ id: guest.own, state: "CONNECTED" });
      expect((await guest.send("now")).status).toBe(200);
    });

    test("a bot greets, the queue takes over, and the place in line is told as a frame and as an answer", async () => {
      const guest = await attached();
      expect(await guest.hears((frame) => frame.metadata?.type === "parlor.queue")).toMatchObject({
        eventBody: { name: "Bookings", position: 1, ahead: 0 },
      });
      const path = `/api/v2/parlor/guest/conversations/${guest.id}/queue`;
      expect((await guest.checked(`GET ${path}`)).json).toMatchObject({
        name: "Bookings",
        position: 1,
      });
      const { entities } = await guest.ask("GET /members");
      expect(entities.map(({ role, state }) => `${role} ${state}`)).toEqual([
        "CUSTOMER CONNECTED",
        "WORKFLOW DISCONNECTED",
        "ACD CONNECTED",
      ]);
      const history = (await guest.ask("GET /messages")).entities;
      expect(history.map((message) => message.bodyType)).toEqual([
        "member-join",
        "standard",
        "member-leave",
      ]);
      await subject.join(guest.id);
      // No refusal, which the consoles of pages would show.
      expect((await guest.checked(`GET ${path}`)).status).toBe(204);
    });

    test("an agent who answers is announced twice with one id, joins in the history, and the queue goes", async () => {
      const guest = await talking();
      const agent = await guest.agent();
      expect(agent).toMatchObject({ displayName: "Noor Haddad", state: "CONNECTED" });
      const told = guest.frames.flatMap(({ eventBody: { member } }) =>
        member?.id === agent.id ? member.state : [],
      );
      expect(told).toEqual(["ALERTING", "CONNECTED"]);
      expect((await guest.checked(`GET /members/${agent.id}`)).json).toMatchObject({
        role: "AGENT",
        customFields: { queueName: "Bookings" },
      });
      const open = await guest.checked("GET /members?excludeDisconnectedMembers=true");
      expect(open.entities.map((member) => member.role)).toEqual(["CUSTOMER", "AGENT"]);
      expect((await guest.ask("GET /messages")).entities.at(-1)).toMatchObject({
        bodyType: "member-join",
        sender: { id: agent.id },
      });
    });

    test("a message is answered, echoed with the same id, and found again", async () => {
      const guest = await talking();
      const { json } = await guest.checked(`POST /members/${guest.own}/messages`, body("Hello"));
      expect(json).toMatchObject({
        body: "Hello",
        bodyType: "standard",
        sender: { id: guest.own },
      });
      const echo = await guest.hearsText("Hello");
      expect([echo.eventBody.id, echo.eventBody.timestamp]).toEqual([
        json["id"],
        json["timestamp"],
      ]);
      expect((await guest.checked(`GET /messages/${String(json["id"])}`)).json).toEqual(json);
      await subject.say(guest.id, "Good evening");
      expect((await guest.hearsText("Good evening")).eventBody.sender.id).toBe(
        (await guest.agent()).id,
      );
    });

    test("the history is paged by cursor in both directions, and no two messages have the same time", async () => {
      const guest = await talking();
      for (const text of ["one", "two", "three", "four", "five"]) await guest.send(text);
      const all = (await guest.ask("GET /messages?after=&before=&sortOrder=&maxResults=")).entities;
      const times = all.map((message) => Date.parse(message.timestamp));
      expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
      const two = all.find((message) => message.body === "two")!;
      const follow = async (first: string): Promise<string[]> => {
        const bodies: string[] = [];
        let request: unknown = first;
        while (typeof request === "string") {
          const page = await guest.checked(`GET ${request}`);
          expect(page.entities.length).toBeLessThanOrEqual(2);
          bodies.push(...page.entities.map((message) => message.body));
          request = page.json["next"];
        }
        return bodies;
      };
      expect(await follow(`/messages?after=${two.id}&maxResults=2`)).toEqual([
        "three",
        "four",
        "five",
      ]);
      const back = await follow("/messages?sortOrder=descending&maxResults=2");
      expect(back).toEqual(all.map((message) => message.body).toReversed());
      const before = await guest.ask(
        `GET /messages?before=${two.id}&sortOrder=descending&maxResults=1`,
      );
      expect(before.entities.map((message) => message.body)).toEqual(["one"]);
      expect((await guest.ask("GET /messages?maxResults=0")).json["pageSize"]).toBe(1);
      expect((await guest.ask("GET /messages?maxResults=1000")).json["pageSize"]).toBe(100);
    });

    test("members are paged by number, with links", async () => {
      const guest = await talking();
      const { json } = await guest.checked("GET /members?pageSize=1&pageNumber=2");
      expect(json).toMatchObject({
        pageSize: 1,
        pageNumber: 2,
        total: 4,
        pageCount: 4,
        previousUri: expect.stringContaining("pageNumber=1"),
        nextUri: expect.stringContaining("pageNumber=3"),
      });
      const { json: last } = await guest.ask("GET /members?pageSize=25");
      expect([last["previousUri"], last["nextUri"]]).toEqual([undefined, undefined]);
    });

    test("typing is answered and echoed, and the agent's is heard", async () => {
      const guest = await talking();
      const { json } = await guest.checked(`POST /members/${guest.own}/typing`);
      expect(json).toMatchObject({ sender: { id: guest.own } });
      const isTypingOf =
        (id: string) =>
        ({ metadata, eventBody }: Frame): boolean =>
          metadata?.type === "typing-indicator" && eventBody.sender.id === id;
      await guest.hears(isTypingOf(guest.own));
      await subject.type(guest.id);
      await guest.hears(isTypingOf((await guest.agent()).id));
    });

    test("the same idempotency key gives the first reply again, also after the end; with another body it is a conflict", async () => {
      const guest = await attached();
      const key = { "idempotency-key": "k-1" };
      const first = await guest.send("once", key);
      expect((await guest.send("once", key)).json).toEqual(first.json);
      expect(await guest.send("twice", key)).toMatchObject({
        status: 409,
        code: "request.conflict",
      });
      expect((await guest.send("once")).json["id"]).not.toBe(first.json["id"]);
      await guest.ask(`DELETE /members/${guest.own}`);
      expect((await guest.send("once", key)).json).toEqual(first.json);
    });

    test("a guest who polls is in without a stream, and is told who is there and who writes", async () => {
      const guest = await create();
      const poll = (): Promise<Answer> =>
        guest.ask("GET /messages?after=", undefined, { "parlor-attach": "poll" });
      const first = await poll();
      expect((first.json["members"] as Entity[]).map((member) => member.role)).toContain("ACD");
      expect((await guest.send("from behind a proxy")).status).toBe(200);
      await subject.join(guest.id);
      await guest.ask(`POST /members/${guest.own}/typing`);
      await subject.type(guest.id);
      expect((await poll()).json["typing"]).toEqual([(await guest.agent()).id]);
      await subject.say(guest.id, "Yes?");
      expect((await poll()).json["typing"]).toEqual([]);
      await guest.ask(`DELETE /members/${guest.own}`);
      const own = ((await poll()).json["members"] as Entity[]).find(({ id }) => id === guest.own);
      expect(own?.state).toBe("DISCONNECTED");
    });

    test("a media request is announced, accepted once with its secrets, and told again when it changes", async () => {
      const guest = await talking();
      const announced = (): string[] =>
        guest.frames.flatMap(({ eventBody }) =>
          eventBody.bodyType === "media-request" ? eventBody.id : [],
        );
      await subject.askToShare(guest.id);
      await guest.hears((frame) => frame.eventBody.bodyType === "media-request");
      const [request] = (await guest.checked("GET /mediarequests")).entities;
      expect(request).toMatchObject({ state: "PENDING", types: ["SCREENSHARE"] });
      expect(request).not.toHaveProperty("securityKey");
      const path = `/mediarequests/${request!.id}`;
      expect((await guest.ask(`PATCH ${path}`, { state: "PENDING" })).code).toBe("invalid.value");
      const wish = { types: ["SCREENSHARE"], state: "ACCEPTED" };
      expect((await guest.checked(`PATCH ${path}`, wish)).json).toMatchObject({
        state: "ACCEPTED",
        securityKey: expect.stringMatching(/.+/),
        communicationId: expect.stringMatching(/.+/),
      });
      expect((await guest.ask(`PATCH ${path}`, { state: "DECLINED" })).code).toBe("invalid.value");
      expect((await guest.checked(`GET ${path}`)).json["state"]).toBe("ACCEPTED");
      await guest.send("after it");
      await guest.hearsText("after it");
      expect(announced()).toHaveLength(2);
      expect(new Set(announced()).size).toBe(1);
    });

    test("a media request is prolonged ten times, each time for two more minutes, and not once it is answered", async () => {
      const guest = await talking();
      await subject.askToShare(guest.id);
      const open = async (): Promise<Entity | undefined> =>
        (await guest.checked("GET /mediarequests")).entities[0];
      const first = await open();
      const extendOf = (id = ""): string =>
        `POST /api/v2/parlor/guest/conversations/${guest.id}/mediarequests/${id}/extend`;
      for (let turn = 0; turn < 10; turn++)
        expect((await guest.checked(extendOf(first?.id))).status).toBe(204);
      const last = await open();
      expect(last).toMatchObject({ id: first?.id, state: "PENDING" });
      expect(Date.parse(last!.expiresAt)).toBeGreaterThanOrEqual(Date.parse(first!.expiresAt));
      expect(await guest.ask(extendOf(first?.id))).toMatchObject({
        status: 409,
        code: "request.conflict",
      });
      expect((await guest.ask(extendOf("none"))).code).toBe("chat.error.not.found");
      await subject.askToShare(guest.id);
      const second = (await guest.ask("GET /mediarequests")).entities[1];
      await guest.ask(`PATCH /mediarequests/${second!.id}`, { state: "DECLINED" });
      expect((await guest.ask(extendOf(second!.id))).code).toBe("request.conflict");
    });

    test("a second media request withdraws the first", async () => {
      const guest = await talking();
      await subject.askToShare(guest.id);
      await subject.askToShare(guest.id);
      const states = (await guest.ask("GET /mediarequests")).entities.map(({ state }) => state);
      expect(states).toEqual(["CANCELLED", "PENDING"]);
    });

    test("a transfer is not the end: the agent leaves for it, and the queue holds the guest again", async () => {
      const guest = await talking();
      const agent = await guest.agent();
      await subject.transfer(guest.id);
      const left = await guest.hearsMember(agent.id, "DISCONNECTED");
      expect(left.eventBody.member?.reason).toBe("transfer");
      const { entities } = await guest.ask("GET /members");
      expect(entities.findLast((member) => member.role === "ACD")).toMatchObject({
        displayName: "Lost property",
        state: "CONNECTED",
      });
      expect((await guest.send("Still here")).status).toBe(200);
    });

    test("a guest who leaves gets its own DISCONNECTED last, with the reason, and the stream is closed with 1001", async () => {
      const guest = await create();
      const closed = guest.attach();
      await guest.hearsMember(guest.own, "CONNECTED");
      await subject.join(guest.id);
      await guest.hearsMember((await guest.agent()).id, "CONNECTED");
      expect((await guest.checked(`DELETE /members/${guest.own}`)).status).toBe(204);
      expect(await closed).toBe(1001);
      expect(guest.frames.at(-1)?.eventBody.member).toEqual({
        id: guest.own,
        state: "DISCONNECTED",
        endReason: "guest",
      });
      expect((await guest.send("too late")).code).toBe("chat.error.conversation.state");
      expect((await guest.ask(`POST /members/${guest.own}/typing`)).code).toBe(
        "chat.error.conversation.state",
      );
      expect((await guest.ask(`DELETE /members/${guest.own}`)).code).toBe(
        "chat.error.member.state",
      );
      expect((await guest.ask(`GET /members/${guest.own}`)).json).toMatchObject({
        state: "DISCONNECTED",
        leaveDate: expect.stringMatching(/Z$/),
      });
      expect((await guest.ask("GET /messages")).entities.at(-1)?.bodyType).toBe("member-leave");
      expect(await guest.attach()).toBe(4100);
    });

    test("when the last agent leaves, the chat has ended for the guest too", async () => {
      const guest = await talking();
      await subject.leave(guest.id);
      const end = await guest.hearsMember(guest.own, "DISCONNECTED");
      expect(end.eventBody.member?.endReason).toBe("agent");
      // A page that comes later asks for it.
      expect((await guest.ask(`GET /members/${guest.own}`)).json).toMatchObject({
        state: "DISCONNECTED",
        endReason: "agent",
      });
    });

    test("a chat is rated once, also after its end, with a whole number from 1 to 5", async () => {
      const guest = await talking();
      const path = `POST /api/v2/parlor/guest/conversations/${guest.id}/rating`;
      await guest.ask(`DELETE /members/${guest.own}`);
      const wrong = await guest.ask(path, { score: 6, comment: 7 });
      expect(wrong.json).toMatchObject({
        code: "invalid.value",
        details: [{ fieldName: "score" }, { fieldName: "comment" }],
      });
      expect((await guest.checked(path, { score: 4, comment: "Quick" })).status).toBe(204);
      expect((await guest.ask(path, { score: 5 })).code).toBe("request.conflict");
    });

    test.each([
      ["nothing", {}, "chat.error.bad.request"],
      [
        "no routing target",
        { ...good, routingTarget: undefined },
        "chat.error.notnull.createconversationrequest.routingtarget",
      ],
      [
        "no name",
        { ...good, memberInfo: { displayName: "" } },
        "chat.error.notnull.createconversationrequest.memberinfo.displayname",
      ],
      [
        "a name that is a number",
        { ...good, memberInfo: { displayName: 5 } },
        "constraint.validation",
      ],
      [
        "a deployment id of the wrong kind",
        { ...good, deploymentId: 5 },
        "chat.error.pattern.createconversationrequest.deploymentid",
      ],
      ["an unknown deployment", { ...good, deploymentId: unknownId }, "chat.deployment.disabled"],
      [
        "an unknown queue",
        { ...good, routingTarget: { targetType: "queue", targetAddress: "x" } },
        "chat.error.invalid.queue",
      ],
      [
        "a target that is no queue",
        { ...good, routingTarget: { targetType: "USER", targetAddress: "x" } },
        "chat.error.createconversationrequest.routingtarget",
      ],
      [
        "a journey without its customer's type",
        { ...good, journeyContext: { customer: { id: "1" } } },
        "chat.error.notnull.createconversationrequest.journeycontext.customer.idtype",
      ],
      [
        "an avatar that is not https",
        { ...good, memberInfo: { displayName: "M", avatarImageUrl: "http://a.example" } },
        "constraint.validation",
      ],
      ["what is not JSON", "{", "bad.request"],
    ])("creating with %s is a 400 with the contract's code", async (_, content, code) => {
      expect(await ask(`POST ${guestBase}`, content)).toMatchObject({ status: 400, code });
    });

    test("every wrong field of a creation is named at once", async () => {
      const { json } = await ask(`POST ${guestBase}`, {
        ...good,
        memberInfo: { displayName: 5, email: 6 },
        routingTarget: { skills: "x" },
      });
      expect((json["details"] as { fieldName: string }[]).map((one) => one.fieldName)).toEqual([
        "routingTarget.skills",
        "memberInfo.displayName",
        "memberInfo.email",
      ]);
    });

    test.each([
      ["without a body", {}, 400, "chat.error.notnull.createconversationmessagerequest.body"],
      ["of 4,001 units", body("x".repeat(4_001)), 400, "constraint.validation"],
      [
        "of a type that only the server may send",
        { body: "x", bodyType: "member-join" },
        400,
        "invalid.value",
      ],
      ["that is not JSON", "{", 400, "bad.request"],
      ["that is too large", body("x".repeat(70_000)), 413, "request.entity.too.large"],
      ["of 4,000 units", body("x".repeat(4_000)), 200, undefined],
    ])("a message %s is answered with the contract's status and code", async (...row) => {
      const [, content, status, code] = row;
      const guest = await attached();
      const answer = await guest.ask(`POST /members/${guest.own}/messages`, content);
      expect([answer.status, answer.code]).toEqual([status, code]);
    });

    test("a message's type is compared without case, and standard when it is empty", async () => {
      const guest = await attached();
      const path = `POST /members/${guest.own}/messages`;
      const sent = [["NOTICE", "notice"] as const, ["Standard", "standard"] as const];
      for (const [bodyType, shown] of [...sent, ["", "standard"], [null, "standard"]] as const)
        expect(await guest.ask(path, { body: "x", bodyType })).toMatchObject({
          status: 200,
          json: { bodyType: shown },
        });
    });

    test.each(["text/xml", "text/plain", "application/x-www-form-urlencoded"])(
      "a body of the type %s is a 415, for a message and for a new conversation",
      async (type) => {
        const guest = await attached();
        const refused = { status: 415, code: "unsupported.media.type" };
        const headers = { "content-type": type };
        const path = `POST /members/${guest.own}/messages`;
        expect(await guest.ask(path, "<a/>", headers)).toMatchObject(refused);
        const create = await ask(`POST ${guestBase}`, JSON.stringify(good), headers);
        expect(create).toMatchObject(refused);
      },
    );

    test("who calls is asked each time: no token, a broken one, one of another conversation, another's member", async () => {
      const guest = await talking();
      const other = await attached();
      const path = `GET ${guest.path}/messages`;
      const withToken = (token: string): Promise<Answer> =>
        ask(path, undefined, token === "" ? {} : { authorization: token });
      expect(await withToken("")).toMatchObject({ status: 401, code: "authentication.required" });
      expect(await withToken("Bearer x.y.z")).toMatchObject({
        status: 401,
        code: "bad.credentials",
      });
      expect((await withToken(`bearer ${guest.jwt}`)).status).toBe(200);
      expect(await withToken(`Bearer ${other.jwt}`)).toMatchObject({
        status: 403,
        code: "not.authorized",
      });
      const agent = await guest.agent();
      expect(await guest.ask(`POST /members/${agent.id}/messages`, body("as Noor"))).toMatchObject({
        status: 403,
        code: "not.authorized",
      });
      expect((await guest.ask(`DELETE /members/${unknownId}`)).code).toBe("chat.error.not.found");
    });

    test("a missing resource is a 404 with the code of its operation, a wrong query value a 400", async () => {
      const guest = await attached();
      for (const path of ["members", "messages", "mediarequests"])
        expect(await guest.ask(`GET /${path}/${unknownId}`)).toMatchObject({
          status: 404,
          code: "chat.error.not.found",
        });
      expect((await guest.ask(`GET /messages?after=${unknownId}`)).code).toBe("not.found");
      for (const query of [
        "messages?sortOrder=sideways",
        "messages?maxResults=x",
        "members?pageSize=x",
      ])
        expect((await guest.ask(`GET /${query}`)).code).toBe("invalid.query.param.value");
    });

    test("a stream with a token that nobody gave out does not open", async () => {
      const guest = await create();
      const stranger = new Guest({
        ...guest.created,
        eventStreamUri: guest.uri.replace(guest.jwt, "x.y.z"),
      });
      expect(await stranger.attach()).toBe(1006);
      expect(stranger.frames).toEqual([]);
    });
  });
}
