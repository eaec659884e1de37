import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { conversationOf, type Conversation } from "./conversation.ts";
import type { DeploymentChanges, DeploymentSettings } from "./deployment.ts";
import { EmulatorError } from "./errors.ts";
import type { Fault } from "./faults.ts";
import { handleHttp } from "./http.ts";
import { resolveOptions, type EmulatorOptions } from "./options.ts";
import { Service, type RecordedCall, type RecordedFrame } from "./service.ts";
import type { Session } from "./session.ts";
import type { Identity } from "./sign-ins.ts";
import { acceptSockets } from "./sockets.ts";

export type { EmulatorOptions } from "./options.ts";

/** One deployment of a running emulator. */
export interface Deployment {
  readonly id: string;
  readonly settings: DeploymentSettings;
  /** Changes settings; sessions that exist follow with their next request. */
  change(changes: DeploymentChanges): void;
  /** Conversations that have not ended, oldest first. */
  readonly conversations: readonly Conversation[];
}

/** A running emulator. */
export interface Emulator {
  /** The origin of the socket, of REST and of the public files: the option `endpoint` of Parlor. */
  readonly url: string;
  /** The origin of uploads. */
  readonly uploadUrl: string;
  /** Conversations that have not ended, oldest first. */
  readonly conversations: readonly Conversation[];
  /** Frames of all sockets in their order, oldest first. */
  readonly frames: readonly RecordedFrame[];
  /** HTTP requests that were answered, oldest first. */
  readonly calls: readonly RecordedCall[];
  /** Rules for clients that a client broke and that the service bears. */
  readonly violations: readonly string[];
  /** A deployment; without an id the first. */
  deployment(id?: string): Deployment;
  /** A conversation by its token, also one that has ended. */
  conversation(token: string): Conversation;
  /** The first conversation that no earlier call returned; waits for one. */
  nextConversation(): Promise<Conversation>;
  /**
   * Resolves with the first value of `look` that is neither `undefined`, `null` nor `false`.
   * It runs now and after every change.
   * @throws EmulatorError `timed-out` after `ms` (ten seconds) of real time.
   */
  until<Value extends object | string | number | true>(
    look: () => Value | undefined | null | false,
    ms?: number,
  ): Promise<Value>;
  /** Calls back after every change, of whatever kind. Returns the undo. */
  watch(callback: () => void): () => void;
  /** Plans a fault; returns its undo. */
  fault(fault: Fault): () => void;
  clearFaults(): void;
  /** In maintenance all sockets break, and every request is answered 503. */
  setMaintenance(isOn: boolean): void;
  /** Uploaded bytes are refused with this code; null takes them again. */
  refuseUploads(
    failure: { readonly errorCode: number; readonly errorMessage: string } | null,
  ): void;
  /** Seconds that a signed-in person's JWT lives from now on. */
  setJwtSeconds(seconds: number): void;
  /** A code of an identity provider for a person, to be exchanged once. */
  issueCode(identity: Identity): string;
  close(): Promise<void>;
}

function serverOf(service: Service): Server {
  const server = createServer((incoming, outgoing) => {
    handleHttp(service, incoming, outgoing).catch(() => {
      // The client has gone, or the request is no HTTP: nobody waits for an answer.
      outgoing.destroy();
    });
  });
  server.requestTimeout = service.limits.requestMs;
  server.headersTimeout = service.limits.requestMs;
  return server;
}

/** Listens and returns the origin. */
async function listen(server: Server, port: number, host: string): Promise<string> {
  await new Promise<void>((done, failed) => {
    server.once("error", failed);
    server.listen(port, host, done);
  });
  const address = server.address();
  const isOpen = (value: typeof address): value is AddressInfo =>
    typeof value === "object" && value !== null;
  if (!isOpen(address)) throw new Error("The server has no address.");
  const name = host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${address.port}`;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((done) => server.close(() => done()));
}

/**
 * Starts an emulator.
 * @throws EmulatorError `invalid-options`, naming all of them; or the error of the port, if it is
 * in use.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { clock, limits, deployments, host, port, hasUploadOrigin } = resolveOptions(options);
  const service = new Service(clock, limits, deployments);
  const main = serverOf(service);
  const sockets = acceptSockets(service, main);
  const url = await listen(main, port, host);
  const uploads = hasUploadOrigin ? serverOf(service) : null;
  const uploadUrl = uploads === null ? url : await listen(uploads, 0, host);
  service.origins = { api: url, files: uploadUrl };
  return {
    url,
    uploadUrl,
    ...viewsOf(service),
    get conversations() {
      return conversationsOf(service);
    },
    get frames() {
      return service.recorded;
    },
    get calls() {
      return service.calls;
    },
    get violations() {
      return service.violations;
    },
    watch: (callback) => service.watch(callback),
    fault: (fault) => service.faults.plan(fault),
    clearFaults: () => service.faults.clear(),
    setMaintenance(isOn) {
      service.isInMaintenance = isOn;
      if (isOn) for (const connection of sockets.connections) connection.drop();
    },
    refuseUploads(failure) {
      service.uploadRefusal = failure;
    },
    setJwtSeconds(seconds) {
      service.signIns.jwtSeconds = seconds;
    },
    issueCode: (identity) => service.signIns.issueCode(identity),
    async close() {
      sockets.close();
      service.stop();
      await Promise.all([stop(main), ...(uploads === null ? [] : [stop(uploads)])]);
    },
  };
}

const conversationsOf = (
  service: Service,
  isMeant: (session: Session) => boolean = () => true,
): Conversation[] =>
  [...service.sessions.values()].filter(isMeant).map((session) => conversationOf(service, session));

const DEFAULT_WAIT_MS = 10_000;

function viewsOf(
  service: Service,
): Pick<Emulator, "deployment" | "conversation" | "nextConversation" | "until"> {
  const until: Emulator["until"] = (look, ms = DEFAULT_WAIT_MS) =>
    new Promise((done, failed) => {
      const timer = setTimeout(() => {
        stop();
        failed(new EmulatorError("timed-out", `Nothing came in ${ms} ms.`));
      }, ms);
      const settle = (end: () => void): void => {
        clearTimeout(timer);
        stop();
        end();
      };
      const check = (): void => {
        try {
          const value = look();
          if (value === undefined || value === null || value === false) return;
          settle(() => done(value));
        } catch (error) {
          settle(() => failed(error));
        }
      };
      const stop = service.watch(check);
      check();
    });
  const returned = new WeakSet<Session>();
  return {
    until,
    async nextConversation() {
      const session = await until(() =>
        [...service.sessions.values()].find((one) => !returned.has(one)),
      );
      returned.add(session);
      return conversationOf(service, session);
    },
    conversation(token) {
      const session = service.find(token);
      if (session === undefined)
        throw new EmulatorError("unknown-token", "No session has this token.");
      return conversationOf(service, session);
    },
    deployment(id = service.deployments.keys().next().value) {
      if (id === undefined)
        throw new EmulatorError("unknown-deployment", "The emulator has no deployment.");
      service.settingsOf(id);
      return {
        id,
        get settings() {
          return service.settingsOf(id);
        },
        change: (changes) => service.change(id, changes),
        get conversations() {
          return conversationsOf(service, ({ deploymentId }) => deploymentId === id);
        },
      };
    },
  };
}
