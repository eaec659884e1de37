import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Desk } from "../model/desk.ts";
import type { DeskApp } from "../model/desk-app.ts";
import type { DeskSound } from "./desk-sound.ts";

/** The page's own parts: who is signed in, and whether it makes sounds. */
export interface DeskPage {
  readonly app: DeskApp;
  readonly sound: DeskSound;
}

export const PageContext = createContext<DeskPage | null>(null);
export const DeskContext = createContext<Desk | null>(null);

function provided<Value>(value: Value | null): Value {
  if (value === null) throw new Error("This component is drawn outside of the desk.");
  return value;
}

export const usePage = (): DeskPage => provided(useContext(PageContext));
/** The signed-in agent's desk. */
export const useDesk = (): Desk => provided(useContext(DeskContext));
