export { createManualClock, createShiftedClock, systemClock } from "./clock.ts";
export type { Clock, MovableClock } from "./clock.ts";
export type { Conversation, ReceivedFile, Reply, SentFile, Speaker } from "./conversation.ts";
export type { DeploymentChanges, DeploymentSettings, Media, Variants } from "./deployment.ts";
export { DEFAULT_DEPLOYMENT, startEmulator } from "./emulator.ts";
export type { Deployment, Emulator, EmulatorOptions } from "./emulator.ts";
export type { Fault, Route } from "./faults.ts";
export type { Limits } from "./limits.ts";
export type { RecordedFrame } from "./service.ts";
export type { Ending } from "./session.ts";
export type { Identity } from "./sign-ins.ts";
export type {
  ServiceFrame,
  WireCard,
  WireContent,
  WireEvent,
  WireMessage,
  WirePerson,
} from "./wire.ts";
