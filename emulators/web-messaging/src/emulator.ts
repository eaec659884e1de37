import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { systemClock, type Clock } from "./clock.ts";
import { conversationOf, type Conversation } from "./conversation.ts";
import {
  changed,
  defaultSettings,
  type DeploymentChanges,
  type DeploymentSettings,
} from "./deployment.ts";
import type { Fault } from "./faults.ts";
import { handleHttp } from "./http.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { Service, type RecordedFrame } from "./service.ts";
import type { Session } from "./session.ts";
import type { Identity } from "./sign-ins.ts";
import { acceptSockets } from "./sockets.ts";

/** The deployment of an emulator to which none is given. */
export const DEFAULT_DEPLOYMENT = "5c1e0b52-7f0e-4b1f-9c3c-8f2f5d7a1e10";

/** Options of {@link startEmulator}. */
export interface EmulatorOptions {
  /** 0, the default: any free port. */
  readonly port?: number;
  /** The address to listen on; the default is loopback. */
  readonly host?: string;
  readonly clock?: Clock;
  /** The settings of all deployments, where they differ from the emulator's. */
  readonly defaults?: DeploymentChanges;
  /** Deployments by their id. The default is one, {@link DEFAULT_DEPLOYMENT}. */
  readonly deployments?: Readonly<Record<string, DeploymentChanges>>;
  readonly limits?: Partial<Limits>;
  /** Gives uploads an origin of their own, as the service has it. */
  readonly hasUploadOrigin?: boolean;
}

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
  /** Rules for clients that a client broke and that the service bears. */
  readonly violations: readonly string[];
  /** A deployment; without an id the first. */
  deployment(id?: string): Deployment;
  /** A conversation by its token, also one that has ended. */
  conversation(token: string): Conversation;
  /** The conversation that is next to be configured, or the newest that is. */
  nextConversation(): Promise<Conversation>;
  /**
   * Resolves with the first value of `look` that is neither `undefined`, `null` nor `false`; it runs
   * now and after every change.
   * @throws Error after `ms` (ten seconds) of real time.
   */
  until<Value extends object | string | number | true>(
    look: () => Value | undefined | null | false,
    ms?: number,
  ): Promise<Value>;
  /** Plans a fault; returns its undo. */
  fault(fault: Fault): () => void;
  clearFaults(): void;
  /** In maintenance all sockets break, and every request is answered 503. */
  setMaintenance(isOn: boolean): void;
  /** Uploaded bytes are refused with this code; null takes them again. */
  refuseUploads(failure: { readonly errorCode: number; readonly errorMessage: string } | null): void;
  /** Milliseconds that a signed-in person's JWT lives from now on. */
  setJwtSeconds(seconds: number): void;
  /** A code of an identity provider for a person, to be exchanged once. */
  issueCode(identity: Identity): string;
  close(): Promise<void>;
}

function deploymentsOf({ defaults = {}, deployments }: EmulatorOptions): [string, DeploymentSettings][] {
  const base = changed(defaultSettings, defaults);
  const entries = Object.entries(deployments ?? { [DEFAULT_DEPLOYMENT]: {} });
  return entries.map(([id, changes]) => [id, changed(base, changes)]);
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

/** Starts an emulator. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const service = new Service(options.clock ?? systemClock, {
    ...defaultLimits,
    ...options.limits,
  });
  for (const [id, settings] of deploymentsOf(options)) service.deployments.set(id, settings);
  const host = options.host ?? "127.0.0.1";
  const main = serverOf(service);
  const sockets = acceptSockets(service, main);
  const url = await listen(main, options.port ?? 0, host);
  const uploads = options.hasUploadOrigin === true ? serverOf(service) : null;
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
    get violations() {
      return service.violations;
    },
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
  [...service.sessions.values()]
    .filter(isMeant)
    .map((session) => conversationOf(service, session));

const DEFAULT_WAIT_MS = 10_000;

function viewsOf(
  service: Service,
): Pick<Emulator, "deployment" | "conversation" | "nextConversation" | "until"> {
  const until: Emulator["until"] = (look, ms = DEFAULT_WAIT_MS) =>
    new Promise((done, failed) => {
      const timer = setTimeout(() => {
        stop();
        failed(new Error(`Nothing came in ${ms} ms.`));
      }, ms);
      const check = (): void => {
        const value = look();
        if (value === undefined || value === null || value === false) return;
        clearTimeout(timer);
        stop();
        done(value);
      };
      const stop = service.watch(check);
      check();
    });
  return {
    until,
    nextConversation() {
      const known = new Set(service.sessions.keys());
      return until(() => {
        const all = conversationsOf(service);
        return all.find(({ token }) => !known.has(token)) ?? all.at(-1);
      });
    },
    conversation(token) {
      const session = service.find(token);
      if (session === undefined) throw new Error("No session has this token.");
      return conversationOf(service, session);
    },
    deployment(id = service.deployments.keys().next().value) {
      if (id === undefined) throw new Error("The emulator has no deployment.");
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
