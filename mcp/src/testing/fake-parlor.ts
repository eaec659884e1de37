import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** A server in place of Parlor, for answers that the real one does not give. */
export interface FakeParlor {
  readonly url: string;
  /** `METHOD path`, and the token for other paths than that of sign-ins. */
  readonly heard: string[];
  /** Answers everything but sign-ins. */
  answer: (request: IncomingMessage, response: ServerResponse) => void;
  /** Answers sign-ins; the first token is `token-1`. */
  signIn: (response: ServerResponse) => void;
  close(): Promise<void>;
}

export function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

export async function startFakeParlor(): Promise<FakeParlor> {
  let signIns = 0;
  const server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    const isSignIn = url === "/oauth/token";
    fake.heard.push([method, url, ...(isSignIn ? [] : [headers.authorization])].join(" "));
    // Answered at once, with the body unread: the client has written all of it by then.
    request.resume();
    if (isSignIn) fake.signIn(response);
    else fake.answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const fake: FakeParlor = {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    heard: [],
    answer: (_, response) => json(response, 200, {}),
    signIn: (response) => json(response, 200, { access_token: `token-${++signIns}` }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return fake;
}
